/** A series as it is laid out: its values in the order of their periods, the periods that lack one, and where it breaks. */
import { addDays, type Day } from "../../../../kernel/values/day.js";
import { PeriodKind } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { controlChart, type ControlChart, type Flag } from "../../statistics/control-chart.js";
import { recentTrend, TREND_POINTS, type Trend } from "../../statistics/recent-trend.js";
import { CONFIDENCE_95 } from "../../statistics/confidence.js";
import { intervalOf, type Figure } from "../statistic/figure.js";
import { notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";

/** A value with the period it is about. */
export interface Measured extends Figure {
  from: Day;
  to: Day;
  surveyId: string | null;
}

/** A period of a series, with its value where there is one. */
export interface LaidOut {
  from: Day;
  to: Day;
  measured: Measured | null;
  /** Whether it has a value that is not shown. */
  suppressed: boolean;
  /** The stretch between two breaks that it lies in, from 0; null where a break lies in its midst. */
  stretch: number | null;
}

/** A chart of one stretch, and the points that it is made of. */
export interface StretchChart {
  chart: ControlChart;
  points: LaidOut[];
  flags: Map<LaidOut, Flag | null>;
}

/** How many months a period of a kind has; null of a kind without a fixed length. */
const MONTHS: Partial<Record<PeriodKind, number>> = {
  [PeriodKind.MONTH]: 1,
  [PeriodKind.QUARTER]: 3,
  [PeriodKind.FINANCIAL_QUARTER]: 3,
  [PeriodKind.FINANCIAL_YEAR]: 12,
  [PeriodKind.CALENDAR_YEAR]: 12,
};

/** How many periods without a value are shown at most: what lacks more is two series. */
const MISSING_AT_MOST = 600;

/** Lays a series out. `breaks` are first days of a new series, in any order; `suppressed` are periods whose value is not shown. */
export function layOut(kind: PeriodKind, measured: readonly Measured[], breaks: readonly Day[], suppressed: readonly { from: Day; to: Day }[] = []): LaidOut[] {
  const shown = measured.map((each) => ({ from: each.from, to: each.to, id: each.id, measured: each as Measured | null }));
  // A period of which another value is shown is in its place already.
  const hidden = suppressed.filter(({ from, to }) => !measured.some((each) => each.from <= to && each.to >= from)).map(({ from, to }) => ({ from, to, id: "", measured: null as Measured | null }));
  const sorted = [...shown, ...hidden].toSorted((a, b) => (a.from === b.from ? compare(a.to, b.to) || compare(a.id, b.id) : compare(a.from, b.from)));
  const days = breaks.toSorted(compare);
  const months = MONTHS[kind];
  const out: LaidOut[] = [];
  const put = (from: Day, to: Day, value: Measured | null, isHidden: boolean): void => {
    const stretch = days.filter((day) => day <= from).length;
    out.push({ from, to, measured: value, suppressed: isHidden, stretch: days.some((day) => day > from && day <= to) ? null : stretch });
  };
  let missing = 0;
  for (const value of sorted) {
    for (let last = out.at(-1); months && last && addDays(last.to, 1) < value.from && missing < MISSING_AT_MOST; last = out.at(-1)!) {
      const from = addDays(last.to, 1);
      put(from, addDays(monthsLater(from, months), -1), null, false);
      missing++;
    }
    put(value.from, value.to, value.measured, !value.measured);
  }
  return out;
}

/** Why neither a trend nor a chart can be made of the periods, or null where they can. */
export function unfit(kind: PeriodKind, points: readonly LaidOut[]): NotComputed | null {
  if (kind === PeriodKind.ROLLING_12M || kind === PeriodKind.YEAR_TO_DATE) return notComputed(NotComputedReason.PERIODS_OVERLAP, `Periods of the kind ${kind} overlap: each value holds most of the one before.`);
  const overlap = points.find((point, i) => i > 0 && point.from <= points[i - 1]!.to);
  if (overlap) return notComputed(NotComputedReason.PERIODS_OVERLAP, `The period that begins on ${overlap.from} overlaps the one before.`);
  if (!MONTHS[kind] && kind !== PeriodKind.POINT) return notComputed(NotComputedReason.PERIODS_IRREGULAR, `Periods of the kind ${kind} are of no fixed length.`);
  const surveys = new Set(points.flatMap(({ measured }) => (measured ? [measured.surveyId] : [])));
  if (surveys.size > 1) return notComputed(NotComputedReason.DIFFERENT_SURVEYS, "The values come from different surveys, which are never one series.");
  return null;
}

/** The recent trend of an annual series, with the points it is made of; or why there is none. */
export function trendOf(kind: PeriodKind, points: readonly LaidOut[]): { trend: Trend; points: LaidOut[] } | NotComputed {
  if (kind !== PeriodKind.FINANCIAL_YEAR && kind !== PeriodKind.CALENDAR_YEAR) return notComputed(NotComputedReason.NOT_ANNUAL, "A recent trend is made of annual values.");
  const cannot = unfit(kind, points);
  if (cannot) return cannot;
  const last = points.slice(-TREND_POINTS);
  if (last.length < TREND_POINTS) return notComputed(NotComputedReason.TOO_FEW, `A trend needs ${TREND_POINTS} annual values; there are ${points.filter(({ measured }) => measured).length}.`);
  const gap = last.find(({ measured }) => !measured);
  if (gap) return notComputed(NotComputedReason.PERIOD_MISSING, `There is no value for the year that begins on ${gap.from}.`);
  if (last.some(({ stretch }) => stretch === null || stretch !== last.at(-1)!.stretch)) return notComputed(NotComputedReason.SERIES_BREAK, "The series breaks within the last five years.");
  const limits = last.map(({ measured }) => intervalOf(measured!, CONFIDENCE_95));
  const lacking = limits.find((each) => "reason" in each);
  if (lacking) return lacking;
  const trend = recentTrend(last.map(({ measured }, i) => ({ ...(limits[i] as { lower: number; upper: number }), value: Number(measured!.value) })));
  return trend ? { trend, points: last } : notComputed(NotComputedReason.TOO_FEW, "A value has an interval of no width, so that it cannot be weighed.");
}

/** The control chart of each stretch, the last one last; or why there is none. */
export function chartsOf(kind: PeriodKind, points: readonly LaidOut[]): StretchChart[] | NotComputed {
  const cannot = unfit(kind, points);
  if (cannot) return cannot;
  const charts: StretchChart[] = [];
  const last = points.at(-1)?.stretch ?? null;
  for (const stretch of new Set(points.map((point) => point.stretch))) {
    if (stretch === null) continue;
    const fed = points.filter((point) => point.stretch === stretch && point.measured?.qualifier === Qualifier.EQ);
    const chart = controlChart(fed.map(({ measured }) => Number(measured!.value)));
    if (chart) charts.push({ chart, points: fed, flags: new Map(fed.map((point, i) => [point, chart.flags[i]!])) });
    else if (stretch === last) return notComputed(NotComputedReason.TOO_FEW, "A chart needs two exact values at least after the last break.");
  }
  return charts.length ? charts : notComputed(NotComputedReason.TOO_FEW, "A chart needs two exact values at least.");
}

/** The ids of the observations of points that have one. */
export function idsOf(points: readonly LaidOut[]): string[] {
  return points.map(({ measured }) => measured!.id);
}

function monthsLater(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
