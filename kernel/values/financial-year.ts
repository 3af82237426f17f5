/** Financial years of English public bodies: "2015/16" runs from 1 April 2015 to 31 March 2016; its first quarter is April to June. */
import { textScalar, type Day } from "./day.js";
import { refuseUnless } from "../refusals.js";

/** The `FinancialYear` scalar. */
export const FinancialYearScalar = textScalar(
  "FinancialYear",
  'A financial year from 1 April to 31 March, written "2015/16"; "2015-16" and "2015-2016" are accepted. Anything else is refused with MALFORMED_FINANCIAL_YEAR.',
);

/** A financial year in its one written form, "2015/16". */
export type FinancialYear = string;

/** The year in its one written form, or null where the text is no financial year. */
export function financialYear(text: string): FinancialYear | null {
  const match = /^(\d{4})[/-](\d{2}|\d{4})$/.exec(text.trim());
  if (!match) return null;
  const start = Number(match[1]);
  const end = match[2]!.length === 2 ? Math.floor((start + 1) / 100) * 100 + Number(match[2]) : Number(match[2]);
  return end === start + 1 && start >= 1000 && end <= 9998 ? yearFrom(start) : null;
}

/** Reads a financial year that a caller gave; `field` is the argument's name for the refusal. */
export function readFinancialYear(text: string, field: string): FinancialYear {
  const year = financialYear(text);
  refuseUnless(year, "MALFORMED_FINANCIAL_YEAR", { field, detail: `Given: "${text.slice(0, 40)}".` });
  return year;
}

/** First and last day of a financial year. */
export function boundsOf(year: FinancialYear): { from: Day; to: Day } {
  const start = Number(year.slice(0, 4));
  return { from: `${start}-04-01`, to: `${start + 1}-03-31` };
}

/** The financial year that a day belongs to. */
export function financialYearOf(day: Day): FinancialYear {
  const year = Number(day.slice(0, 4));
  return yearFrom(day.slice(5) >= "04-01" ? year : year - 1);
}

function yearFrom(start: number): FinancialYear {
  return `${start}/${String((start + 1) % 100).padStart(2, "0")}`;
}
