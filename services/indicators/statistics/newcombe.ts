/** Two proportions side by side, neither taken as known: Newcombe's interval of their difference. */
import type { Confidence } from "./confidence.js";
import type { Limits } from "./limits.js";
import { wilsonLimits } from "./wilson.js";

/** How one proportion stands to another: the difference, as a share of 1. */
export interface DifferenceOfProportions extends Limits {
  /** The first less the second. */
  difference: number;
}

/**
 * Newcombe's hybrid score interval of the difference of two independent proportions, from Wilson's limits of each.
 * Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10 (without continuity correction).
 */
export function differenceOfProportions(first: { having: number; of: number }, second: { having: number; of: number }, confidence: Confidence): DifferenceOfProportions {
  const [one, other] = [first.having / first.of, second.having / second.of];
  const [mine, others] = [wilsonLimits(first.having, first.of, confidence), wilsonLimits(second.having, second.of, confidence)];
  const difference = one - other;
  return {
    difference,
    lower: difference - Math.hypot(one - mine.lower, others.upper - other),
    upper: difference + Math.hypot(mine.upper - one, other - others.lower),
  };
}
