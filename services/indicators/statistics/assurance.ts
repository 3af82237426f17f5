/** What a control chart says of a target: whether the series, varying as it does, can be relied on to meet it. */
import type { Limits } from "./limits.js";

/** Whether a target will be met. */
export type Assurance = "CONSISTENTLY_MEETING" | "CONSISTENTLY_MISSING" | "HIT_AND_MISS";

/** What meets a target: values up to it, from it on, or between two. */
export interface TargetRange {
  /** The least that meets it; null where no value is too small. */
  least: number | null;
  /** The most that meets it; null where no value is too large. */
  most: number | null;
}

/** The assurance icon of Making Data Count: the target beside the last limits of the chart. */
export function assuranceOf({ lower, upper }: Limits, { least, most }: TargetRange): Assurance {
  if ((least !== null && upper < least) || (most !== null && lower > most)) return "CONSISTENTLY_MISSING";
  return (least === null || lower > least) && (most === null || upper < most) ? "CONSISTENTLY_MEETING" : "HIT_AND_MISS";
}
