/** The backing of actions, outcomes and pledges by money, as plans knows it: what their lists are filtered by, and how old that knowledge is. */
import sql, { raw, type Sql } from "sql-template-tag";
import { Field, GraphQLISODateTime, ObjectType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";

/** Whether money stands behind a thing, and until when that is known. */
@ObjectType({
  simpleResolvers: true,
  description: "Whether money stands behind a thing, as the plans service knows it from what the grants service published: that by which lists are filtered. Of allocations and returns that the caller may not see nothing is counted; `funding` tells how much it is.",
})
export class Backing {
  @Field(() => Boolean, { nullable: true, description: "Whether money is allocated to it: an allocation names it, alone or among others, that holds more than it passed on. An action's outcomes count as well. Null while grants has told nothing yet." })
  funded!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: "Whether money was spent on it: a return of more than 0.00 tells of such an allocation. Null while grants has told nothing yet." })
  spent!: boolean | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: "Every allocation and return written before this moment is counted; null where grants has told nothing yet." })
  upToDateAt!: Date | null;
}

/** What of money stands behind a thing. */
export type BackedBy = "funded" | "spent";

/** What is backed: the table that it lies in. */
export type Backed = "action" | "outcome" | "pledge";

/** Whatever allocations name that is backed, each once: a table of ids. An allocation that names nothing is for what its parent is for. */
function named(by: BackedBy, asOf: Day): Sql {
  const known = (table: string): Sql => knownOn(asOf, raw(table));
  return sql`
    with recursive own (id, names, under, pence) as materialized (
      select f.id, f.names, f.under, f.pence - coalesce((select sum(c.pence) from plans.funded c where c.kind = 'ALLOCATION' and c.under = f.id and ${known("c")}), 0)
      from plans.funded f where f.kind = 'ALLOCATION' and ${known("f")}
    ),
    carried (id, names, pence) as (
      select id, names, pence from own where names <> '{}'
      union all
      select own.id, carried.names, own.pence from carried join own on own.under = carried.id and own.names = '{}'
    )
    select distinct name from carried cross join unnest(names) as name
    where ${by === "funded" ? sql`pence > 0` : sql`exists (select from plans.funded r where r.kind = 'SPEND_RETURN' and r.under = carried.id and r.pence > 0 and ${known("r")})`}`;
}

function backed(table: Backed, by: BackedBy, asOf: Day): Sql {
  const names = named(by, asOf);
  // What an outcome of an action is given, the action is given.
  const throughOutcomes = sql`or t.id in (select o.action_id from plans.outcome o where o.action_id is not null and ${knownOn(asOf, raw("o"))} and o.id in (${names}))`;
  return sql`(t.id in (${names}) ${table === "action" ? throughOutcomes : sql``})`;
}

/** The condition that a thing `t` is backed, or is not. While grants has told nothing neither holds of anything. */
export function whereBacked(table: Backed, by: BackedBy, asked: boolean | null | undefined, asOf: Day): Sql[] {
  if (asked == null) return [];
  return [sql`exists (select from plans.projection where topic = 'funded' and up_to_date_at is not null)`, sql`${backed(table, by, asOf)} is ${raw(asked ? "true" : "not true")}`];
}

/** The backing of a thing: one statement for all that are asked. */
export function backingOf(context: Context, { id, asOf }: Seen, table: Backed): Promise<Backing | null> {
  return context
    .loader<string, Backing | null>(`backing ${table} ${asOf}`, async (ids) => {
      const rows = await context.rows.all<{ id: string; funded: boolean; spent: boolean; at: Date | null }>(
        sql`select t.id, ${backed(table, "funded", asOf)} as funded, ${backed(table, "spent", asOf)} as spent, (select up_to_date_at from plans.projection where topic = 'funded') as at
          from plans.${raw(table)} t where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`,
      );
      const found = new Map(rows.map(({ id: of, funded, spent, at }) => [of, Object.assign(new Backing(), at ? { funded, spent, upToDateAt: new Date(at) } : { funded: null, spent: null, upToDateAt: null })]));
      return ids.map((each) => found.get(each) ?? null);
    })
    .load(id);
}
