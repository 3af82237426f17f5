/** The recent trend of a series: whether its last five annual points go up or down. */
import type { Limits } from "./limits.js";

/** A point that a trend is fitted to, with its limits at 95%. */
export interface TrendPoint extends Limits {
  value: number;
}

/** What the last five points say. */
export interface Trend {
  direction: "INCREASING" | "DECREASING" | "NO_SIGNIFICANT_CHANGE";
  /** By how much the figure changes from one point to the next. */
  slope: number;
  /** (slope / its standard error)². */
  chiSquare: number;
  /** Whether the slope keeps its sign whichever of the points is left out. */
  steady: boolean;
}

/** How many points a trend is made of. */
export const TREND_POINTS = 5;

/** What chi-square with one degree of freedom exceeds with a chance of 0.2%. */
export const TREND_CHI_SQUARE = 9.54953570608324;

/** The width of an interval at 95% in standard errors. */
const STANDARD_ERRORS = 3.92;

/**
 * The recent trend as Public Health England's Fingertips computes it: least squares over five points, each weighted by 1/se², where
 * se = (upper - lower)/3.92; significant where chi-square exceeds its value at 99.8% and the slope keeps its sign whichever point is left out.
 * The standard error of the slope rests on the weights alone and is not scaled by the residuals. Null where a point has limits of no width.
 */
export function recentTrend(points: readonly TrendPoint[]): Trend | null {
  if (points.length !== TREND_POINTS) return null;
  const weighted = points.map(({ value, lower, upper }, i) => ({ t: i + 1, y: value, w: ((upper - lower) / STANDARD_ERRORS) ** -2 }));
  if (!weighted.every(({ w }) => Number.isFinite(w) && w > 0)) return null;
  const { slope, se } = fitted(weighted);
  const chiSquare = (slope / se) ** 2;
  const steady = slope !== 0 && weighted.every((left) => Math.sign(fitted(weighted.filter((each) => each !== left)).slope) === Math.sign(slope));
  const direction = chiSquare > TREND_CHI_SQUARE && steady ? (slope > 0 ? "INCREASING" : "DECREASING") : "NO_SIGNIFICANT_CHANGE";
  return { direction, slope, chiSquare, steady };
}

/** The weighted line through points, and the standard error of its slope. */
function fitted(points: readonly { t: number; y: number; w: number }[]): { slope: number; se: number } {
  let w = 0, wt = 0, wy = 0, wtt = 0, wty = 0; // prettier-ignore
  for (const point of points) {
    w += point.w;
    wt += point.w * point.t;
    wy += point.w * point.y;
    wtt += point.w * point.t ** 2;
    wty += point.w * point.t * point.y;
  }
  const spread = w * wtt - wt ** 2;
  return { slope: (w * wty - wt * wy) / spread, se: Math.sqrt(w / spread) };
}
