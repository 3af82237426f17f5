/** Byar's limits of a count. */
import type { Confidence } from "./confidence.js";
import type { Limits } from "./limits.js";

/**
 * Byar's approximation to the Poisson limits of a count, very close from 10 events on.
 * Breslow and Day, Statistical Methods in Cancer Research, volume II, IARC 1987, page 69; as in APHO Technical Briefing 3 (2008).
 */
export function byarLimits(events: number, { z }: Confidence): Limits {
  const upward = events + 1;
  return {
    lower: events * (1 - 1 / (9 * events) - z / (3 * Math.sqrt(events))) ** 3,
    upper: upward * (1 - 1 / (9 * upward) + z / (3 * Math.sqrt(upward))) ** 3,
  };
}
