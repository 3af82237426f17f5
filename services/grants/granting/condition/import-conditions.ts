/** Imports conditions of grants. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { Condition } from "./condition.js";

/** A file of conditions. */
export const importConditions: ImportDeclaration = {
  noun: Condition,
  owner: owned.through("award_id", Award),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "condition"),
    award: cells.reference("award_id", "award", Award),
    number: cells.whole("number"),
    text: cells.text("text"),
    due_on: cells.day("due_on", { presence: "OPTIONAL" }),
    evidence: cells.text("evidence", { presence: "OPTIONAL" }),
    met_on: cells.day("met_on", { presence: "OPTIONAL" }),
    waived_on: cells.day("waived_on", { presence: "OPTIONAL" }),
    reason: cells.text("reason", { presence: "OPTIONAL" }),
  },
  unique: ["award_id", "number"],
  finish: (values) => {
    if (values["met_on"] !== null && values["waived_on"] !== null) return { column: "waived_on", code: "CONDITION_SETTLED", detail: "It was met and given up." };
    if (values["waived_on"] !== null && values["reason"] === null) return { column: "reason", code: "MISSING_VALUE", detail: "What is given up says why." };
    return undefined;
  },
};
