/** What the numbers of a series say: by the recent trend of an annual series, else by the last point of the control chart. */
import type { PeriodKind } from "../../../../kernel/values/period.js";
import type { Polarity } from "../../../../kernel/values/polarity.js";
import { SETTLED_FROM } from "../../statistics/control-chart.js";
import { isNotComputed, notComputed, NotComputedReason, type NotComputed } from "../statistic/not-computed.js";
import { betterWay, codeOf, noStatus, parameters, StatisticalMethod, StatisticalStatus } from "../statistic/status.js";
import { idsOf, trendOf, type LaidOut, type StretchChart } from "./series-points.js";
import { movementOf } from "./series-trend.js";

/** A series as its status is told from it. */
export interface Judged {
  kind: PeriodKind;
  polarity: Polarity;
  points: LaidOut[];
  charts: StretchChart[] | NotComputed;
}

/** The status of a series. */
export function statusOfSeries({ kind, polarity, points, charts }: Judged): StatisticalStatus {
  const better = betterWay(polarity);
  const status = (said: Pick<StatisticalStatus, "code" | "explains" | "method" | "observations" | "parameters">): StatisticalStatus => Object.assign(new StatisticalStatus(), { ...said, polarity, notComputed: null });
  const found = trendOf(kind, points);
  if (!isNotComputed(found)) {
    const { trend, points: five } = found;
    const how = trend.direction === "NO_SIGNIFICANT_CHANGE" ? "has no significant trend" : `has a significant trend ${trend.slope > 0 ? "up" : "down"}`;
    return status({
      code: codeOf(movementOf(trend.direction), better),
      explains: `Over the last five years it ${how}.`,
      method: StatisticalMethod.RECENT_TREND,
      observations: idsOf(five),
      parameters: parameters({ slope: trend.slope, chiSquare: trend.chiSquare }),
    });
  }
  // What keeps an annual series from having a trend is not mended by a chart of the same few values.
  if (found.reason !== NotComputedReason.NOT_ANNUAL) return noStatus(found, polarity);
  if (isNotComputed(charts)) return noStatus(charts, polarity);
  const { chart, points: fed, flags } = charts.at(-1)!;
  if (chart.trial) return noStatus(notComputed(NotComputedReason.TOO_FEW, `A status needs ${SETTLED_FROM} values after the last break; there are ${fed.length}.`), polarity);
  const flag = flags.get(fed.at(-1)!) ?? null;
  return status({
    code: codeOf(flag ? (flag.direction === "HIGH" ? 1 : -1) : 0, better),
    explains: flag ? `The last value is more than chance (${flag.cause}), ${flag.direction === "HIGH" ? "up" : "down"}.` : "The last value varies by no more than chance.",
    method: StatisticalMethod.CONTROL_CHART,
    observations: idsOf(fed),
    parameters: parameters({ mean: chart.mean, lower: chart.lower, upper: chart.upper, averageMovingRange: chart.averageMovingRange, rangesScreened: chart.rangesScreened }),
  });
}
