/** What search and the list of gaps read of the index in the same way: how a fact is called, whose it is, of which time, and how old the index is. */
import sql, { raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import { equal, oneOf } from "../../../../kernel/lists/filters.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { boundsOf, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { Provenance } from "../../sources/document/document.js";
import { ofArea } from "../../planning/plan/find-plans.js";
import { KINDS, tableOf, type FactKind } from "./things.js";

/** How the fact in a row of the index is called: by its title or name; one that has none, by those of the things that it refers to. */
export function called(asOf: Day, row = raw("t")): Sql {
  const others = sql`select string_agg(r.title, ' · ' order by array_position(${row}.refers, r.id)) from plans.indexed_fact r where r.id = any(${row}.refers) and r.noun <> 'noted_gap' and ${knownOn(asOf, raw("r"))}`;
  return sql`left(coalesce(${row}.title, (${others}), ${row}.as_printed, ${row}.id), 300)`;
}

/** Of one of these kinds; of any that the API has, where none is asked for. */
export function ofKinds(kinds: readonly FactKind[] | null | undefined): Sql[] {
  return oneOf("noun", (kinds ?? KINDS).map(tableOf), "where.kinds");
}

/** Of these areas: of the area itself, or of a partnership in it. */
export function ofAreas(areas: readonly string[] | null | undefined, asOf: Day): Sql[] {
  const [itself] = oneOf("pcc_area_id", areas, "where.pccArea");
  return itself ? [sql`(${itself} or ${ofArea(areas, asOf)[0]})`] : [];
}

/** Of these partnerships. */
export function ofPartnerships(partnerships: readonly string[] | null | undefined): Sql[] {
  return oneOf("partnership_id", partnerships, "where.partnership");
}

/** Stated in these documents. */
export function inDocuments(documents: readonly string[] | null | undefined): Sql[] {
  return oneOf("document_id", documents, "where.document");
}

/** About a field of this name. */
export function ofField(field: string | null | undefined): Sql[] {
  return equal("field", field, "where.field");
}

/** Of a time that overlaps the year: the fact's own period; where it has none, that of its plan; where it hangs on none, that of its document. */
export function inYearOf(year: string | null | undefined, asOf: Day): Sql[] {
  if (year == null) return [];
  const { from, to } = boundsOf(readFinancialYear(year, "where.year"));
  const near = sql`
    select t.period_from, t.period_to, 1 as distance where t.period_from is not null
    union all select p.period_from, p.period_to, 2 from plans.plan p where p.id = any(t.refers) and ${knownOn(asOf, raw("p"))}
    union all select d.period_from, d.period_to, 3 from plans.document d where d.id = t.document_id and d.period_from is not null and ${knownOn(asOf, raw("d"))}`;
  return [sql`exists (select from (select * from (${near}) near order by distance limit 1) nearest where nearest.period_from <= ${to}::date and nearest.period_to >= ${from}::date)`];
}

/** How often one request may search, and how often list gaps. */
const TIMES_AT_MOST = 5;

/** Refuses what reads the whole index once too often in one request: a few bytes of a question would keep the database busy for long. */
export function refuseOften(context: Context, field: string): void {
  refuseUnless(context.timesAsked(field) <= TIMES_AT_MOST, "TOO_MANY_SEARCHES", { detail: `Asked more than ${TIMES_AT_MOST} times: ${field}.` });
}

/** The source of a fact, as a row of the index has it. */
export function provenanceOf(row: Record<string, unknown>, asOf: Day): object {
  return Object.assign(new Provenance(), { documentId: row["document_id"], section: row["section"], asPrinted: row["as_printed"], asOf });
}

/** The moment before which everything written is in the index; null while one of the services has told nothing yet. */
export async function upToDateAt(context: Context): Promise<Date | null> {
  const [row] = await context.rows.all<{ at: Date | null }>(
    sql`select case when bool_and(up_to_date_at is not null) then min(up_to_date_at) end as at from plans.projection where topic = source || '_facts'`,
  );
  return row?.at ? new Date(row.at) : null;
}
