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
  // What floating point leaves of a level line has no sign.
  const nothing = 1e-12 * Math.max(...weighted.map(({ y }) => Math.abs(y)));
  const signOf = (slope: number): number => (Math.abs(slope) > nothing ? Math.sign(slope) : 0);
  const { slope, se } = fitted(weighted);
  const sign = signOf(slope);
  const chiSquare = (slope / se) ** 2;
  const steady = sign !== 0 && weighted.every((left) => signOf(fitted(weighted.filter((each) => each !== left)).slope) === sign);
  const direction = chiSquare > TREND_CHI_SQUARE && steady ? (sign > 0 ? "INCREASING" : "DECREASING") : "NO_SIGNIFICANT_CHANGE";
  return { direction, slope, chiSquare, steady };
}

/** The weighted line through points, and the standard error of its slope: about their weighted middle, so that points of very different weights lose no digits. */
function fitted(points: readonly { t: number; y: number; w: number }[]): { slope: number; se: number } {
  const sum = (term: (point: { t: number; y: number; w: number }) => number): number => points.reduce((total, point) => total + term(point), 0);
  const all = sum(({ w }) => w);
  const [middle, mean] = [sum(({ w, t }) => w * t) / all, sum(({ w, y }) => w * y) / all];
  const spread = sum(({ w, t }) => w * (t - middle) ** 2);
  return { slope: sum(({ w, t, y }) => w * (t - middle) * (y - mean)) / spread, se: Math.sqrt(1 / spread) };
}
