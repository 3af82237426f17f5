/** An interval as a caller sees it: the limits with the method, or why there are none. */
import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import { confidenceOf, ConfidenceLevel } from "./confidence.js";
import { intervalOf, type Figure } from "./figure.js";
import { NotComputed } from "./not-computed.js";

/** By which method an interval is made. */
export enum IntervalMethod {
  PUBLISHED = "PUBLISHED",
  BYAR = "BYAR",
  EXACT_POISSON = "EXACT_POISSON",
  WILSON = "WILSON",
}

registerEnumType(IntervalMethod, {
  name: "IntervalMethod",
  description: "By which method an interval is made.",
  valuesConfig: {
    PUBLISHED: { description: "None of the hub's: the source publishes it, and it is kept." },
    BYAR: { description: "Byar's approximation, for counts and for the events of rates from 10 on." },
    EXACT_POISSON: { description: "Exact Poisson limits by the chi-square distribution, for fewer than 10 events." },
    WILSON: { description: "Wilson's score limits, for shares." },
  },
});

/** Where the value behind a figure lies. */
@ObjectType({ simpleResolvers: true, description: "Where the value that lies behind a figure is taken to lie, in the unit of the indicator." })
export class Interval {
  @Field(() => Float, { nullable: true, description: "The lower limit; null where no interval can be computed." })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: "The upper limit, likewise." })
  upper!: number | null;

  @Field(() => ConfidenceLevel, { description: "The level of confidence." })
  confidence!: ConfidenceLevel;

  @Field(() => IntervalMethod, { nullable: true, description: "The method; null where no interval can be computed." })
  method!: IntervalMethod | null;

  @Field(() => NotComputed, { nullable: true, description: "Why there is none; null where there is one." })
  notComputed!: NotComputed | null;
}

/** The interval of a figure as a caller sees it. */
export function shownInterval(figure: Figure, confidence: ConfidenceLevel): Interval {
  const found = intervalOf(figure, confidenceOf(confidence));
  return Object.assign(
    new Interval(),
    "reason" in found ? { lower: null, upper: null, confidence, method: null, notComputed: found } : { ...found, confidence, notComputed: null },
  );
}
