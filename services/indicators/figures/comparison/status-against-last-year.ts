/** What the numbers say of a value against the same period last year, as a status. */
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { Polarity } from "../../../../kernel/values/polarity.js";
import type { ConfidenceLevel } from "../statistic/confidence.js";
import { betterWay, codeOf, noStatus, StatisticalStatus } from "../statistic/status.js";
import { ComparedWith, Standing } from "./comparison.js";
import { findComparison } from "./find-comparison.js";

/** The status of the observation of an id; null where it was unknown on that day. */
export async function statusAgainstLastYear(context: Context, id: string, asked: { confidence: ConfidenceLevel; polarity?: Polarity | null | undefined }, asOf: Day): Promise<StatisticalStatus | null> {
  const comparison = await findComparison(context, id, { with: ComparedWith.SAME_PERIOD_LAST_YEAR, confidence: asked.confidence, polarity: asked.polarity ?? null }, asOf);
  if (!comparison) return null;
  const { notComputed, polarity, standing, explains, method, parameters } = comparison;
  if (notComputed) return noStatus(notComputed, polarity);
  const code = codeOf(standing === Standing.SIMILAR ? 0 : standing === Standing.HIGHER ? 1 : -1, betterWay(polarity));
  // The earliest first, as in every status.
  return Object.assign(new StatisticalStatus(), { code, explains, method, polarity, observations: comparison.observationIds.toReversed(), parameters, notComputed: null });
}
