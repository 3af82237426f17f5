/** The money awarded for a plan or a partnership, as plans knows it: what lists are sorted by, and how old that knowledge is. */
import sql, { raw, type Sql } from "sql-template-tag";
import { Field, GraphQLISODateTime, ObjectType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Seen } from "../../../../kernel/facts/seen.js";
import type { SortKey } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";

/** A sum of awards, and until when it is complete. */
@ObjectType({
  simpleResolvers: true,
  description: "Money awarded, as the plans service knows it from what the grants service published: the sum by which lists are sorted. Of awards that the caller may not see nothing is counted.",
})
export class AwardedTotal {
  @Field(() => Money, { nullable: true, description: "The sum, exact; nothing awarded is 0.00. Null while grants has told nothing yet." })
  amount!: Money | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: "Every award written before this moment is counted; null where grants has told nothing yet." })
  upToDateAt!: Date | null;
}

const awarded = (asOf: Day, condition: Sql): Sql => sql`coalesce((select sum(a.pence) from plans.awarded a where ${condition} and ${knownOn(asOf, raw("a"))}), 0)`;

/** The money awarded for a plan `t`: of its partnership, in financial years that overlap the plan's. */
export function awardedForPlan(asOf: Day): Sql {
  return awarded(asOf, sql`a.partnership_id = t.partnership_id and a.year_from <= t.period_to and a.year_to >= t.period_from`);
}

/** The money awarded for a partnership `t` in financial years that one of its plans covers: each penny once, however many plans cover its year. */
export function awardedForPartnership(asOf: Day): Sql {
  const covered = sql`select from plans.plan p where p.partnership_id = t.id and ${knownOn(asOf, raw("p"))} and a.year_from <= p.period_to and a.year_to >= p.period_from`;
  return awarded(asOf, sql`a.partnership_id = t.id and exists (${covered})`);
}

/** The sort key of a sum. */
export function byAwarded(total: Sql): SortKey {
  return { key: total, type: "numeric" };
}

/** The sum for a plan or partnership: one statement for all that are asked. */
export function awardedTotal(context: Context, { id, asOf }: Seen, table: "plan" | "partnership"): Promise<AwardedTotal | null> {
  return context
    .loader<string, AwardedTotal | null>(`awarded ${table} ${asOf}`, async (ids) => {
      const total = table === "plan" ? awardedForPlan(asOf) : awardedForPartnership(asOf);
      const rows = await context.rows.all<{ id: string; pence: string; at: Date | null }>(
        sql`select t.id, ${total} as pence, (select up_to_date_at from plans.projection where topic = 'award') as at from plans.${raw(table)} t where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`,
      );
      const found = new Map(rows.map((row) => [row.id, Object.assign(new AwardedTotal(), { amount: row.at && Money.gbp(row.pence), upToDateAt: row.at && new Date(row.at) })]));
      return ids.map((each) => found.get(each) ?? null);
    })
    .load(id);
}
