/** The condition that something `t` is about a partnership of one of some PCC areas. */
import sql, { type Sql } from "sql-template-tag";
import { refuseUnless } from "../../../../kernel/refusals.js";

/** About a partnership of one of these PCC areas, as plans tells it now, whatever the day that is asked for. */
export function ofAreas(areas: readonly string[] | null | undefined, field: string): Sql[] {
  if (!areas) return [];
  refuseUnless(areas.every((area) => !area.includes("\u0000") && area.length <= 1_000), "MALFORMED_FILTER", { field });
  // The partnerships are named before any value is read.
  return [sql`t.partnership_id = any((select indicators.partnerships_of(${areas}::text[]))::text[])`];
}
