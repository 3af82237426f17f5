/** The recent trend of a series as a caller sees it. */
import { Field, Float, ID, ObjectType, registerEnumType } from "type-graphql";
import type { Trend } from "../../statistics/recent-trend.js";
import { isNotComputed, NotComputed } from "../statistic/not-computed.js";
import { codeOf, StatisticalCode } from "../statistic/status.js";
import { idsOf, type LaidOut } from "./series-points.js";

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

/** A trend as a caller sees it; `better` is the better way: up 1, down -1, neither 0. */
export function shownTrend(found: { trend: Trend; points: LaidOut[] } | NotComputed, better: Parameters<typeof codeOf>[1]): SeriesTrend {
  if (isNotComputed(found)) return Object.assign(new SeriesTrend(), { direction: null, means: StatisticalCode.NOT_COMPUTED, slope: null, chiSquare: null, steady: null, observations: [], notComputed: found });
  const { trend, points } = found;
  return Object.assign(new SeriesTrend(), { ...trend, means: codeOf(movementOf(trend.direction), better), observations: idsOf(points), notComputed: null });
}

/** Which way a trend goes: up 1, down -1, neither 0. */
export function movementOf(direction: Trend["direction"]): 1 | -1 | 0 {
  if (direction === "NO_SIGNIFICANT_CHANGE") return 0;
  return direction === "INCREASING" ? 1 : -1;
}
