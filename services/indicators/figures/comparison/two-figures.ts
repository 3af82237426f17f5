/** Two figures beside each other, neither of them taken as known: by the test that their type allows. */
import type { Confidence } from "../../statistics/confidence.js";
import { standingByLimits, type Standing } from "../../statistics/comparison.js";
import { differenceOfProportions } from "../../statistics/newcombe.js";
import { ratioOfCounts } from "../../statistics/two-counts.js";
import { countedOf, type Figure } from "../statistic/figure.js";
import { notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";
import { StatisticalMethod } from "../statistic/status.js";

/** What two figures come to. */
export interface Compared {
  standing: Standing;
  method: StatisticalMethod;
  numbers: Record<string, number>;
}

/** Where the first figure stands to the second, or why nothing can be said. */
export function twoFigures(first: Figure, second: Figure, confidence: Confidence): Compared | NotComputed {
  const [one, other] = [countedOf(first), countedOf(second)];
  if ("reason" in one) return one;
  if ("reason" in other) return other;
  if (one.kind === "PROPORTION") {
    const { difference, lower, upper } = differenceOfProportions({ having: one.events, of: one.of }, { having: other.events, of: other.of }, confidence);
    const numbers = { difference: difference * one.per, lower: lower * one.per, upper: upper * one.per };
    return { standing: standingByLimits({ lower, upper }, 0), method: StatisticalMethod.TWO_PROPORTIONS, numbers };
  }
  const found = ratioOfCounts(one.events, other.events, confidence, [one.of, other.of]);
  if (!found) return notComputed(NotComputedReason.TOO_FEW, "Nothing was counted in either, so that there is nothing to tell apart.");
  const { ratio, lower, upper, p } = found;
  return { standing: standingByLimits(found, 1), method: StatisticalMethod.TWO_COUNTS, numbers: { ratio, lower, upper, p } };
}
