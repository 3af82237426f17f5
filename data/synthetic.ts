/**
 * Synthetic partnerships to try the hub on, to test it and to measure it: invented, and called so in every id, name and
 * source. A row is told by the seed and its id alone, so that a small size is the beginning of a large one.
 */
import { extentOf, type Size } from "./synthetic/extent.js";
import type { SyntheticFile } from "./synthetic/file.js";
import { grantsFiles } from "./synthetic/grants.js";
import { indicatorsFiles } from "./synthetic/indicators.js";
import { plansFiles } from "./synthetic/plans.js";
import { returnsFiles } from "./synthetic/returns.js";
import { yearGrantsFiles } from "./synthetic/year-grants.js";
import { yearPlansFiles } from "./synthetic/year-plans.js";

export type { Size } from "./synthetic/extent.js";

/** A PCC area with six partnerships. */
export const COUNTY = { partnerships: 6, years: 5, actions: 2, indicators: 8, monthly: 4, funds: 1 } satisfies Omit<Size, "seed">;

/** 300 partnerships in 43 PCC areas, each area with a fund of its own: 195,000 rows. */
export const NATIONAL = { ...COUNTY, partnerships: 300, funds: 43 } satisfies Omit<Size, "seed">;

/** Figures as a nation would have them: 200 indicators by month over ten years for 300 partnerships, 7,200,000 observations by month and 600,000 by year. */
export const NATIONAL_FIGURES = { partnerships: 300, years: 10, actions: 0, indicators: 200, monthly: 200, funds: 43 } satisfies Omit<Size, "seed">;

/** The same figures for the partnerships of one PCC area alone. */
export const COUNTY_FIGURES = { ...NATIONAL_FIGURES, partnerships: 6, funds: 1 } satisfies Omit<Size, "seed">;

/** The files of a small size as whole texts, by what they import. */
export function synthesise(size: Size): Record<string, string> {
  return Object.fromEntries(syntheticFiles(size).map(({ what, pieces }) => [what, Buffer.concat([...pieces()]).toString()]));
}

/** The files of a size, in the order in which they load. */
export function syntheticFiles(size: Size): SyntheticFile[] {
  const extent = extentOf(size);
  return [...plansFiles(extent), ...grantsFiles(extent), ...returnsFiles(extent), ...indicatorsFiles(extent)];
}

/** One PCC area whose grants go through their whole life in one financial year, in the order in which the files load. It is worked by hand: no seed changes a penny of it. */
export function yearOfGrants(): SyntheticFile[] {
  return [...yearPlansFiles, ...yearGrantsFiles()];
}
