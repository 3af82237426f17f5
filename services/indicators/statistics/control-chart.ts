/** The control chart of a series (XmR): what it varies by of itself, and which of its points are more than that. */
import type { Limits } from "./limits.js";

/** Why a point is more than chance. The first that fits is given, in this order. */
export type SpecialCause = "OUTSIDE_LIMITS" | "TREND" | "TWO_OF_THREE" | "RUN";

/** A chart of one stretch of a series. */
export interface ControlChart extends Limits {
  mean: number;
  /** The average of the moving ranges that count. */
  averageMovingRange: number;
  /** How many moving ranges were left out for being too large. */
  rangesScreened: number;
  /** Limits of fewer than 13 points: they may still move. */
  trial: boolean;
  /** For each point, in order: why it is more than chance, and whether it lies up or down (of a trend: goes); null where it is not. */
  flags: (Flag | null)[];
}

/** Why a point is more than chance, and in which direction. */
export interface Flag {
  cause: SpecialCause;
  direction: "HIGH" | "LOW";
}

/** From how many points on limits are no longer trial limits. */
export const SETTLED_FROM = 13;

/** How far the limits lie from the mean, in average moving ranges: 3 / 1.128. */
const LIMIT = 2.66;

/** From how many average moving ranges on a range is screened out. */
const SCREEN = 3.267;

/** How many points make a trend, and a run on one side. */
const RUN = 7;

/**
 * The XmR chart as NHS England's Making Data Count draws it (NHSRplotthedots): limits at the mean and 2.66 average moving ranges each way,
 * ranges of 3.267 times their average or more screened once. Points are those that there are, in order. Null where there are fewer than two.
 */
export function controlChart(values: readonly number[]): ControlChart | null {
  if (values.length < 2) return null;
  const mean = average(values);
  const ranges = values.slice(1).map((value, i) => Math.abs(value - values[i]!));
  const first = average(ranges);
  // Where nothing varies nothing is screened: 0 is not more than 3.267 times 0.
  const kept = first > 0 ? ranges.filter((range) => range < SCREEN * first) : ranges;
  const averageMovingRange = average(kept);
  const reach = LIMIT * averageMovingRange;
  return {
    lower: mean - reach,
    upper: mean + reach,
    mean,
    averageMovingRange,
    rangesScreened: ranges.length - kept.length,
    trial: values.length < SETTLED_FROM,
    flags: flagsOf(values, mean, reach),
  };
}

/** Judges each point by the rules in their order: the first that fits wins. */
function flagsOf(values: readonly number[], mean: number, reach: number): (Flag | null)[] {
  // What floating point leaves of an exact tie is no distance.
  const nothing = 1e-12 * Math.max(...values.map(Math.abs));
  const beyond = (value: number, distance: number): boolean => Math.abs(value - mean) - distance > nothing;
  const sides = values.map((value) => (beyond(value, 0) ? Math.sign(value - mean) : 0));
  const outside = values.map((value) => beyond(value, reach));
  // Near a limit, and inside it.
  const near = values.map((value, i) => !outside[i]! && beyond(value, (reach * 2) / 3));
  const flags: (Flag | null)[] = values.map((_, i) => (outside[i] ? flag("OUTSIDE_LIMITS", sides[i]!) : null));
  const give = (i: number, cause: SpecialCause, direction: number): void => void (flags[i] ??= flag(cause, direction));

  // A trend of seven points is six moves; a tie breaks it. Of two trends that meet in a point, the later tells its direction.
  const moves = values.slice(1).map((value, i) => Math.sign(value - values[i]!));
  for (let end = values.length - 1; end >= RUN - 1; end--) {
    const move = moves[end - 1]!;
    if (move !== 0 && moves.slice(end - (RUN - 1), end).every((each) => each === move)) {
      for (let i = end - (RUN - 1); i <= end; i++) give(i, "TREND", move);
    }
  }
  // Two of three in a row near the same limit, all three on that side of the mean: only those near it are flagged.
  for (let i = 0; i + 3 <= values.length; i++) {
    const three = [i, i + 1, i + 2];
    const side = sides[i]!;
    if (side !== 0 && three.every((at) => sides[at] === side) && three.filter((at) => near[at]).length >= 2) {
      for (const at of three) if (near[at]) give(at, "TWO_OF_THREE", side);
    }
  }
  // Seven in a row on one side of the mean; one on the mean breaks it.
  for (let i = 0; i + RUN <= values.length; i++) {
    const side = sides[i]!;
    if (side !== 0 && sides.slice(i, i + RUN).every((each) => each === side)) {
      for (let at = i; at < i + RUN; at++) give(at, "RUN", side);
    }
  }
  return flags;
}

function flag(cause: SpecialCause, direction: number): Flag {
  return { cause, direction: direction > 0 ? "HIGH" : "LOW" };
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
