/** One period of a series: its value, where the lines of the chart run, and why it is more than chance. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Field, Float, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period, type PeriodKind } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import type { Flag, SpecialCause } from "../../statistics/control-chart.js";
import { Observation, ObservationStatus } from "../observation/observation.js";
import { ConfidenceLevel } from "../statistic/confidence.js";
import { Interval, shownInterval } from "../statistic/interval.js";
import { SeriesVariation } from "./series-chart.js";
import type { LaidOut, Measured, StretchChart } from "./series-points.js";
import { TargetLine } from "./target-line.js";

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

@ObjectType({ simpleResolvers: true, description: "Why a point is more than chance, and what that means." })
export class PointFlag {
  @Field(() => FlagCause, { description: "The rule." })
  cause!: FlagCause;

  @Field(() => SeriesVariation, { description: "What it means by the polarity of the series." })
  means!: SeriesVariation;
}

/** Why a period of a series has no value that the caller may see. */
export enum MissingReason {
  NO_VALUE = "NO_VALUE",
  SUPPRESSED = "SUPPRESSED",
}

registerEnumType(MissingReason, {
  name: "MissingReason",
  description: "Why a period of a series shows no value.",
  valuesConfig: {
    NO_VALUE: { description: "The hub holds none that the caller may see." },
    SUPPRESSED: { description: "There is one, and it is not shown: a count from 1 to 4 could be read from it or worked out. Which of the two it is nobody is told." },
  },
});

/** One period of a series. */
@ObjectType({ simpleResolvers: true, description: "One period of a series: its value where there is one, and where the lines of the chart run." })
export class SeriesPoint {
  /** Not in the API. */
  measured!: Measured | null;
  /** The day that the series is seen on. */
  asOf!: Day;

  @Field(() => Period, { description: "The period." })
  period!: Period;

  @Field(() => Boolean, { description: "Whether the period lacks a value that the caller may see: between others that have one, or where there is one that is not shown." })
  missing!: boolean;

  @Field(() => DecimalScalar, { nullable: true, description: "The value in the unit of the indicator; null where it is missing: see `reason`." })
  value!: string | null;

  @Field(() => MissingReason, { nullable: true, description: "Why the value is null; null where there is one." })
  reason!: MissingReason | null;

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

/** What a point is shown with besides its value. */
export interface PointBeside {
  kind: PeriodKind;
  asOf: Day;
  /** Which way is better: up 1, down -1, neither 0. */
  better: number;
  chart: StretchChart | null;
  target: TargetLine | null;
  newSeries: string | null;
}

/** A period as a caller sees it. */
export function shownPoint(point: LaidOut, { kind, asOf, better, chart, target, newSeries }: PointBeside): SeriesPoint {
  const { measured } = point;
  const flag = chart?.flags.get(point) ?? null;
  return Object.assign(new SeriesPoint(), {
    asOf,
    measured,
    period: Object.assign(new Period(), { kind, from: point.from, to: point.to }),
    missing: !measured,
    value: measured?.value ?? null,
    reason: measured ? null : point.suppressed ? MissingReason.SUPPRESSED : MissingReason.NO_VALUE,
    qualifier: measured?.qualifier ?? null,
    status: measured?.status ?? null,
    mean: chart?.chart.mean ?? null,
    lowerLimit: chart?.chart.lower ?? null,
    upperLimit: chart?.chart.upper ?? null,
    flag: flag ? meant(flag, better) : null,
    target,
    newSeries,
  });
}

function meant({ cause, direction }: Flag, better: number): PointFlag {
  const high = direction === "HIGH";
  const means = better === 0 ? (high ? SeriesVariation.SPECIAL_CAUSE_HIGH : SeriesVariation.SPECIAL_CAUSE_LOW) : high === better > 0 ? SeriesVariation.IMPROVEMENT : SeriesVariation.CONCERN;
  return Object.assign(new PointFlag(), { cause, means });
}
