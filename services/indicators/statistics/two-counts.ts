/** Two counts side by side, neither taken as known: the exact test that knows their total alone. */
import type { Confidence } from "./confidence.js";
import type { Limits } from "./limits.js";
import { betaQuantile, binomialAtMost } from "./quantiles.js";

/** How one count stands to another: the ratio of their rates. */
export interface RatioOfCounts extends Limits {
  /** The first rate over the second; infinite where the second is of none. */
  ratio: number;
  /** Two-sided: twice the smaller tail. */
  p: number;
}

/**
 * The exact conditional test of two Poisson counts: given their total, the first is binomial. The limits of its share are those of
 * Clopper and Pearson (Biometrika 26, 1934), turned into limits of the ratio of the rates. Przyborowski and Wilenski, Biometrika 31 (1940).
 * `exposures`: over how much each was counted (days, people); equal where left out. Null where nothing was counted at all.
 */
export function ratioOfCounts(first: number, second: number, { tail }: Confidence, exposures: readonly [number, number] = [1, 1]): RatioOfCounts | null {
  const total = first + second;
  if (total === 0) return null;
  const [mine, other] = exposures;
  const share = {
    lower: first === 0 ? 0 : betaQuantile(tail, first, second + 1),
    // The upper tail is the lower one of the other's share: nothing is lost near 1.
    left: second === 0 ? 0 : betaQuantile(tail, second, first + 1),
  };
  const scale = other / mine;
  // Were the rates alike, each would have the share of its exposure.
  const atMost = binomialAtMost(first, total, other / (mine + other));
  const atLeast = binomialAtMost(second, total, mine / (mine + other));
  return {
    ratio: second === 0 ? Infinity : (first / second) * scale,
    lower: (share.lower / (1 - share.lower)) * scale,
    upper: share.left === 0 ? Infinity : ((1 - share.left) / share.left) * scale,
    p: Math.min(1, 2 * Math.min(atMost, atLeast)),
  };
}
