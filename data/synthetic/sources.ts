/** The years of synthetic data, and the invented documents that state them: when each came out. */
import type { Row } from "./file.js";

/** The year in which the first financial year begins. */
export const FIRST_YEAR = 2015;

/** Where what holds for all years comes from. */
export const reference = source("document-synthetic", "2015-01-01");
/** The report on a year is out before the plans of the year that follows. */
export const reportOn = (y: number): Row => source(`document-synthetic-report-${FIRST_YEAR + y}`, `${FIRST_YEAR + y + 1}-05-01`);
/** Where the plans for a year, and what stands in them, come from. */
export const plansOf = (y: number): Row => source(`document-synthetic-plans-${FIRST_YEAR + y}`, `${FIRST_YEAR + y}-06-01`);

function source(document: string, knownFrom: string): Row {
  return [document, "Synthetic", "", knownFrom];
}

/** The financial year: `2015/16` is the first. */
export function year(y: number): string {
  return `${FIRST_YEAR + y}/${String(FIRST_YEAR + y + 1).slice(2)}`;
}

/** A month of a financial year, April being the first. */
export function month(y: number, m: number): string {
  return new Date(Date.UTC(FIRST_YEAR + y, 3 + m)).toISOString().slice(0, 7);
}
