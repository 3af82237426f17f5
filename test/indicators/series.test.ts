/** Series: values over time with the lines to draw, and what they say of themselves. */
import { startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
const FENLAND = "partnership-fenland";
const COLUMNS = "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,dimension,published_lower,published_upper,published_confidence,document,section,as_printed,known_from";

/** Rows of observations for Fenland: period and value, and what else differs. */
function observed(indicator: string, rows: [period: string, value: number | string, more?: Partial<Record<"partnership" | "place" | "qualifier" | "numerator" | "denominator" | "status" | "dimension" | "published_lower" | "published_upper" | "published_confidence", string>>][]): string[] {
  return rows.map(([period, value, more = {}], i) => {
    const given: Record<string, string> = { partnership: FENLAND, place: "", qualifier: "EQ", numerator: "", denominator: "", status: "FINAL", dimension: "", published_lower: "", published_upper: "", published_confidence: "", ...more };
    return [`observation-${indicator}-${i}`, `indicator-${indicator}`, given["partnership"], given["place"], period, "MULTI_YEAR 2001-04-01..2030-03-31", given["qualifier"], value, given["numerator"], given["denominator"], "", given["status"], given["dimension"], given["published_lower"], given["published_upper"], given["published_confidence"], "", "", "", ""].join(",");
  });
}

const month = (i: number): string => `MONTH ${2015 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}`;
const year = (i: number): string => `FINANCIAL_YEAR ${2010 + i}/${11 + i}`;
const CHECK = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

async function given(what: string, columns: string, rows: string[]): Promise<void> {
  const report = await hub.importCsv(`indicators/${what}`, `${columns}\n${rows.join("\n")}\n`);
  expect(report.problems).toEqual([]);
}

beforeAll(async () => {
  hub = await startHub();
  const indicator = (id: string, type: string, polarity: string): string => `indicator-${id},${id},,things,${type},${polarity},,,,`;
  await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", [
    indicator("monthly", "COUNT", "LOWER_IS_BETTER"),
    indicator("holed", "COUNT", "LOWER_IS_BETTER"),
    indicator("broken", "COUNT", "LOWER_IS_BETTER"),
    indicator("yearly", "COUNT", "HIGHER_IS_BETTER"),
    indicator("few", "COUNT", "HIGHER_IS_BETTER"),
    indicator("rolling", "COUNT", "LOWER_IS_BETTER"),
    indicator("share", "PROPORTION", "NOT_STATED"),
  ]);
  await given("observations", COLUMNS, [
    ...observed("monthly", CHECK.map((value, i) => [month(i), value])),
    ...observed("holed", CHECK.flatMap((value, i) => (i === 6 || i === 7 ? [] : [[month(i), value, i === 9 ? { qualifier: "GE" } : {}] as [string, number, object]]))),
    ...observed("broken", [...Array.from({ length: 14 }, (_, i): [string, number] => [month(i), 100 + (i % 3)]), ...Array.from({ length: 14 }, (_, i): [string, number] => [month(i + 14), 10 + (i % 2)])]),
    ...observed("yearly", [[year(0), 60], [year(1), 100], [year(2), 130], [year(3), 170], [year(4), 210], [year(5), 260]]),
    ...observed("few", [[year(0), 100], [year(1), 130], [year(3), 170], [year(4), 210], [year(5), 260]]),
    ...observed("rolling", Array.from({ length: 14 }, (_, i): [string, number] => [`ROLLING_12M ${month(i).slice(6)}-01..${month(i + 11).slice(6)}-${new Date(Date.UTC(2015, i + 12, 0)).getUTCDate()}`, 100 + i])),
    ...observed("share", [
      [year(0), "65", { numerator: "65", denominator: "100" }],
      [year(1), "70", { published_lower: "50", published_upper: "90", published_confidence: "95", denominator: "100" }],
      [year(2), "72"],
      [year(1), "40", { dimension: "sex=female" }],
      [year(3), "80", { place: "A ward" }],
    ]),
  ]);
  await given("series-breaks", "id,indicator,partnership,area,on_day,reason,document,section,as_printed,known_from", ["series-break-broken,indicator-broken,,,2016-03-01,Counted otherwise,,,,", "series-break-elsewhere,indicator-broken,partnership-plymouth,,2015-06-01,Not here,,,,"]);
  await given("targets", "id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period,document,section,as_printed,known_from", [
    "target-monthly,indicator-monthly,partnership-fenland,,MONTH 2016-06,MAX,5,,,,,,,,",
    "target-monthly-year,indicator-monthly,partnership-fenland,,CALENDAR_YEAR 2016,MAX,20,,,,,,,,",
    "target-yearly,indicator-yearly,partnership-fenland,,FINANCIAL_YEAR 2015/16,CHANGE_PERCENT,,10,,200,FINANCIAL_YEAR 2014/15,,,,",
  ]);
});

afterAll(() => hub.close());

const STATUS = "statisticalStatus { code explains method polarity observations parameters { name value } notComputed { reason } }";
const WHOLE = `short polarity
  points { period { label } missing value mean lowerLimit upperLimit flag { cause means } target { least most target } newSeries observation { id } interval { lower upper method notComputed { reason } } }
  breaks { id } chart { mean lowerLimit upperLimit averageMovingRange rangesScreened values trial notComputed { reason } }
  trend { direction means slope chiSquare steady observations notComputed { reason explanation } } variation assurance target { id } ${STATUS}`;

interface Point {
  period: { label: string };
  missing: boolean;
  value: string | null;
  mean: number | null;
  lowerLimit: number | null;
  upperLimit: number | null;
  flag: { cause: string; means: string } | null;
  target: { least: number | null; most: number | null; target: string } | null;
  newSeries: string | null;
  observation: { id: string } | null;
  interval: { lower: number | null; upper: number | null; method: string | null; notComputed: { reason: string } | null } | null;
}

async function series(indicator: string, kind: string, more = ""): Promise<Record<string, unknown> & { points: Point[]; chart: Record<string, unknown>; trend: Record<string, unknown>; statisticalStatus: Record<string, unknown> & { observations: string[] } }> {
  const { data, errors } = await hub.ask(`{ series(indicator: "indicator-${indicator}", partnership: "${FENLAND}", kind: ${kind} ${more}) { ${WHOLE} } }`);
  expect(errors).toBeUndefined();
  return data.series;
}

test("a series has its points, the limits that Making Data Count gives them, and what is more than chance", async () => {
  const { points, chart, variation, assurance, target, breaks, short, statisticalStatus } = await series("monthly", "MONTH");
  expect(points.map(({ value }) => Number(value))).toEqual(CHECK);
  expect(points[0]).toMatchObject({ period: { label: "January 2015" }, missing: false, observation: { id: "observation-monthly-0" } });
  expect(chart).toMatchObject({ rangesScreened: 2, averageMovingRange: 1, values: 18, trial: false, notComputed: null });
  expect([points[3]!.mean, points[3]!.lowerLimit, points[3]!.upperLimit].map((line) => line!.toFixed(2))).toEqual(["1.94", "-0.72", "4.60"]);
  expect(points.flatMap(({ flag }, i) => (flag ? [[i, flag]] : []))).toEqual([[4, { cause: "OUTSIDE_LIMITS", means: "CONCERN" }]]);
  expect(points.map(({ target: line }) => line)).toEqual([...Array(17).fill(null), { least: null, most: 5, target: "target-monthly" }]);
  expect({ variation, assurance, target, breaks, short }).toEqual({ variation: "COMMON_CAUSE", assurance: "CONSISTENTLY_MEETING", target: { id: "target-monthly" }, breaks: [], short: false });
  expect(statisticalStatus).toMatchObject({ code: "NO_CHANGE", method: "CONTROL_CHART", polarity: "LOWER_IS_BETTER" });
  expect(statisticalStatus.observations).toEqual(CHECK.map((_, i) => `observation-monthly-${i}`));
});

test("each point has its interval, by the method of its size", async () => {
  const { points } = await series("monthly", "MONTH");
  expect(points[0]!.interval).toMatchObject({ method: "EXACT_POISSON", notComputed: null });
  expect(points[0]!.interval!.upper).toBeCloseTo(5.571643390938898, 9);
  expect(points[4]!.interval).toMatchObject({ method: "BYAR" });
});

test("a month without a value is shown in its place, and a qualified one is shown and not computed with", async () => {
  const { points, chart, short } = await series("holed", "MONTH");
  expect(points).toHaveLength(18);
  expect(points.filter(({ missing }) => missing).map(({ period, value, interval, observation }) => [period.label, value, interval, observation])).toEqual([["July 2015", null, null, null], ["August 2015", null, null, null]]);
  expect(points[9]).toMatchObject({ value: "1", interval: { lower: null, notComputed: { reason: "QUALIFIED" } } });
  expect({ values: chart["values"], short }).toEqual({ values: 15, short: false });
});

test("a break begins a stretch with limits of its own; one for somebody else does not", async () => {
  const { points, chart, breaks, variation } = await series("broken", "MONTH");
  expect(breaks).toEqual([{ id: "series-break-broken" }]);
  expect(points.flatMap(({ newSeries }, i) => (newSeries ? [[i, newSeries]] : []))).toEqual([[14, "Counted otherwise"]]);
  expect(points[0]!.mean).toBeCloseTo(100 + 13 / 14, 9);
  expect(points[27]!.mean).toBe(10.5);
  expect({ values: chart["values"], mean: chart["mean"], variation }).toEqual({ values: 14, mean: 10.5, variation: "COMMON_CAUSE" });
  expect(points.every(({ flag }) => flag === null)).toBe(true);
});

test("an annual series has a recent trend, of its last five values, with what it is computed from", async () => {
  const { trend, statisticalStatus, assurance, points } = await series("yearly", "FINANCIAL_YEAR");
  expect(trend).toMatchObject({ direction: "INCREASING", means: "IMPROVING", steady: true, notComputed: null });
  expect(trend["observations"]).toEqual([1, 2, 3, 4, 5].map((i) => `observation-yearly-${i}`));
  expect(statisticalStatus).toMatchObject({ code: "IMPROVING", method: "RECENT_TREND", explains: "Over the last five years it has a significant trend up." });
  expect(points[5]!.target).toEqual({ least: 220, most: null, target: "target-yearly" });
  expect(assurance).toBe("HIT_AND_MISS");
});

test("the polarity of a plan's measure link turns what the numbers mean", async () => {
  const { trend, statisticalStatus } = await series("yearly", "FINANCIAL_YEAR", "polarity: LOWER_IS_BETTER");
  expect(trend).toMatchObject({ direction: "INCREASING", means: "WORSENING" });
  expect(statisticalStatus).toMatchObject({ code: "WORSENING", polarity: "LOWER_IS_BETTER" });
});

test("no trend where a year is missing, where there are too few, where the series breaks, or where values are not annual", async () => {
  expect((await series("few", "FINANCIAL_YEAR")).trend).toMatchObject({ direction: null, means: "NOT_COMPUTED", notComputed: { reason: "PERIOD_MISSING", explanation: "There is no value for the year that begins on 2012-04-01." } });
  expect((await series("few", "FINANCIAL_YEAR", 'from: "2013-04-01"')).trend).toMatchObject({ notComputed: { reason: "TOO_FEW" } });
  expect((await series("monthly", "MONTH")).trend).toMatchObject({ notComputed: { reason: "NOT_ANNUAL" } });
  await given("series-breaks", "id,indicator,partnership,area,on_day,reason,document,section,as_printed,known_from", ["series-break-yearly,indicator-yearly,partnership-fenland,,2012-10-01,In the midst of a year,,,,"]);
  expect((await series("yearly", "FINANCIAL_YEAR")).trend).toMatchObject({ notComputed: { reason: "SERIES_BREAK" } });
});

test("rolling values are shown and fed to nothing", async () => {
  const { points, chart, trend, variation, statisticalStatus } = await series("rolling", "ROLLING_12M");
  expect(points).toHaveLength(14);
  expect(chart).toMatchObject({ mean: null, notComputed: { reason: "PERIODS_OVERLAP" } });
  expect({ trend: trend["notComputed"], variation }).toMatchObject({ trend: { reason: "NOT_ANNUAL" }, variation: null });
  expect(statisticalStatus).toMatchObject({ code: "NOT_COMPUTED", observations: [], notComputed: { reason: "PERIODS_OVERLAP" } });
});

test("two values for one year are fed to no trend and no chart, and are both shown", async () => {
  await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", ["indicator-twice,twice,,things,COUNT,HIGHER_IS_BETTER,,,,"]);
  await given("observations", COLUMNS, observed("twice", [60, 100, 130, 170, 210, 260].map((value, i) => [year(i), value])));
  expect((await series("twice", "FINANCIAL_YEAR")).trend).toMatchObject({ direction: "INCREASING" });
  // A survey of the same year is another thing, and its days are the same.
  await given("observations", COLUMNS.replace("dimension", "dimension,survey"), [`observation-twice-again,indicator-twice,${FENLAND},,${year(4)},MULTI_YEAR 2001-04-01..2030-03-31,EQ,150,,,,FINAL,,survey-fenland-online-2014-15,,,,,,,`]);
  const { points, trend, chart, variation, statisticalStatus } = await series("twice", "FINANCIAL_YEAR");
  expect(points.map(({ value }) => value)).toEqual(["60", "100", "130", "170", "210", "150", "260"]);
  const notComputed = { reason: "PERIODS_OVERLAP" };
  expect(trend).toMatchObject({ direction: null, means: "NOT_COMPUTED", observations: [], notComputed });
  expect(chart).toMatchObject({ mean: null, notComputed });
  expect({ variation, statisticalStatus }).toMatchObject({ variation: null, statisticalStatus: { code: "NOT_COMPUTED", method: null, notComputed } });
});

test("years to date, which each hold the one before, are fed to no chart", async () => {
  await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", ["indicator-to-date,to date,,things,COUNT,HIGHER_IS_BETTER,,,,"]);
  await given("observations", COLUMNS, observed("to-date", [30, 31, 30].map((day, i) => [`YEAR_TO_DATE 2015-04-01..2015-0${i + 4}-${day}`, 10 * (i + 1)])));
  const { points, chart, trend, statisticalStatus } = await series("to-date", "YEAR_TO_DATE");
  expect(points.map(({ value, missing, mean }) => [value, missing, mean])).toEqual([["10", false, null], ["20", false, null], ["30", false, null]]);
  expect(chart).toMatchObject({ mean: null, notComputed: { reason: "PERIODS_OVERLAP" } });
  expect([trend["notComputed"], statisticalStatus["notComputed"]]).toMatchObject([{ reason: "NOT_ANNUAL" }, { reason: "PERIODS_OVERLAP" }]);
});

test("limits that a source publishes are kept at its level, and a share without its whole has none", async () => {
  const { points } = await series("share", "FINANCIAL_YEAR");
  expect(points.map(({ value }) => value)).toEqual(["65", "70", "72"]);
  expect(points[0]!.interval).toMatchObject({ method: "WILSON" });
  expect(points[0]!.interval!.lower).toBeCloseTo(55.254443296887967, 9);
  expect(points[1]!.interval).toMatchObject({ lower: 50, upper: 90, method: "PUBLISHED" });
  expect(points[2]!.interval).toMatchObject({ lower: null, upper: null, method: null, notComputed: { reason: "NO_BASE" } });
  const { data } = await hub.ask(`{ series(indicator: "indicator-share", partnership: "${FENLAND}", kind: FINANCIAL_YEAR) { points { interval(confidence: P99_8) { method } } } }`);
  expect((data.series.points as { interval: { method: string | null } }[]).map(({ interval }) => interval.method)).toEqual(["WILSON", "WILSON", null]);
  expect((await series("share", "FINANCIAL_YEAR", 'dimension: "sex=female"')).points.map(({ value }) => value)).toEqual(["40"]);
});

test("the series of all partnerships, and those of several indicators, are read in one statement each", async () => {
  const reads = ({ statements }: { statements: { service: string; text: string }[] }): number => statements.filter(({ service, text }) => service === "indicators" && text.includes("indicators.observation o")).length;
  const all = await hub.measure(`{ partnerships { nodes { id series(kind: MONTH) { indicator { id } points { value target { most } } chart { mean } } } } }`);
  expect(all.errors).toBeUndefined();
  const { series: fenlands } = (all.data.partnerships.nodes as { id: string; series: { indicator: { id: string }; points: unknown[] }[] }[]).find(({ id }) => id === FENLAND)!;
  const ours = fenlands.filter(({ indicator }) => /-(broken|holed|monthly)$/.test(indicator.id));
  expect(ours.map(({ indicator, points }) => [indicator.id, points.length])).toEqual([["indicator-broken", 28], ["indicator-holed", 18], ["indicator-monthly", 18]]);
  expect(reads(all)).toBe(1);
  const one = (name: string): string => `${name}: series(indicator: "indicator-${name}", partnership: "${FENLAND}", kind: FINANCIAL_YEAR) { points { value } statisticalStatus { code } }`;
  const roots = await hub.measure(`{ ${one("few")} ${one("yearly")} ${one("share")} }`);
  expect(roots.data.few.points).toHaveLength(6);
  expect(reads(roots)).toBe(1);
  const { data } = await hub.ask(`{ indicator(id: "indicator-yearly") { series(kind: FINANCIAL_YEAR) { partnership { id } points { value } } } }`);
  expect(data.indicator.series).toMatchObject([{ partnership: { id: FENLAND }, points: [{}, {}, {}, {}, {}, {}] }]);
});

test("a series is about one partnership or one area", async () => {
  for (const subject of ["", 'partnership: "partnership-fenland", area: "area-fenland"']) {
    const { errors } = await hub.ask(`{ series(indicator: "indicator-few", kind: MONTH ${subject}) { short } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "SUBJECT_UNCLEAR" });
  }
  expect((await hub.ask(`{ series(indicator: "indicator-none", partnership: "${FENLAND}", kind: MONTH) { short } }`)).data.series).toBeNull();
  const { errors } = await hub.ask(`{ partnership(id: "${FENLAND}") { series(kind: MONTH, first: 0) { short } } }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code: "PAGE_SIZE_OUT_OF_RANGE", field: "first" });
});

describe("a series of each kind of subject", () => {
  const HEADER = "id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,service,cohort,dimension,document,section,as_printed,known_from";
  const subjects: Record<string, { of?: string; area?: string; place?: string; service?: string; cohort?: string; dimension?: string }> = {
    whole: {},
    area: { of: "", area: "area-fenland" },
    place: { place: "Market square" },
    service: { service: "service-outreach" },
    cohort: { cohort: "Joined in 2015" },
    part: { dimension: "age=10-17" },
    placed: { place: "Market square", cohort: "Joined in 2015" },
  };
  beforeAll(async () => {
    await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", ["indicator-subjects,subjects,,things,COUNT,LOWER_IS_BETTER,,,,"]);
    // Each subject has values of its own: a row that strays into another's series is seen by its value.
    const rows = Object.entries(subjects).flatMap(([name, { of = FENLAND, area = "", place = "", service = "", cohort = "", dimension = "" }], n) =>
      [0, 1, 2].map((i) => `observation-subject-${name}-${i},indicator-subjects,${of},${area},${place},${month(i)},MULTI_YEAR 2001-04-01..2030-03-31,EQ,${(n + 1) * 100 + i},,,,FINAL,${service},${cohort},${dimension},,,,`),
    );
    await given("observations", HEADER, rows);
    await given("targets", "id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period,document,section,as_printed,known_from", [
      `target-subject-whole,indicator-subjects,${FENLAND},,${month(0)},MAX,1,,,,,,,,`,
      `target-subject-place,indicator-subjects,${FENLAND},Market square,${month(0)},MAX,2,,,,,,,,`,
    ]);
  });

  test.each<[string, string, number | null]>([
    ["whole", `partnership: "${FENLAND}"`, 1],
    ["area", 'area: "area-fenland"', null],
    ["place", `partnership: "${FENLAND}", place: "Market square"`, 2],
    ["service", `partnership: "${FENLAND}", service: "service-outreach"`, null],
    ["cohort", `partnership: "${FENLAND}", cohort: "Joined in 2015"`, null],
    ["part", `partnership: "${FENLAND}", dimension: "age=10-17"`, null],
    ["placed", `partnership: "${FENLAND}", place: "Market square", cohort: "Joined in 2015"`, null],
  ])("%s: its own values, held to the target of exactly that", async (name, args, target) => {
    const { data, errors } = await hub.ask(`{ series(indicator: "indicator-subjects", kind: MONTH, ${args}) { partnership { id } area { id } service { id } cohort place dimension points { value observation { id } target { most } } chart { values } } }`);
    expect(errors).toBeUndefined();
    const { of = FENLAND, area, place = null, service, cohort = null, dimension = null } = subjects[name]!;
    expect(data.series).toMatchObject({ partnership: of ? { id: of } : null, area: area ? { id: area } : null, service: service ? { id: service } : null, cohort, place, dimension, chart: { values: 3 } });
    expect((data.series.points as Point[]).map(({ observation }) => observation!.id)).toEqual([0, 1, 2].map((i) => `observation-subject-${name}-${i}`));
    expect(data.series.points[0].target).toEqual(target === null ? null : { most: target });
  });

  test("of a place that is not there nothing is shown", async () => {
    const { data } = await hub.ask(`{ series(indicator: "indicator-subjects", kind: MONTH, partnership: "${FENLAND}", place: "Elsewhere") { points { value } statisticalStatus { notComputed { reason } } } }`);
    expect(data.series).toEqual({ points: [], statisticalStatus: { notComputed: { reason: "TOO_FEW" } } });
  });
});

test("under a measure link the series is judged as its plan takes it, for its plan's partnership, unless the caller says otherwise", async () => {
  const bring = async (what: string, columns: string, rows: string[]): Promise<void> => expect(await hub.importCsv(what, [columns, ...rows, ""].join("\n"))).toMatchObject({ problems: [], written: rows.length });
  const tail = "document,section,as_printed,known_from";
  await bring("plans/plans", `id,partnership,title,period,vision,${tail}`, [`plan-polarity,${FENLAND},Polarity,FINANCIAL_YEAR 2015/16,,,,,`]);
  await bring("plans/outcomes", `id,plan,priority,work_programme,action,position,number,description,${tail}`, ["outcome-polarity,plan-polarity,,,,1,,An outcome,,,,"]);
  await bring("plans/measure-links", `id,plan,work_programme,outcome,position,measure,indicator,role,polarity,${tail}`, [
    "measure-link-turned,plan-polarity,,outcome-polarity,1,Turned,indicator-annual,PRIMARY,LOWER_IS_BETTER,,,,",
    "measure-link-plain,plan-polarity,,outcome-polarity,2,Plain,indicator-annual,PRIMARY,,,,,",
    "measure-link-words,plan-polarity,,outcome-polarity,3,Words,?NOT_STATED: Evidence in words.,CONTEXT,,,,,",
  ]);
  const asked = async (args = ""): Promise<Record<string, unknown>> => {
    const { data, errors } = await hub.ask(`{ plan(id: "plan-polarity") { outcomes { nodes { measures { nodes { id series(kind: FINANCIAL_YEAR${args}) { polarity partnership { id } trend { means } statisticalStatus { code polarity } } } } } } } }`);
    expect(errors).toBeUndefined();
    return Object.fromEntries((data.plan.outcomes.nodes[0].measures.nodes as { id: string; series: unknown }[]).map(({ id, series: shown }) => [id.replace("measure-link-", ""), shown]));
  };
  await given("indicators", "id,name,definition,unit,value_type,polarity,document,section,as_printed,known_from", ["indicator-annual,annual,,things,COUNT,HIGHER_IS_BETTER,,,,"]);
  await given("observations", COLUMNS, observed("annual", [60, 100, 130, 170, 210, 260].map((value, i) => [year(i), value])));
  const judged = (polarity: string, code: string): object => ({ polarity, partnership: { id: FENLAND }, trend: { means: code }, statisticalStatus: { code, polarity } });
  expect(await asked()).toEqual({ turned: judged("LOWER_IS_BETTER", "WORSENING"), plain: judged("HIGHER_IS_BETTER", "IMPROVING"), words: null });
  expect(await asked(", polarity: HIGHER_IS_BETTER")).toMatchObject({ turned: judged("HIGHER_IS_BETTER", "IMPROVING") });
});
