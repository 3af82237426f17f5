/** Annual amounts as files and verbs state them: in the order of their years, what they sum to, and the time that they span. */
import { boundsOf } from "../../../../kernel/values/financial-year.js";
import { poundsOf } from "../../../../kernel/values/money.js";
import { PeriodKind } from "../../../../kernel/values/period.js";

/** The amount of one financial year, as it is stored. */
export interface StoredAmount {
  year: string;
  pence: string;
}

/** The amounts together, in pence. */
export function sumOf(amounts: readonly StoredAmount[]): bigint {
  return amounts.reduce((total, { pence }) => total + BigInt(pence), 0n);
}

/** What is wrong where amounts do not sum to what they should; null where they do. */
export function differsFrom(amounts: readonly StoredAmount[], pence: string): string | null {
  const sum = sumOf(amounts);
  return sum === BigInt(pence) ? null : `They sum to ${poundsOf(sum)}.`;
}

/** The time from the first to the last of amounts, which are in the order of their years. */
export function spanOf(amounts: readonly StoredAmount[]): { period_kind: PeriodKind; period_from: string; period_to: string } {
  return {
    period_kind: amounts.length === 1 ? PeriodKind.FINANCIAL_YEAR : PeriodKind.MULTI_YEAR,
    period_from: boundsOf(amounts[0]!.year).from,
    period_to: boundsOf(amounts.at(-1)!.year).to,
  };
}

/** Amounts as a file writes them. */
export function amountsAsWritten(amounts: readonly { year: string; amount: string }[]): string {
  return amounts.map(({ year, amount }) => `${year} ${amount}`).join("; ");
}
