/** What the numbers say of a value against the same period last year, as a status. */
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { Polarity } from "../../../../kernel/values/polarity.js";
import type { ConfidenceLevel } from "../statistic/confidence.js";
import { readFigure, type ReadFigure } from "../statistic/read-figures.js";
import { betterWay, codeOf, noStatus, StatisticalStatus } from "../statistic/status.js";
import { ComparedWith, Standing } from "./comparison.js";
import { comparisonOf } from "./find-comparison.js";

/** How a status against last year is asked. */
interface StatusAsked {
  confidence: ConfidenceLevel;
  polarity?: Polarity | null | undefined;
}

/** The status of the observation of an id; null where it was unknown on that day. */
export async function statusAgainstLastYear(context: Context, id: string, asked: StatusAsked, asOf: Day): Promise<StatisticalStatus | null> {
  const figure = await readFigure(context, id, asOf);
  return figure && statusOfFigure(context, figure, asked, asOf);
}

/** The status of a figure, which may be what an observation said before it was revised. */
export async function statusOfFigure(context: Context, figure: ReadFigure, asked: StatusAsked, asOf: Day): Promise<StatisticalStatus> {
  const comparison = await comparisonOf(context, figure, { with: ComparedWith.SAME_PERIOD_LAST_YEAR, confidence: asked.confidence, polarity: asked.polarity ?? null }, asOf);
  const { notComputed, polarity, standing, explains, method, parameters } = comparison;
  if (notComputed) return noStatus(notComputed, polarity);
  const code = codeOf(standing === Standing.SIMILAR ? 0 : standing === Standing.HIGHER ? 1 : -1, betterWay(polarity));
  // The earliest first, as in every status.
  return Object.assign(new StatisticalStatus(), { code, explains, method, polarity, observations: comparison.observationIds.toReversed(), parameters, notComputed: null });
}
