/** Quantiles and tails of the distributions that the methods need, from the Cephes library: see decision 37. */
import { compiled, igami, incbet, incbi, ndtri } from "cephes";

await compiled;

/** The standard normal quantile: the z below which a share `p` lies. */
export function normalQuantile(p: number): number {
  return ndtri(p);
}

/** The chi-square value below which the share `tail` lies, for `degrees` of freedom. */
export function chiSquareBelow(tail: number, degrees: number): number {
  return 2 * igami(degrees / 2, 1 - tail);
}

/** The chi-square value above which the share `tail` lies, for `degrees` of freedom. */
export function chiSquareAbove(tail: number, degrees: number): number {
  return 2 * igami(degrees / 2, tail);
}

/** The beta quantile: the value below which a share `p` lies. */
export function betaQuantile(p: number, a: number, b: number): number {
  return incbi(a, b, p);
}

/** The probability that a binomial of `n` trials comes to at most `k`. `against` is the chance of one trial to fail, given itself: a chance near 1 leaves 1 less it too few digits. */
export function binomialAtMost(k: number, n: number, against: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : incbet(n - k, k + 1, against);
}
