/** The control chart of a series as a caller sees it: how the series varies at its end, and whether it can be relied on. */
import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { isNotComputed, NotComputed } from "../statistic/not-computed.js";
import type { StretchChart } from "./series-points.js";

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

/** The chart of the last stretch as a caller sees it. */
export function shownChart(charts: readonly StretchChart[] | NotComputed): SeriesChart {
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
