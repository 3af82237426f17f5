/** Imports return expectations. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { ReturnExpectation, ReturnKind } from "./return-expectation.js";

/** A file of return expectations. */
export const importReturnExpectations: ImportDeclaration = {
  noun: ReturnExpectation,
  owner: owned.through("award_id", Award),
  columns: {
    id: cells.id("id", "return-expectation"),
    award: cells.reference("award_id", "award", Award),
    allocation: cells.reference("allocation_id", "allocation", Allocation, { presence: "OPTIONAL", within: "award_id" }),
    kind: cells.code("kind", ReturnKind),
    period: cells.period("period"),
    due_on: cells.day("due_on"),
  },
  unique: ["award_id", "allocation_id", "kind", "period_from", "period_to"],
  finish: ({ period_to: to, due_on: due }) => ((due as string) < (to as string) ? { column: "due_on", code: "DATES_OUT_OF_ORDER", detail: `Due on ${String(due)}, for a period to ${String(to)}.` } : undefined),
};
