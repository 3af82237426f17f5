/** Imports return expectations. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { periodWithinYears } from "../../money/award/years-of-award.js";
import { WITHDRAWN, withdrawnForNothing } from "../withdraw.js";
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
    ...WITHDRAWN,
  },
  unique: ["award_id", "allocation_id", "kind", "period_from", "period_to"],
  rules: [periodWithinYears()],
  keeps: { withdrawn: false, withdrawn_reason: sql`null::text` },
  finish: (values) => {
    const { period_to: to, due_on: due } = values as { period_to: string; due_on: string };
    return due < to ? { column: "due_on", code: "DATES_OUT_OF_ORDER", detail: `Due on ${due}, for a period to ${to}.` } : withdrawnForNothing(values);
  },
};
