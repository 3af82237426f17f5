/** What a control chart says of the last point: whether the series varies as ever, or has moved, and for better or worse. */
import type { BetterWay } from "./comparison.js";
import type { ControlChart } from "./control-chart.js";

/** How a series varies at its end. */
export type Variation = "COMMON_CAUSE" | "IMPROVEMENT" | "CONCERN" | "SPECIAL_CAUSE_HIGH" | "SPECIAL_CAUSE_LOW";

/** The variation icon of Making Data Count: what the last point is flagged for, judged by which way is better. */
export function variationOf({ flags }: ControlChart, better: BetterWay): Variation {
  const last = flags.at(-1) ?? null;
  if (!last) return "COMMON_CAUSE";
  if (better === 0) return last.direction === "HIGH" ? "SPECIAL_CAUSE_HIGH" : "SPECIAL_CAUSE_LOW";
  return (last.direction === "HIGH") === (better > 0) ? "IMPROVEMENT" : "CONCERN";
}
