/** A series: the values of one indicator for one subject over time, with what they say, ready to draw. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, Float, ID, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import { seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period, PeriodKind } from "../../../../kernel/values/period.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Area } from "../../places/area/area.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { assuranceOf, type TargetRange } from "../../statistics/assurance.js";
import { SETTLED_FROM, type Flag, type SpecialCause } from "../../statistics/control-chart.js";
import { variationOf } from "../../statistics/variation.js";
import { Indicator, ValueType } from "../indicator/indicator.js";
import { Observation, ObservationStatus } from "../observation/observation.js";
import { SeriesBreak } from "../series-break/series-break.js";
import { ConfidenceLevel } from "../statistic/confidence.js";
import { Interval, shownInterval } from "../statistic/interval.js";
import { isNotComputed, NotComputed, notComputed, NotComputedReason } from "../statistic/not-computed.js";
import { betterWay, codeOf, noStatus, Parameter, parameters, StatisticalCode, StatisticalMethod, StatisticalStatus } from "../statistic/status.js";
import { rangeOf } from "../target/target-range.js";
import { Target } from "../target/target.js";
import { readBreaks, readTargets, type BreakRow, type TargetRow } from "./read-beside.js";
import { chartsOf, layOut, trendOf, type LaidOut, type Measured, type StretchChart } from "./series-points.js";

/** Why a point is more than chance. */
export enum FlagCause {
  OUTSIDE_LIMITS = "OUTSIDE_LIMITS",
  TREND = "TREND",
  TWO_OF_THREE = "TWO_OF_THREE",
  RUN = "RUN",
}

registerEnumType(FlagCause, {
  name: "FlagCause",
  description: "Why a point of a chart is more than chance: the first of these rules that fits it.",
  valuesConfig: {
    OUTSIDE_LIMITS: { description: "It lies outside the limits." },
    TREND: { description: "It is one of seven in a row that each go the same way." },
    TWO_OF_THREE: { description: "It is one of two, out of three in a row on one side of the mean, that lie beyond two thirds of the way to the limit." },
    RUN: { description: "It is one of seven in a row on the same side of the mean." },
  },
} satisfies Parameters<typeof registerEnumType>[1] & { valuesConfig: Record<SpecialCause, unknown> });

/** How a series varies at its end. */
export enum SeriesVariation {
  COMMON_CAUSE = "COMMON_CAUSE",
  IMPROVEMENT = "IMPROVEMENT",
  CONCERN = "CONCERN",
  SPECIAL_CAUSE_HIGH = "SPECIAL_CAUSE_HIGH",
  SPECIAL_CAUSE_LOW = "SPECIAL_CAUSE_LOW",
}

registerEnumType(SeriesVariation, {
  name: "SeriesVariation",
  description: "How a series varies at its end: the variation icon of Making Data Count.",
  valuesConfig: {
    COMMON_CAUSE: { description: "As ever: no more than chance." },
    IMPROVEMENT: { description: "By more than chance, the better way." },
    CONCERN: { description: "By more than chance, the worse way." },
    SPECIAL_CAUSE_HIGH: { description: "By more than chance, up; nobody says which way is better." },
    SPECIAL_CAUSE_LOW: { description: "By more than chance, down; nobody says which way is better." },
  },
});

/** Whether a series can be relied on to meet its target. */
export enum SeriesAssurance {
  CONSISTENTLY_MEETING = "CONSISTENTLY_MEETING",
  CONSISTENTLY_MISSING = "CONSISTENTLY_MISSING",
  HIT_AND_MISS = "HIT_AND_MISS",
}

registerEnumType(SeriesAssurance, {
  name: "SeriesAssurance",
  description: "Whether a series that goes on varying as it does will meet its target: the assurance icon of Making Data Count.",
  valuesConfig: {
    CONSISTENTLY_MEETING: { description: "The target lies beyond the limits, on the far side: it will be met." },
    CONSISTENTLY_MISSING: { description: "The target lies beyond the limits, on the near side: it will be missed unless something changes." },
    HIT_AND_MISS: { description: "The target lies within the limits: chance decides." },
  },
});

@ObjectType({ simpleResolvers: true, description: "Why a point is more than chance, and what that means." })
export class PointFlag {
  @Field(() => FlagCause, { description: "The rule." })
  cause!: FlagCause;

  @Field(() => SeriesVariation, { description: "What it means by the polarity of the series." })
  means!: SeriesVariation;
}

@ObjectType({ simpleResolvers: true, description: "What values meet the target of a period, in the unit of the indicator." })
export class TargetLine {
  @Field(() => Float, { nullable: true, description: "The least that meets it; null where none is too small." })
  least!: number | null;

  @Field(() => Float, { nullable: true, description: "The most that meets it; null where none is too large." })
  most!: number | null;

  @Field(() => ID, { description: "Id of the target." })
  target!: string;
}

/** One period of a series. */
@ObjectType({ simpleResolvers: true, description: "One period of a series: its value where there is one, and where the lines of the chart run." })
export class SeriesPoint {
  /** Not in the API. */
  measured!: Measured | null;
  /** The day that the series is seen on. */
  asOf!: Day;

  @Field(() => Period, { description: "The period." })
  period!: Period;

  @Field(() => Boolean, { description: "Whether the period lacks a value that the caller may see, between others that have one." })
  missing!: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: "The value in the unit of the indicator; null where it is missing." })
  value!: string | null;

  @Field(() => Qualifier, { nullable: true, description: "How exactly the value is given. One that is not exact is shown and not computed with." })
  qualifier!: Qualifier | null;

  @Field(() => ObservationStatus, { nullable: true, description: "How settled the value is." })
  status!: ObservationStatus | null;

  @Field(() => Float, { nullable: true, description: "The mean of the stretch of the chart that the period lies in." })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: "The lower limit of that stretch." })
  lowerLimit!: number | null;

  @Field(() => Float, { nullable: true, description: "The upper limit of that stretch." })
  upperLimit!: number | null;

  @Field(() => PointFlag, { nullable: true, description: "Why it is more than chance; null where it is not, or no chart is made." })
  flag!: PointFlag | null;

  @Field(() => TargetLine, { nullable: true, description: "What the target of the period asks; null where there is none that it can be held to." })
  target!: TargetLine | null;

  @Field(() => String, { nullable: true, description: "Of the first period after a break: what changed, in the hub's words." })
  newSeries!: string | null;

  @Field(() => Observation, { nullable: true, description: "The observation; null where the value is missing." })
  observation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.measured ? context.refer(Observation, { id: this.measured.id, asOf: this.asOf }, info) : null;
  }

  @Field(() => Interval, { nullable: true, description: "Where the value behind the figure lies; null where the value is missing." })
  interval(@Arg("confidence", () => ConfidenceLevel, { defaultValue: ConfidenceLevel.P95, description: "How sure." }) confidence: ConfidenceLevel): Interval | null {
    return this.measured ? shownInterval(this.measured, confidence) : null;
  }
}

@ObjectType({ simpleResolvers: true, description: "The control chart (XmR) of the last stretch of a series, after its last break. Earlier stretches have limits of their own: they stand on the points." })
export class SeriesChart {
  @Field(() => Float, { nullable: true, description: "The mean; null where no chart is made." })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: "The mean less 2.66 average moving ranges. It may be below what the indicator can be." })
  lowerLimit!: number | null;

  @Field(() => Float, { nullable: true, description: "The mean and 2.66 average moving ranges." })
  upperLimit!: number | null;

  @Field(() => Float, { nullable: true, description: "The average moving range, of those that were not screened out." })
  averageMovingRange!: number | null;

  @Field(() => Int, { nullable: true, description: "How many moving ranges were screened out, being 3.267 times the average or more." })
  rangesScreened!: number | null;

  @Field(() => Int, { description: "How many values it is made of." })
  values!: number;

  @Field(() => Boolean, { nullable: true, description: "Whether its limits are trial limits, being made of fewer than 13 values." })
  trial!: boolean | null;

  @Field(() => NotComputed, { nullable: true, description: "Why no chart is made; null where one is." })
  notComputed!: NotComputed | null;
}

/** Which way a trend goes. */
export enum TrendDirection {
  INCREASING = "INCREASING",
  DECREASING = "DECREASING",
  NO_SIGNIFICANT_CHANGE = "NO_SIGNIFICANT_CHANGE",
}

registerEnumType(TrendDirection, {
  name: "TrendDirection",
  description: "Which way a recent trend goes.",
  valuesConfig: {
    INCREASING: { description: "Up." },
    DECREASING: { description: "Down." },
    NO_SIGNIFICANT_CHANGE: { description: "Neither, by more than chance." },
  },
});

@ObjectType({ simpleResolvers: true, description: "The recent trend of an annual series: of its last five values." })
export class SeriesTrend {
  @Field(() => TrendDirection, { nullable: true, description: "Which way it goes; null where none is computed." })
  direction!: TrendDirection | null;

  @Field(() => StatisticalCode, { description: "What that means by the polarity of the series." })
  means!: StatisticalCode;

  @Field(() => Float, { nullable: true, description: "By how much the value changes from one year to the next." })
  slope!: number | null;

  @Field(() => Float, { nullable: true, description: "(slope / its standard error)²: significant above 9.54953570608324." })
  chiSquare!: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the slope keeps its sign whichever of the five values is left out." })
  steady!: boolean | null;

  @Field(() => [ID], { description: "Ids of the five observations, the earliest first." })
  observations!: string[];

  @Field(() => NotComputed, { nullable: true, description: "Why there is none; null where there is one." })
  notComputed!: NotComputed | null;
}

/** What a series is told of its indicator. */
export interface SeriesIndicator {
  id: string;
  valueType: ValueType;
  polarity: Polarity;
}

/** A series made ready: everything that its parts are computed from. */
interface Sheet {
  points: LaidOut[];
  breaks: BreakRow[];
  charts: StretchChart[] | NotComputed;
}

/** The values of one indicator for one subject over time. */
@ObjectType({
  simpleResolvers: true,
  description: "The values of one indicator for one partnership or area over time, in periods of one kind, with the lines to draw and what they say. Values of places within it, of cohorts, of services and those withdrawn are not among them.",
})
export class Series {
  /** Not in the API. */
  context!: Context;
  /** The day that it is seen on. */
  asOf!: Day;
  /** Not in the API: reached through `indicator`. */
  about!: SeriesIndicator;
  /** Not in the API: reached through `partnership`. */
  partnershipId!: string | null;
  /** Not in the API: reached through `area`. */
  areaId!: string | null;
  /** Not in the API: shown as `points`. */
  measured!: Measured[];

  private sheetMade: Promise<Sheet> | undefined;
  private targetsRead: Promise<TargetRow[]> | undefined;

  @Field(() => PeriodKind, { description: "Of which kind its periods are." })
  kind!: PeriodKind;

  @Field(() => String, { nullable: true, description: 'The part of the whole that it is about, as in "sex=female"; null where it is about all.' })
  dimension!: string | null;

  @Field(() => Polarity, { description: "Which way is taken for better: as asked, else the indicator's own." })
  polarity!: Polarity;

  @Field(() => Indicator, { description: "The indicator." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.about.id, asOf: this.asOf }, info);
  }

  @Field(() => Partnership, { nullable: true, description: "The partnership; null where it is about an area." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Field(() => Area, { nullable: true, description: "The area; null where it is about a partnership." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }

  @Field(() => Boolean, { description: "Whether it is short: fewer than 13 values, so that the limits of its chart are trial limits, or there are none." })
  short(): boolean {
    return this.measured.length < SETTLED_FROM;
  }

  @Field(() => [SeriesPoint], { description: "Its periods, the earliest first: those with a value, and those between them that lack one (600 at most)." })
  async points(): Promise<SeriesPoint[]> {
    const { points, breaks, charts } = await this.sheet();
    const targets = await this.targets();
    const byStretch = new Map((isNotComputed(charts) ? [] : charts).map((each) => [each.points[0]!.stretch, each]));
    let last: number | null = 0;
    return points.map((point) => {
      const chart = byStretch.get(point.stretch) ?? null;
      const begun = point.stretch !== null && last !== null && point.stretch > last ? breaks[point.stretch - 1] : undefined;
      last = point.stretch ?? last;
      return this.shown(point, chart, targets, begun?.reason ?? null);
    });
  }

  @Field(() => [SeriesBreak], { description: "The days on which it breaks, the earliest first." })
  async breaks(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const { breaks } = await this.sheet();
    return Promise.all(breaks.map(({ id }) => context.refer(SeriesBreak, { id, asOf: this.asOf }, info)));
  }

  @Field(() => SeriesChart, { description: "Its control chart." })
  async chart(): Promise<SeriesChart> {
    const { charts } = await this.sheet();
    if (isNotComputed(charts)) return Object.assign(new SeriesChart(), { mean: null, lowerLimit: null, upperLimit: null, averageMovingRange: null, rangesScreened: null, trial: null, values: 0, notComputed: charts });
    const { chart, points } = charts.at(-1)!;
    return Object.assign(new SeriesChart(), {
      mean: chart.mean,
      lowerLimit: chart.lower,
      upperLimit: chart.upper,
      averageMovingRange: chart.averageMovingRange,
      rangesScreened: chart.rangesScreened,
      values: points.length,
      trial: chart.trial,
      notComputed: null,
    });
  }

  @Field(() => SeriesTrend, { description: "Its recent trend." })
  async trend(): Promise<SeriesTrend> {
    const found = trendOf(this.kind, (await this.sheet()).points);
    if (isNotComputed(found)) return Object.assign(new SeriesTrend(), { direction: null, means: StatisticalCode.NOT_COMPUTED, slope: null, chiSquare: null, steady: null, observations: [], notComputed: found });
    const { trend, points } = found;
    return Object.assign(new SeriesTrend(), { ...trend, means: codeOf(movementOf(trend.direction), betterWay(this.polarity)), observations: idsOf(points), notComputed: null });
  }

  @Field(() => SeriesVariation, { nullable: true, description: "How it varies at its end; null where no chart is made: see `chart.notComputed`." })
  async variation(): Promise<SeriesVariation | null> {
    const { charts } = await this.sheet();
    return isNotComputed(charts) ? null : (variationOf(charts.at(-1)!.chart, betterWay(this.polarity)) as SeriesVariation);
  }

  @Field(() => SeriesAssurance, { nullable: true, description: "Whether it can be relied on to meet the target that its last period is held to, or the latest before; null where no chart is made or there is no such target." })
  async assurance(): Promise<SeriesAssurance | null> {
    const [{ charts }, line] = [await this.sheet(), await this.lastLine()];
    return isNotComputed(charts) || !line ? null : (assuranceOf(charts.at(-1)!.chart, line) as SeriesAssurance);
  }

  @Field(() => Target, { nullable: true, description: "The target by which `assurance` is judged." })
  async target(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    const line = await this.lastLine();
    return line ? context.refer(Target, { id: line.target, asOf: this.asOf }, info) : null;
  }

  @Field(() => StatisticalStatus, { description: "What the numbers say: by the recent trend of an annual series, else by the last point of the control chart." })
  async statisticalStatus(): Promise<StatisticalStatus> {
    const { points, charts } = await this.sheet();
    const better = betterWay(this.polarity);
    const found = trendOf(this.kind, points);
    if (!isNotComputed(found)) {
      const { trend, points: five } = found;
      const code = codeOf(movementOf(trend.direction), better);
      const how = trend.direction === "NO_SIGNIFICANT_CHANGE" ? "has no significant trend" : `has a significant trend ${trend.slope > 0 ? "up" : "down"}`;
      return this.status(code, `Over the last five years it ${how}.`, StatisticalMethod.RECENT_TREND, idsOf(five), parameters({ slope: trend.slope, chiSquare: trend.chiSquare }));
    }
    // What keeps an annual series from having a trend is not mended by a chart of the same few values.
    if (found.reason !== NotComputedReason.NOT_ANNUAL) return noStatus(found, this.polarity);
    if (isNotComputed(charts)) return noStatus(charts, this.polarity);
    const { chart, points: fed, flags } = charts.at(-1)!;
    if (chart.trial) return noStatus(notComputed(NotComputedReason.TOO_FEW, `A status needs ${SETTLED_FROM} values after the last break; there are ${fed.length}.`), this.polarity);
    const flag = flags.get(fed.at(-1)!) ?? null;
    const explains = flag ? `The last value is more than chance (${flag.cause}), ${flag.direction === "HIGH" ? "up" : "down"}.` : "The last value varies by no more than chance.";
    const numbers = parameters({ mean: chart.mean, lower: chart.lower, upper: chart.upper, averageMovingRange: chart.averageMovingRange, rangesScreened: chart.rangesScreened });
    return this.status(codeOf(flag ? (flag.direction === "HIGH" ? 1 : -1) : 0, better), explains, StatisticalMethod.CONTROL_CHART, idsOf(fed), numbers);
  }

  private status(code: StatisticalCode, explains: string, method: StatisticalMethod, observations: string[], numbers: Parameter[]): StatisticalStatus {
    return Object.assign(new StatisticalStatus(), { code, explains, method, polarity: this.polarity, observations, parameters: numbers, notComputed: null });
  }

  /** Lays the series out once, however many of its parts are asked. */
  private sheet(): Promise<Sheet> {
    return (this.sheetMade ??= this.makeSheet());
  }

  private async makeSheet(): Promise<Sheet> {
    const all = await readBreaks(this.context, this.about.id, this.asOf);
    const breaks = all.filter(({ partnershipId, areaId }) => (partnershipId === null && areaId === null) || (partnershipId !== null && partnershipId === this.partnershipId) || (areaId !== null && areaId === this.areaId));
    const points = layOut(this.kind, this.measured, breaks.map(({ onDay }) => onDay));
    return { points, breaks, charts: chartsOf(this.kind, points) };
  }

  private targets(): Promise<TargetRow[]> {
    return (this.targetsRead ??= readTargets(this.context, { indicator: this.about.id, partnership: this.partnershipId, area: this.areaId }, this.asOf));
  }

  private async lastLine(): Promise<TargetLine | null> {
    const [{ points }, targets] = [await this.sheet(), await this.targets()];
    const last = points.at(-1);
    if (!last) return null;
    const held = lineOf(last, targets, this.kind, this.about.valueType);
    if (held) return held;
    const before = targets.find((target) => target.from !== null && target.from <= last.to && comparable(target, this.kind, this.about.valueType));
    return before ? asLine(before, this.about.valueType) : null;
  }

  private shown(point: LaidOut, chart: StretchChart | null, targets: readonly TargetRow[], newSeries: string | null): SeriesPoint {
    const { measured } = point;
    const flag = chart?.flags.get(point) ?? null;
    return Object.assign(new SeriesPoint(), {
      asOf: this.asOf,
      measured,
      period: Object.assign(new Period(), { kind: this.kind, from: point.from, to: point.to }),
      missing: !measured,
      value: measured?.value ?? null,
      qualifier: measured?.qualifier ?? null,
      status: measured?.status ?? null,
      mean: chart?.chart.mean ?? null,
      lowerLimit: chart?.chart.lower ?? null,
      upperLimit: chart?.chart.upper ?? null,
      flag: flag ? this.meant(flag) : null,
      target: lineOf(point, targets, this.kind, this.about.valueType),
      newSeries,
    });
  }

  private meant({ cause, direction }: Flag): PointFlag {
    const better = betterWay(this.polarity);
    const high = direction === "HIGH";
    const means = better === 0 ? (high ? SeriesVariation.SPECIAL_CAUSE_HIGH : SeriesVariation.SPECIAL_CAUSE_LOW) : high === better > 0 ? SeriesVariation.IMPROVEMENT : SeriesVariation.CONCERN;
    return Object.assign(new PointFlag(), { cause, means });
  }
}

/** What the target of a period asks: of the latest that contains the period and can be held to it. */
function lineOf({ from, to }: LaidOut, targets: readonly TargetRow[], kind: PeriodKind, valueType: ValueType): TargetLine | null {
  for (const target of targets) {
    if (target.from === null || target.to === null || target.from > from || target.to < to || !comparable(target, kind, valueType)) continue;
    const line = asLine(target, valueType);
    if (line) return line;
  }
  return null;
}

/** A target for a year says nothing of the count of a month; of a share or a rate it does. */
function comparable({ periodKind }: TargetRow, kind: PeriodKind, valueType: ValueType): boolean {
  return periodKind === kind || valueType === ValueType.PROPORTION || valueType === ValueType.RATE;
}

function asLine(target: TargetRow, valueType: ValueType): (TargetLine & TargetRange) | null {
  const range = rangeOf(target, valueType);
  return typeof range === "string" ? null : Object.assign(new TargetLine(), { ...range, target: target.id });
}

function movementOf(direction: "INCREASING" | "DECREASING" | "NO_SIGNIFICANT_CHANGE"): 1 | -1 | 0 {
  if (direction === "NO_SIGNIFICANT_CHANGE") return 0;
  return direction === "INCREASING" ? 1 : -1;
}

function idsOf(points: readonly LaidOut[]): string[] {
  return points.map(({ measured }) => measured!.id);
}
