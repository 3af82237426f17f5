/** The two levels of confidence at which intervals are given, with what each method needs of them. */
import { normalQuantile } from "./quantiles.js";

/** A level of confidence. */
export interface Confidence {
  /** In percent. */
  percent: number;
  /** The share that lies beyond each of the two limits, as a decimal and not as 1 less another: the tails lose nothing to rounding. */
  tail: number;
  /** The standard normal quantile of the upper limit. */
  z: number;
}

/** 95%: about two standard errors each way. */
export const CONFIDENCE_95: Confidence = { percent: 95, tail: 0.025, z: -normalQuantile(0.025) };

/** 99.8%: about three standard errors each way. */
export const CONFIDENCE_99_8: Confidence = { percent: 99.8, tail: 0.001, z: -normalQuantile(0.001) };
