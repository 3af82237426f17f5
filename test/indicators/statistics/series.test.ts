/** Trends and control charts, against values worked out apart and the rules as they are told. */
import fc from "fast-check";
import { assuranceOf } from "../../../services/indicators/statistics/assurance.js";
import { controlChart, type ControlChart } from "../../../services/indicators/statistics/control-chart.js";
import { recentTrend, TREND_CHI_SQUARE } from "../../../services/indicators/statistics/recent-trend.js";
import { variationOf } from "../../../services/indicators/statistics/variation.js";

const points = (...rows: [number, number, number][]) => rows.map(([value, lower, upper]) => ({ value, lower, upper }));
const LETTER = { OUTSIDE_LIMITS: "O", TREND: "T", TWO_OF_THREE: "2", RUN: "R" };
const causes = (values: number[]): string => controlChart(values)!.flags.map((flag) => (flag ? LETTER[flag.cause] + (flag.direction === "HIGH" ? "+" : "-") : "..")).join(" ");

test("a series that rises is a trend", () => {
  const trend = recentTrend(points([100, 90, 111], [95, 85.5, 106], [120, 110, 131], [130, 119, 141.5], [150, 138, 163]))!;
  expect(trend.direction).toBe("INCREASING");
  expect(trend.slope / 13.297772244578394).toBeCloseTo(1, 10);
  expect(trend.chiSquare / 53.086215275302145).toBeCloseTo(1, 10);
});

test("a series that wavers is none", () => {
  const trend = recentTrend(points([100, 90, 111], [102, 92, 112], [99, 89, 110], [101, 91, 112], [100, 90, 111]))!;
  expect(trend).toMatchObject({ direction: "NO_SIGNIFICANT_CHANGE", steady: false });
  expect(trend.chiSquare / 0.0046476918104346651).toBeCloseTo(1, 9);
});

test("a slope that one point alone makes is none, however steep", () => {
  const trend = recentTrend(points([10, 9.9, 10.1], [9, 8.9, 9.1], [8, 7.9, 8.1], [7, 6.9, 7.1], [30, 29.9, 30.1]))!;
  expect(trend.chiSquare).toBeGreaterThan(TREND_CHI_SQUARE);
  expect(trend).toMatchObject({ direction: "NO_SIGNIFICANT_CHANGE", steady: false });
  const falling = recentTrend(points([30, 29.9, 30.1], [28, 27.9, 28.1], [20, 19.9, 20.1], [15, 14.9, 15.1], [9, 8.9, 9.1]));
  expect(falling!.direction).toBe("DECREASING");
});

test.each<[string, [number, number, number][], number, number, string]>([
  ["falls", [[12.5, 11.9, 13.2], [12.1, 11.5, 12.8], [11.2, 10.6, 11.9], [10.9, 10.3, 11.6], [9.7, 9.1, 10.3]], -0.686918238993710692, 45.783224967651811, "DECREASING"],
  ["goes from none to all", [[0, 0, 7.134759913335873], [10, 4.35, 21.36], [20, 11.24, 33.04], [30, 19.1, 43.75], [100, 92.865240086664127, 100]], 24.8176358223384873, 1535.00702276203702, "INCREASING"],
  ["is of points of very unlike weight", [[0, 0, 0.0000384], [0.001, 0.0005, 0.0018], [120, 60, 240], [130, 119, 141.5], [150, 138, 163]], 0.00100293859511476785, 9.13808900963896568, "NO_SIGNIFICANT_CHANGE"],
])("a series that %s, as worked out in 60 digits", (_, rows, slope, chiSquare, direction) => {
  const trend = recentTrend(points(...rows))!;
  expect(trend).toMatchObject({ direction, steady: true });
  expect(Math.abs(trend.slope / slope - 1)).toBeLessThan(1e-12);
  expect(Math.abs(trend.chiSquare / chiSquare - 1)).toBeLessThan(1e-12);
});

test("four that are level and a fifth that is not are no trend: without the fifth the slope has no sign, whatever floating point leaves of it", () => {
  for (const level of [10, 0.1, 12.3]) {
    const same: [number, number, number] = [level, level * 0.48, level * 1.84];
    const trend = recentTrend(points(same, same, same, same, [40 * level, 36.1 * level, 44.1 * level]))!;
    expect(trend.chiSquare).toBeGreaterThan(TREND_CHI_SQUARE);
    expect(trend).toMatchObject({ direction: "NO_SIGNIFICANT_CHANGE", steady: false });
  }
});

test("four points are no trend, nor is one whose limits have no width", () => {
  const sound = points([1, 0.5, 1.5], [2, 1.5, 2.5], [3, 2.5, 3.5], [4, 3.5, 4.5], [5, 4.5, 5.5]);
  expect(recentTrend(sound.slice(1))).toBeNull();
  expect(recentTrend(sound.map((point, i) => (i === 2 ? { value: 3, lower: 3, upper: 3 } : point)))).toBeNull();
});

test("limits of a chart, with ranges screened once", () => {
  const chart = controlChart([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1])!;
  expect(chart.mean).toBeCloseTo(35 / 18, 12);
  expect([chart.lower.toFixed(2), chart.upper.toFixed(2)]).toEqual(["-0.72", "4.60"]);
  expect(chart).toMatchObject({ rangesScreened: 2, averageMovingRange: 1, trial: false });
  expect(chart.flags.map((flag, i) => (flag ? [i, flag.cause] : [])).flat()).toEqual([4, "OUTSIDE_LIMITS"]);
});

test("limits of a chart of decimals, one of whose points lies outside", () => {
  const chart = controlChart([12.4, 15.1, 9.8, 11, 14.2, 30.7, 13.3, 12.9, 10.4, 11.8, 15, 12, 13.7, 9.9])!;
  for (const [value, expected] of [[chart.mean, 13.7285714285714286], [chart.averageMovingRange, 2.58181818181818182], [chart.lower, 6.86093506493506494], [chart.upper, 20.5962077922077922]] as const) expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
  expect(chart.rangesScreened).toBe(2);
  expect(chart.flags.flatMap((flag, i) => (flag ? [[i, flag.cause]] : []))).toEqual([[5, "OUTSIDE_LIMITS"]]);
});

test("fewer than 13 points have trial limits, fewer than two none", () => {
  expect(controlChart([5])).toBeNull();
  expect(controlChart(Array.from({ length: 12 }, (_, i) => i % 2))!.trial).toBe(true);
  expect(controlChart(Array.from({ length: 13 }, (_, i) => i % 2))!.trial).toBe(false);
});

test("a series that never varies is common cause, whatever floating point makes of its mean", () => {
  expect(causes(Array.from({ length: 14 }, () => 0.1))).toBe(Array(14).fill("..").join(" "));
});

test("a trend is six moves, and a tie breaks it", () => {
  const base = [50, 10, 50, 10, 50, 10, 50, 10, 50, 10, 50, 10];
  expect(causes([...base, 21, 24, 27, 30, 33, 36, 39, 20]).split(" ").slice(11)).toEqual(["T+", "T+", "T+", "T+", "T+", "T+", "T+", "T+", ".."]);
  expect(causes([...base, 21, 24, 27, 27, 33, 36, 39, 20])).not.toContain("T");
});

test("two of three near a limit on one side: only those near it, and the third on that side too", () => {
  // Mean 1.1, limits 15.3 away: the outer third begins near 11.3.
  const chart = (tail: number[]): string[] => causes([2, -2, 2, -2, 2, -2, 2, -2, 2, -2, 2, -2, ...tail]).split(" ").slice(12);
  expect(chart([12, 3, 12, -4, -4])).toEqual(["2+", "..", "2+", "..", ".."]);
  expect(chart([12, -3, 12, -4, -4])).toEqual(["..", "..", "..", "..", ".."]);
});

test("seven on one side of the mean are a run, six are none, and one on the mean breaks it", () => {
  const run = (n: number): string => causes([...Array.from({ length: 10 }, (_, i) => (i % 2 ? 1.2 : 0.2)), ...Array.from({ length: n }, (_, i) => (i % 2 ? 2 : 1.8))]);
  expect(run(7)).toContain("R+ R+ R+ R+ R+ R+ R+");
  expect(causes([-1, 1, -1, 1, 1, 1, 1, 1, 0, 1, -2, -2, -2, 2, -2, 1])).not.toContain("R");
});

/** The rules once more, as one would say them of a single point. */
function told(values: number[]): (string | null)[] {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b) / n;
  let ranges = values.slice(1).map((value, i) => Math.abs(value - values[i]!));
  const screen = (3.267 * ranges.reduce((a, b) => a + b)) / ranges.length;
  if (screen > 0) ranges = ranges.filter((range) => range < screen);
  const amr = ranges.reduce((a, b) => a + b, 0) / ranges.length;
  const windows = (i: number, size: number): number[][] =>
    Array.from({ length: size }, (_, k) => i - k).filter((from) => from >= 0 && from + size <= n).map((from) => values.slice(from, from + size));
  const outer = (value: number): boolean => Math.abs(value - mean) > amr * 2.66 * (2 / 3) && Math.abs(value - mean) <= amr * 2.66;
  return values.map((value, i) => {
    if (Math.abs(value - mean) > amr * 2.66) return "OUTSIDE_LIMITS";
    const goes = (seven: number[], way: 1 | -1): boolean => seven.every((each, k) => k === 0 || way * (each - seven[k - 1]!) > 0);
    if (windows(i, 7).some((seven) => goes(seven, 1) || goes(seven, -1))) return "TREND";
    const oneSide = (some: number[]): boolean => some.every((each) => each > mean) || some.every((each) => each < mean);
    if (outer(value) && windows(i, 3).some((three) => oneSide(three) && three.filter(outer).length >= 2)) return "TWO_OF_THREE";
    return windows(i, 7).some(oneSide) ? "RUN" : null;
  });
}

test("whatever the series, each point is flagged as the rules say of it", () => {
  const seen = new Set<string | null>();
  // Thirteen primes keep sums away from exact ties with the mean and the limits.
  const series = fc.tuple(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 13, maxLength: 40 }), fc.integer({ min: 0, max: 3 })).map(([moves, drift]) =>
    moves.map((move, i) => move * 1.0137 + drift * i * 0.371 + (i % 11) * 0.0113));
  fc.assert(
    fc.property(series, (values) => {
      const flags = (controlChart(values) as ControlChart).flags.map((flag) => flag?.cause ?? null);
      flags.forEach((flag) => seen.add(flag));
      expect(flags).toEqual(told(values));
    }),
    { numRuns: 2000, seed: 20 },
  );
  expect([...seen].sort()).toEqual(["OUTSIDE_LIMITS", "RUN", "TREND", "TWO_OF_THREE", null].sort());
});

test("variation is that of the last point, turned by polarity", () => {
  const chart = controlChart([...Array.from({ length: 14 }, (_, i) => i % 2), 9])!;
  expect(([1, -1, 0] as const).map((better) => variationOf(chart, better))).toEqual(["IMPROVEMENT", "CONCERN", "SPECIAL_CAUSE_HIGH"]);
  expect(variationOf(controlChart([1, 2, 1, 2])!, 1)).toBe("COMMON_CAUSE");
});

test("assurance compares the target with the limits", () => {
  const chart = { lower: 10, upper: 20 };
  expect([9, 10, 15, 20, 21].map((most) => assuranceOf(chart, { least: null, most }))).toEqual(["CONSISTENTLY_MISSING", "HIT_AND_MISS", "HIT_AND_MISS", "HIT_AND_MISS", "CONSISTENTLY_MEETING"]);
  expect([9, 15, 21].map((least) => assuranceOf(chart, { least, most: null }))).toEqual(["CONSISTENTLY_MEETING", "HIT_AND_MISS", "CONSISTENTLY_MISSING"]);
  expect(assuranceOf(chart, { least: 5, most: 25 })).toBe("CONSISTENTLY_MEETING");
  expect(assuranceOf(chart, { least: 12, most: 25 })).toBe("HIT_AND_MISS");
  expect(assuranceOf(chart, { least: 22, most: 25 })).toBe("CONSISTENTLY_MISSING");
});
