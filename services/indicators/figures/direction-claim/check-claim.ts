/** Checks a direction claim: computes what its figures say, and sets that beside what is claimed. */
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import type { PeriodKind } from "../../../../kernel/values/period.js";
import { CONFIDENCE_95 } from "../../statistics/confidence.js";
import { SETTLED_FROM } from "../../statistics/control-chart.js";
import { twoFigures } from "../comparison/two-figures.js";
import { readBreaks } from "../series/read-beside.js";
import { chartsOf, layOut, trendOf } from "../series/series-points.js";
import { countedOf } from "../statistic/figure.js";
import { isNotComputed, notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";
import { readFigure, type ReadFigure } from "../statistic/read-figures.js";
import { betterWay, codeOf, noStatus, parameters, StatisticalMethod, StatisticalStatus } from "../statistic/status.js";
import { ClaimCheck, ClaimVerdict } from "./claim-check.js";
import { ClaimedDirection, DirectionClaim } from "./direction-claim.js";

/** What the figures come to. */
interface Moved {
  way: 1 | -1 | 0;
  explains: string;
  method: StatisticalMethod;
  figures: ReadFigure[];
  numbers: Record<string, number>;
}

/** A figure whose period is known. */
type Dated = ReadFigure & { periodKind: PeriodKind; from: Day; to: Day };

/** The check of the claim of an id; null where it was unknown on that day. */
export async function checkClaim(context: Context, id: string, asOf: Day): Promise<ClaimCheck | null> {
  const claim = await context.load(DirectionClaim, id, asOf, new Set(["direction", "observationIds"]));
  if (!claim) return null;
  const found = await Promise.all((claim.observationIds ?? []).map((each) => readFigure(context, each, asOf)));
  const figures = found.filter((figure) => figure !== null);
  const polarity = figures[0]?.polarity ?? Polarity.NOT_STATED;
  const moved = figures.length < found.length ? notComputed(NotComputedReason.NOTHING_TO_COMPARE, "A figure that it speaks of is not known, or not to be seen.") : await movementOf(context, figures, asOf);
  if (isNotComputed(moved)) return Object.assign(new ClaimCheck(), { verdict: ClaimVerdict.NOT_TO_BE_TOLD, status: noStatus(moved, polarity) });
  const { way, explains, method, numbers } = moved;
  const status = Object.assign(new StatisticalStatus(), {
    code: codeOf(way, betterWay(polarity)), explains, method, polarity, observations: moved.figures.map((figure) => figure.id), parameters: parameters(numbers), notComputed: null,
  });
  const claimed = claim.direction === ClaimedDirection.UP ? 1 : -1;
  const verdict = way === 0 ? ClaimVerdict.NOT_CARRIED : way === claimed ? ClaimVerdict.CARRIED : ClaimVerdict.CONTRADICTED;
  return Object.assign(new ClaimCheck(), { verdict, status });
}

/** Two figures are compared with each other; of more a trend or a chart is made. */
async function movementOf(context: Context, figures: ReadFigure[], asOf: Day): Promise<Moved | NotComputed> {
  const [first] = figures;
  if (!first) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, "The hub holds no figures of it.");
  // What one figure is not good for, more of them are not either.
  const lacking = figures.map(countedOf).find((each) => "reason" in each);
  if (lacking) return lacking;
  if (figures.length === 1) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, "The hub holds one figure of it, and none to compare it with.");
  if (figures.some(({ indicatorId }) => indicatorId !== first.indicatorId)) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, "Its figures are of different indicators.");
  if (!figures.every((figure): figure is Dated => figure.periodKind !== null && figure.from !== null && figure.to !== null)) return notComputed(NotComputedReason.PERIOD_UNKNOWN, "The source does not say what period a figure is about.");
  if (new Set(figures.map(({ periodKind }) => periodKind)).size > 1) return notComputed(NotComputedReason.PERIODS_IRREGULAR, "Its figures are about periods of different kinds.");
  return figures.length === 2 ? betweenTwo(context, figures as [Dated, Dated], asOf) : overSeveral(context, figures, asOf);
}

async function betweenTwo(context: Context, [earlier, later]: [Dated, Dated], asOf: Day): Promise<Moved | NotComputed> {
  if (later.from <= earlier.to) return notComputed(NotComputedReason.PERIODS_OVERLAP, "Its two figures are not of one period after the other.");
  if (earlier.surveyId !== later.surveyId) return notComputed(NotComputedReason.DIFFERENT_SURVEYS, "Its two figures come from different surveys.");
  const broken = (await breaksOf(context, later, asOf)).find((day) => day > earlier.from && day <= later.to);
  if (broken) return notComputed(NotComputedReason.SERIES_BREAK, `The series breaks on ${broken}.`);
  const compared = twoFigures(later, earlier, CONFIDENCE_95);
  if (isNotComputed(compared)) return compared;
  const { standing, method, numbers } = compared;
  const way = standing === "SIMILAR" ? 0 : standing === "HIGHER" ? 1 : -1;
  const explains = `${later.value} after ${earlier.value}: ${way === 0 ? "no more than chance" : "more than chance"}.`;
  return { way, explains, method, figures: [earlier, later], numbers };
}

async function overSeveral(context: Context, figures: Dated[], asOf: Day): Promise<Moved | NotComputed> {
  const [{ periodKind }] = figures as [Dated];
  const points = layOut(periodKind, figures, await breaksOf(context, figures.at(-1)!, asOf));
  const of = (laidOut: typeof points): ReadFigure[] => laidOut.map(({ measured }) => measured as unknown as ReadFigure);
  const found = trendOf(periodKind, points);
  if (!isNotComputed(found)) {
    const { trend, points: five } = found;
    const way = trend.direction === "NO_SIGNIFICANT_CHANGE" ? 0 : trend.direction === "INCREASING" ? 1 : -1;
    return { way, explains: `Over five years ${way === 0 ? "no significant trend" : `a significant trend ${way > 0 ? "up" : "down"}`}.`, method: StatisticalMethod.RECENT_TREND, figures: of(five), numbers: { slope: trend.slope, chiSquare: trend.chiSquare } };
  }
  if (found.reason !== NotComputedReason.NOT_ANNUAL) return found;
  const charts = chartsOf(periodKind, points);
  if (isNotComputed(charts)) return charts;
  const { chart, points: fed, flags } = charts.at(-1)!;
  if (chart.trial) return notComputed(NotComputedReason.TOO_FEW, `A chart of ${fed.length} values has trial limits alone: ${SETTLED_FROM} are needed for a statement.`);
  const flag = flags.get(fed.at(-1)!) ?? null;
  const way = flag ? (flag.direction === "HIGH" ? 1 : -1) : 0;
  const explains = way === 0 ? "The last value varies by no more than chance." : "The last value is more than chance.";
  return { way, explains, method: StatisticalMethod.CONTROL_CHART, figures: of(fed), numbers: { mean: chart.mean, lower: chart.lower, upper: chart.upper } };
}

async function breaksOf(context: Context, { indicatorId, partnershipId, areaId }: ReadFigure, asOf: Day): Promise<Day[]> {
  const all = await readBreaks(context, indicatorId, asOf);
  return all.filter((each) => (each.partnershipId === null || each.partnershipId === partnershipId) && (each.areaId === null || each.areaId === areaId)).map(({ onDay }) => onDay);
}
