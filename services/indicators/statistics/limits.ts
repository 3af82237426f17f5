/** The two limits between which a figure is taken to lie. */

/** A lower and an upper limit, in the unit of the figure. */
export interface Limits {
  lower: number;
  upper: number;
}

/** Limits with every one multiplied: those of a count become those of a rate. */
export function scaled({ lower, upper }: Limits, factor: number): Limits {
  return { lower: lower * factor, upper: upper * factor };
}
