/** What became of an expected return by a day: told from what was received by then, never stored. */
import sql, { raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { ReturnStatus } from "./return-expectation.js";

/** The day on which what the row expects was received, of table `t`; null where nothing was by that day. */
export function receivedOn(asOf: Day, t = raw("t")): Sql {
  return sql`grants.received_on(${t}.award_id, ${t}.allocation_id, ${t}.kind, ${t}.period_from, ${t}.period_to, ${asOf}::date)`;
}

/** What became of it. What is withdrawn is neither missing nor late. Due on a day, it may still come on that day. */
export function statusOf(asOf: Day, received: Sql, t = raw("t")): Sql {
  return sql`case when ${t}.withdrawn then 'WITHDRAWN' when ${received} is null then case when ${t}.due_on < ${asOf}::date then 'MISSING' else 'EXPECTED' end
    when ${received} <= ${t}.due_on then 'ON_TIME' else 'LATE' end`;
}

/** The rows of which one of these is true on the day. */
export function withStatus(statuses: readonly ReturnStatus[] | null | undefined, asOf: Day): Sql[] {
  return statuses ? [sql`(select ${statusOf(asOf, raw("came.on_day"))} from (select ${receivedOn(asOf)} as on_day offset 0) came) = any(${statuses}::text[])`] : [];
}

/** What became of one expectation, and the return that answers it, as far as the caller may see that. */
export interface Outcome {
  status: ReturnStatus;
  receivedOn: Day | null;
  spendReturn: string | null;
}

/** What became of an expectation by a day: one statement for all that are asked for. */
export function outcomeOf(context: Context, id: string, asOf: Day): Promise<Outcome> {
  return context
    .loader<string, Outcome>(`outcome of return expectations ${asOf}`, async (ids) => {
      const rows = await context.rows.all<Outcome & { id: string }>(sql`
        select t.id, ${statusOf(asOf, raw("came.on_day"))} as status, came.on_day::text as "receivedOn", (
          select r.id from grants.spend_return r
          where r.award_id = t.award_id and r.allocation_id is not distinct from t.allocation_id and ${knownOn(asOf, raw("r"))} and r.received_on = came.on_day
            and case t.kind when 'FINAL' then r.final else r.period_from <= t.period_from and r.period_to >= t.period_to end
          order by r.id limit 1) as "spendReturn"
        from grants.return_expectation t cross join lateral (select ${receivedOn(asOf)} as on_day offset 0) came
        where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((each) => found.get(each)!);
    })
    .load(id);
}
