/** Imports awards. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { boundsOf } from "../../../kernel/financial-year.js";
import { poundsOf } from "../../../kernel/money.js";
import { PeriodKind } from "../../../kernel/period.js";
import { Fund } from "../fund/fund.js";
import { Award } from "./award.js";

/** A file of awards. */
export const importAwards: ImportDeclaration = {
  noun: Award,
  columns: {
    id: cells.id("id", "award"),
    fund: cells.reference("fund_id", "fund", Fund),
    partnership: cells.id("partnership_id", "partnership"),
    recipient: cells.id("recipient_id", "organisation", { presence: "STATED" }),
    awarded: cells.money("awarded"),
    annual_amounts: cells.annualAmounts("annual_amounts"),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
  computes: ["period_kind", "period_from", "period_to"],
  finish: (values) => {
    const amounts = values["annual_amounts"] as { year: string; pence: string }[];
    amounts.sort((a, b) => a.year.localeCompare(b.year));
    const sum = amounts.reduce((total, { pence }) => total + BigInt(pence), 0n);
    if (sum !== BigInt(values["awarded_pence"] as string)) {
      return { column: "annual_amounts", code: "AMOUNTS_DO_NOT_SUM", detail: `They sum to ${poundsOf(sum)}.` };
    }
    values["period_kind"] = amounts.length === 1 ? PeriodKind.FINANCIAL_YEAR : PeriodKind.MULTI_YEAR;
    values["period_from"] = boundsOf(amounts[0]!.year).from;
    values["period_to"] = boundsOf(amounts.at(-1)!.year).to;
    return undefined;
  },
};
