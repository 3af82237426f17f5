/** A figure beside a reference: where it stands, and whether that is better or worse. */
import type { Limits } from "./limits.js";

/** Where a figure stands to its reference. */
export type Standing = "SIMILAR" | "LOWER" | "HIGHER";

/** What a standing means, where it is known which way is better. */
export type Judgement = "SIMILAR" | "BETTER" | "WORSE" | "LOWER" | "HIGHER";

/** Which way is better, as far as a judgement needs it: up, down or not known. */
export type BetterWay = 1 | -1 | 0;

/**
 * Where a figure with its limits stands to a reference that is taken as known: inside the limits it is SIMILAR.
 * Public Health England, Technical Guide: Confidence Intervals (2018), comparison with a benchmark.
 */
export function standingTo(reference: number, { lower, upper }: Limits): Standing {
  if (upper < reference) return "LOWER";
  return lower > reference ? "HIGHER" : "SIMILAR";
}

/** Where two figures, neither taken as known, stand to each other by the limits of their difference or ratio; `alike` is what they would come to, were they the same. */
export function standingByLimits({ lower, upper }: Limits, alike: 0 | 1): Standing {
  if (upper < alike) return "LOWER";
  return lower > alike ? "HIGHER" : "SIMILAR";
}

/** A standing turned into BETTER or WORSE; it stays LOWER or HIGHER where nobody says which way is better. */
export function judged(standing: Standing, better: BetterWay): Judgement {
  if (standing === "SIMILAR" || better === 0) return standing;
  return (standing === "HIGHER") === (better > 0) ? "BETTER" : "WORSE";
}
