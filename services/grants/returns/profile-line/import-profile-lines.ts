/** Imports profile lines. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { periodWithinYears } from "../../money/award/years-of-award.js";
import { daysApart, unfitToAdd } from "../addable-period.js";
import { WITHDRAWN, withdrawnForNothing } from "../withdraw.js";
import { ProfileLine } from "./profile-line.js";

/** A file of profile lines. */
export const importProfileLines: ImportDeclaration = {
  noun: ProfileLine,
  owner: owned.through("award_id", Award),
  columns: {
    id: cells.id("id", "profile-line"),
    award: cells.reference("award_id", "award", Award),
    allocation: cells.reference("allocation_id", "allocation", Allocation, { presence: "OPTIONAL", within: "award_id" }),
    period: cells.period("period"),
    planned: cells.money("planned"),
    ...WITHDRAWN,
  },
  unique: ["award_id", "allocation_id", "period_from", "period_to"],
  rules: [daysApart("grants.profile_line", { unless: "withdrawn" }), periodWithinYears()],
  keeps: { withdrawn: false, withdrawn_reason: sql`null::text` },
  finish: (values) => unfitToAdd(values) ?? withdrawnForNothing(values),
};
