/** A figure as statistics take it: a value with what it is made of, and the interval that its type allows. */
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import type { Confidence } from "../../statistics/confidence.js";
import { countLimits, countMethod, rateLimits } from "../../statistics/count.js";
import { scaled, type Limits } from "../../statistics/limits.js";
import { wilsonLimits } from "../../statistics/wilson.js";
import { ValueType } from "../indicator/indicator.js";
import { ObservationStatus } from "../observation/observation.js";
import { notComputed, NotComputedReason, type NotComputed } from "./not-computed.js";

/** A value of an observation, as statistics take it. */
export interface Figure {
  id: string;
  valueType: ValueType;
  /** Of a rate: per how many. */
  ratePer: string | null;
  qualifier: Qualifier;
  value: string;
  numerator: string | null;
  denominator: string | null;
  status: ObservationStatus;
  publishedLower: string | null;
  publishedUpper: string | null;
  publishedConfidence: string | null;
}

/** How an interval was made. */
export type IntervalMethod = "PUBLISHED" | "BYAR" | "EXACT_POISSON" | "WILSON";

/** An interval with its method. */
export interface FigureInterval extends Limits {
  method: IntervalMethod;
}

/** What of a figure is counted: the events of a count; of a share or a rate those that have it, and out of how many. */
export interface Counted {
  kind: "COUNT" | "PROPORTION" | "RATE";
  events: number;
  /** Out of how many; 1 of a count. */
  of: number;
  /** What one event of one adds to the value: 1 of a count, 100 of a share in percent, per how many of a rate. */
  per: number;
}

/** What of a figure is counted, or why nothing is. */
export function countedOf(figure: Figure): Counted | NotComputed {
  const { valueType, ratePer, numerator, denominator } = figure;
  if (figure.status === ObservationStatus.WITHDRAWN) return notComputed(NotComputedReason.WITHDRAWN, "Its source took the value back.");
  if (figure.qualifier !== Qualifier.EQ) return notComputed(NotComputedReason.QUALIFIED, `The value is given as ${figure.qualifier} ${figure.value} and not exactly.`);
  const value = Number(figure.value);
  switch (valueType) {
    case ValueType.COUNT:
      return whole(value) ? { kind: "COUNT", events: value, of: 1, per: 1 } : notComputed(NotComputedReason.NOT_WHOLE, `${figure.value} is no whole number of events.`);
    case ValueType.PROPORTION: {
      const of = Number(denominator);
      if (denominator === null || of <= 0) return notComputed(NotComputedReason.NO_BASE, "The source does not say out of how many the share is.");
      // Where only the share is printed, what it comes to of the whole stands for how many have it.
      const having = numerator === null ? (value / 100) * of : Number(numerator);
      return having >= 0 && having <= of ? { kind: "PROPORTION", events: having, of, per: 100 } : notComputed(NotComputedReason.NO_BASE, `A share of ${figure.value}% is none of a whole.`);
    }
    case ValueType.RATE: {
      const [events, of, per] = [Number(numerator), Number(denominator), Number(ratePer)];
      if (numerator === null || denominator === null || ratePer === null || of <= 0 || per <= 0) return notComputed(NotComputedReason.NO_POPULATION, "The events, the population or per how many is not given.");
      return whole(events) ? { kind: "RATE", events, of, per } : notComputed(NotComputedReason.NOT_WHOLE, `${numerator} is no whole number of events.`);
    }
    default:
      return notComputed(NotComputedReason.NO_METHOD, valueType === ValueType.MONEY ? "A sum of money has no interval." : "A change has no interval without the two values that it lies between.");
  }
}

/** The interval of a figure at a level of confidence: as its source publishes it for that level, else by the method of its type. */
export function intervalOf(figure: Figure, confidence: Confidence): FigureInterval | NotComputed {
  const published = publishedLimits(figure, confidence);
  if (published) return published;
  const counted = countedOf(figure);
  if ("reason" in counted) return counted;
  const { events, of, per } = counted;
  if (counted.kind === "PROPORTION") return { ...scaled(wilsonLimits(events, of, confidence), per), method: "WILSON" };
  const limits = counted.kind === "RATE" ? rateLimits(events, of, per, confidence) : countLimits(events, confidence);
  return { ...limits, method: countMethod(events) };
}

/** A source that does not say at which level its limits are means 95%, as nearly all do. */
function publishedLimits({ status, publishedLower, publishedUpper, publishedConfidence }: Figure, { percent }: Confidence): FigureInterval | null {
  if (status === ObservationStatus.WITHDRAWN || publishedLower === null || publishedUpper === null || Number(publishedConfidence ?? 95) !== percent) return null;
  return { lower: Number(publishedLower), upper: Number(publishedUpper), method: "PUBLISHED" };
}

function whole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
