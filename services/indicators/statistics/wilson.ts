/** Wilson's limits of a proportion. */
import type { Confidence } from "./confidence.js";
import type { Limits } from "./limits.js";

/**
 * Wilson's score limits of a proportion, as shares of 1.
 * Wilson, Journal of the American Statistical Association 22 (1927); as in APHO Technical Briefing 3 (2008).
 */
export function wilsonLimits(having: number, of: number, { z }: Confidence): Limits {
  const share = having / of;
  const middle = 2 * having + z * z;
  const spread = z * Math.sqrt(z * z + 4 * having * (1 - share));
  const below = 2 * (of + z * z);
  return {
    // Of none the lower limit is none, and of all the upper is all: what rounding leaves is no limit.
    lower: having === 0 ? 0 : (middle - spread) / below,
    upper: having === of ? 1 : (middle + spread) / below,
  };
}
