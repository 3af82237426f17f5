/** Imports over-allocations. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { today } from "../../../../kernel/values/day.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { yearWithinYears } from "../../money/award/years-of-award.js";
import { yearCell } from "../allocation/import-allocations.js";
import { OverAllocation } from "./over-allocation.js";

/** A file of over-allocations. */
export const importOverAllocations: ImportDeclaration = {
  noun: OverAllocation,
  owner: owned.through("award_id", Award),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "over-allocation"),
    award: cells.reference("award_id", "award", Award),
    year: yearCell("year"),
    excess: cells.money("excess"),
    reason: cells.text("reason"),
    approved_on: cells.day("approved_on"),
  },
  finish: (values) => ((values["approved_on"] as string) > today() ? { column: "approved_on", code: "DAY_AHEAD", detail: `Given: ${values["approved_on"] as string}.` } : undefined),
  unique: ["award_id", "year"],
  rules: [
    // An approval for a year that the award no longer gives for can still be taken back.
    yearWithinYears(sql`s.excess_pence > coalesce(t.excess_pence, 0)`),
    {
      column: "excess",
      code: "ALLOCATIONS_EXCEED_YEAR",
      broken: sql`s.excess_pence < (select coalesce(sum(a.amount_pence), 0) from grants.allocation a where a.award_id = s.award_id and a.year = s.year and a.parent_id is null and a.known_to is null)
        - grants.year_limit(s.award_id, s.year) + coalesce(t.excess_pence, 0)`,
      detail: sql`'More is allocated already.'`,
    },
  ],
};
