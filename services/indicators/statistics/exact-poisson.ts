/** The exact limits of a count. */
import type { Confidence } from "./confidence.js";
import type { Limits } from "./limits.js";
import { chiSquareAbove, chiSquareBelow } from "./quantiles.js";

/**
 * The exact Poisson limits of a count by the chi-square distribution; the lower limit of none is none.
 * Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936); as in APHO Technical Briefing 3 (2008) for fewer than 10 events.
 */
export function exactPoissonLimits(events: number, { tail }: Confidence): Limits {
  return {
    lower: events === 0 ? 0 : chiSquareBelow(tail, 2 * events) / 2,
    upper: chiSquareAbove(tail, 2 * events + 2) / 2,
  };
}
