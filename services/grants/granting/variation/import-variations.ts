/** Imports variations: those of the past. A file tells of them and changes no award. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { sumOf, type StoredAmount } from "../../money/award/annual-amounts.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { Variation } from "./variation.js";

/** A file of variations. */
export const importVariations: ImportDeclaration = {
  noun: Variation,
  owner: owned.through("award_id", Award),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "variation"),
    award: cells.reference("award_id", "award", Award),
    number: cells.whole("number"),
    reason: cells.text("reason", { presence: "STATED" }),
    varied_on: cells.day("varied_on", { field: "on" }),
    before_amounts: cells.annualAmounts("before_amounts"),
    after_amounts: cells.annualAmounts("after_amounts"),
  },
  computes: ["before_pence", "before_currency", "after_pence", "after_currency"],
  unique: ["award_id", "number"],
  finish: (values) => {
    for (const side of ["before", "after"]) {
      const amounts = values[`${side}_amounts`] as StoredAmount[];
      Object.assign(values, { [`${side}_pence`]: String(sumOf(amounts)), [`${side}_currency`]: "GBP" });
    }
    return undefined;
  },
};
