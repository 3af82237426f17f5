/** Compares a value: with its own past, with an area, with similar partnerships, or with another observation. */
import { ArgsType, Field, ID } from "type-graphql";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Period, type PeriodKind } from "../../../../kernel/values/period.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { judged, standingTo } from "../../statistics/comparison.js";
import type { Confidence } from "../../statistics/confidence.js";
import { readBreaks } from "../series/read-beside.js";
import { readSeries } from "../series/read-series.js";
import { confidenceOf, ConfidenceLevel } from "../statistic/confidence.js";
import { countedOf, intervalOf, type Counted, type Figure } from "../statistic/figure.js";
import { isNotComputed, notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";
import { readFigure, readFigureOf, type ReadFigure } from "../statistic/read-figures.js";
import { betterWay, parameters, StatisticalMethod } from "../statistic/status.js";
import { ComparedWith, Comparison, Judgement, Standing } from "./comparison.js";
import { groupOf } from "./find-group.js";
import { aYearEarlier, previousPeriod, type Days } from "./periods-before.js";
import { twoFigures, type Compared } from "./two-figures.js";

/** What a comparison takes. */
@ArgsType()
export class ComparisonArgs {
  @Field(() => ComparedWith, { description: "What to compare it with." })
  with!: ComparedWith;

  @Field(() => ConfidenceLevel, { defaultValue: ConfidenceLevel.P95, description: "How sure a difference has to be." })
  confidence!: ConfidenceLevel;

  @Field(() => Polarity, { nullable: true, description: "Which way is better, where a plan takes it otherwise than the indicator: the `polarity` of its measure link. The indicator's own where left out." })
  polarity?: Polarity | null;

  @Field(() => ID, { nullable: true, description: "Of AREA: the area. Refused with MISSING_VALUE where it is left out, with COMPARED_WITH_ITSELF where the value is about it." })
  area?: string | null;

  @Field(() => ID, { nullable: true, description: "Of COMPARATOR_GROUP: the group; where left out the one that the partnership is in. Refused with THING_UNKNOWN." })
  group?: string | null;

  @Field(() => ID, { nullable: true, description: "Of OBSERVATION: the observation. Refused with MISSING_VALUE, THING_UNKNOWN, COMPARED_WITH_ITSELF, PERIODS_DIFFER or INDICATORS_DIFFER." })
  observation?: string | null;
}

/** Comparisons with what the value itself was before. */
const OF_ITSELF: ReadonlySet<ComparedWith> = new Set([ComparedWith.PREVIOUS_PERIOD, ComparedWith.SAME_PERIOD_LAST_YEAR]);

/** What chance does not tell of the counts of two places or groups. */
const COUNTS_OF_OTHERS = "They are counts: how many people or things there are in each is not taken into account.";

/** A value whose period is known. */
type Dated = ReadFigure & { periodKind: PeriodKind; from: Day; to: Day };

/** What a comparison comes to before it is judged. */
interface Found extends Compared {
  reference: number;
  period: Days;
  others: string[];
  against: string;
  groupId?: string;
}

/** The comparison of the observation of an id; null where it was unknown on that day. */
export async function findComparison(context: Context, id: string, args: ComparisonArgs, asOf: Day): Promise<Comparison | null> {
  const figure = await readFigure(context, id, asOf);
  return figure && comparisonOf(context, figure, args, asOf);
}

/** The comparison of a figure, which may be what an observation said before it was revised: with others as they are known on a day. */
export async function comparisonOf(context: Context, figure: ReadFigure, args: ComparisonArgs, asOf: Day): Promise<Comparison> {
  const polarity = args.polarity ?? figure.polarity;
  const found = await compared(context, figure, args, asOf);
  const asked = { asOf, with: args.with, confidence: args.confidence, polarity };
  if ("reason" in found) {
    const nothing = { standing: null, judgement: null, reference: null, referencePeriod: null, method: null, ratio: null, difference: null, lower: null, upper: null, p: null, parameters: [], observationIds: [], groupId: null };
    return Object.assign(new Comparison(), { ...asked, ...nothing, explains: found.explanation, notComputed: found });
  }
  const { standing, method, numbers, reference, period, others, against, groupId = null } = found;
  return Object.assign(new Comparison(), {
    ...asked,
    standing: standing as Standing,
    judgement: judged(standing, betterWay(polarity)) as Judgement,
    reference,
    referencePeriod: Object.assign(new Period(), { kind: figure.periodKind, ...period }),
    explains: `${standing === "SIMILAR" ? "It differs by no more than chance from" : `It is ${standing.toLowerCase()} by more than chance than`} ${against}.${figure.valueType === "COUNT" && !OF_ITSELF.has(args.with) ? ` ${COUNTS_OF_OTHERS}` : ""}`,
    method,
    ratio: finite(numbers["ratio"]),
    difference: Number(figure.value) - reference,
    lower: finite(numbers["lower"]),
    upper: finite(numbers["upper"]),
    p: finite(numbers["p"]),
    parameters: parameters(numbers),
    observationIds: [figure.id, ...others],
    notComputed: null,
    groupId,
  });
}

async function compared(context: Context, figure: ReadFigure, args: ComparisonArgs, asOf: Day): Promise<Found | NotComputed> {
  const confidence = confidenceOf(args.confidence);
  if (args.with === ComparedWith.OBSERVATION) return withObservation(context, figure, args.observation, confidence, asOf);
  if (figure.periodKind === null || figure.from === null || figure.to === null) return notComputed(NotComputedReason.PERIOD_UNKNOWN, "The source does not say what period the value is about.");
  const dated = figure as Dated;
  switch (args.with) {
    case ComparedWith.AREA:
      return withArea(context, dated, args.area, confidence, asOf);
    case ComparedWith.COMPARATOR_GROUP:
      return withGroup(context, dated, args.group ?? null, confidence, asOf);
    case ComparedWith.PREVIOUS_PERIOD: {
      const period = previousPeriod(dated.periodKind, dated);
      return period ? withPast(context, dated, period, confidence, asOf) : notComputed(NotComputedReason.PERIODS_IRREGULAR, `Periods of the kind ${dated.periodKind} do not follow each other.`);
    }
    default: {
      const period = aYearEarlier(dated.periodKind, dated);
      return period ? withPast(context, dated, period, confidence, asOf) : notComputed(NotComputedReason.PERIODS_IRREGULAR, "Several years are not compared with those a year earlier, most of which are the same.");
    }
  }
}

/** Its own past: last year is no constant. */
async function withPast(context: Context, figure: Dated, period: Days, confidence: Confidence, asOf: Day): Promise<Found | NotComputed> {
  const earlier = await readFigureOf(context, { ...aboutOf(figure), periodKind: figure.periodKind, ...period }, asOf);
  if (!earlier) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, `There is no value from ${period.from} to ${period.to}.`);
  if (earlier.surveyId !== figure.surveyId) return notComputed(NotComputedReason.DIFFERENT_SURVEYS, "The two values come from different surveys.");
  const breaks = await readBreaks(context, figure.indicatorId, asOf);
  const between = breaks.find(({ onDay, partnershipId, areaId }) => onDay > earlier.from! && onDay <= figure.to && (partnershipId === null || partnershipId === figure.partnershipId) && (areaId === null || areaId === figure.areaId));
  if (between) return notComputed(NotComputedReason.SERIES_BREAK, `The series breaks on ${between.onDay}: ${between.reason}`);
  return beside(figure, earlier, confidence, `${earlier.value} from ${period.from} to ${period.to}`);
}

async function withObservation(context: Context, figure: ReadFigure, id: string | null | undefined, confidence: Confidence, asOf: Day): Promise<Found | NotComputed> {
  const field = "observation";
  refuseUnless(id != null, "MISSING_VALUE", { field, detail: "Compared with OBSERVATION: say which." });
  refuseUnless(id !== figure.id, "COMPARED_WITH_ITSELF", { field });
  const other = await readFigure(context, id, asOf);
  refuseUnless(other, "THING_UNKNOWN", { field });
  refuseUnless(other.indicatorId === figure.indicatorId && other.dimension === figure.dimension, "INDICATORS_DIFFER", { field });
  if (figure.from === null || other.from === null) return notComputed(NotComputedReason.PERIOD_UNKNOWN, "The source does not say what period a value is about.");
  refuseUnless(other.periodKind === figure.periodKind && other.from === figure.from && other.to === figure.to, "PERIODS_DIFFER", { field });
  if (other.surveyId !== figure.surveyId && (other.partnershipId ?? other.areaId) === (figure.partnershipId ?? figure.areaId)) return notComputed(NotComputedReason.DIFFERENT_SURVEYS, "The two values come from different surveys.");
  return beside(figure as Dated, other, confidence, `${other.value} of the other observation`);
}

function beside(figure: Dated, other: ReadFigure, confidence: Confidence, against: string): Found | NotComputed {
  const found = twoFigures(figure, other, confidence);
  return "reason" in found ? found : { ...found, reference: Number(other.value), period: { from: other.from!, to: other.to! }, others: [other.id], against };
}

async function withArea(context: Context, figure: Dated, area: string | null | undefined, confidence: Confidence, asOf: Day): Promise<Found | NotComputed> {
  refuseUnless(area != null, "MISSING_VALUE", { field: "area", detail: "Compared with AREA: say which." });
  refuseUnless(area !== figure.areaId, "COMPARED_WITH_ITSELF", { field: "area" });
  const { indicatorId, dimension, periodKind, from, to } = figure;
  const other = await readFigureOf(context, { indicatorId, partnershipId: null, areaId: area, serviceId: null, cohort: null, place: null, dimension, periodKind, from, to }, asOf);
  if (!other) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, "There is no value of that area for the same period.");
  // A value of a partnership whose whole area it is.
  refuseUnless(other.id !== figure.id, "COMPARED_WITH_ITSELF", { field: "area" });
  const counted = countedOf(other);
  if ("reason" in counted) return counted;
  return besideReference(figure, Number(other.value), confidence, { others: [other.id], against: `the area's ${other.value}, which is taken as known` });
}

async function withGroup(context: Context, figure: Dated, group: string | null, confidence: Confidence, asOf: Day): Promise<Found | NotComputed> {
  const { partnershipId, indicatorId, dimension, periodKind, from, to } = figure;
  if (partnershipId === null) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, "It is about no single partnership, so that none is similar to it.");
  const found = await groupOf(context, { partnership: partnershipId, group, from, to }, asOf);
  if (isNotComputed(found)) return found;
  const others = found.partnershipIds.filter((id) => id !== partnershipId);
  const asked = others.map((partnership) => ({ indicator: indicatorId, partnership, area: null, kind: periodKind, dimension, service: figure.serviceId, cohort: figure.cohort, place: figure.place, from, to }));
  const rows = (await Promise.all(asked.map((each) => readSeries(context, each, asOf)))).flat().filter((row) => row.from === from && row.to === to);
  const figures: Figure[] = rows.map((row) => ({ ...row, valueType: figure.valueType, ratePer: figure.ratePer }));
  const counted = figures.map((each) => ({ figure: each, counted: countedOf(each) })).filter((each): each is { figure: Figure; counted: Counted } => !("reason" in each.counted));
  if (counted.length === 0) return notComputed(NotComputedReason.NOTHING_TO_COMPARE, `No other partnership of ${found.name} has an exact value for the same period.`);
  const reference = togetherOf(counted.map((each) => each.counted));
  const against = `${reference} of the other ${counted.length} of ${found.name}, which is taken as known`;
  return besideReference(figure, reference, confidence, { others: counted.map((each) => each.figure.id), against, groupId: found.id });
}

/** Of shares and rates their events over their wholes; of counts the mean. */
function togetherOf(counted: readonly Counted[]): number {
  const events = counted.reduce((sum, each) => sum + each.events, 0);
  const of = counted.reduce((sum, each) => sum + each.of, 0);
  return (events / of) * counted[0]!.per;
}

function besideReference(figure: Dated, reference: number, confidence: Confidence, found: Pick<Found, "others" | "against" | "groupId">): Found | NotComputed {
  const interval = intervalOf(figure, confidence);
  if ("reason" in interval) return interval;
  const { lower, upper } = interval;
  return { ...found, standing: standingTo(reference, interval), method: StatisticalMethod.REFERENCE, numbers: { reference, lower, upper }, reference, period: { from: figure.from, to: figure.to } };
}

function aboutOf({ indicatorId, partnershipId, areaId, serviceId, cohort, place, dimension }: ReadFigure) {
  return { indicatorId, partnershipId, areaId, serviceId, cohort, place, dimension };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
