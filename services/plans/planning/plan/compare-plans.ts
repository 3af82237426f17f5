/** Compares two plans of a partnership: which priorities are kept, changed, added or dropped. */
import sql, { raw, type Sql } from "sql-template-tag";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import { Priority } from "../priority/priority.js";
import { Plan } from "./plan.js";

/** What became of a priority from one plan to another. */
export enum Change {
  KEPT = "KEPT",
  CHANGED = "CHANGED",
  ADDED = "ADDED",
  DROPPED = "DROPPED",
}

registerEnumType(Change, {
  name: "Change",
  description: "What became of a priority from one plan to another.",
  valuesConfig: {
    KEPT: { description: "It stands in both under the same title." },
    CHANGED: { description: "It is carried on under another title, in the reading of the hub." },
    ADDED: { description: "It is new." },
    DROPPED: { description: "Nothing carries it on." },
  },
});

/** One priority in two plans. */
@ObjectType({ simpleResolvers: true, description: "What became of one priority from one plan to another." })
export class PriorityChange {
  @Field(() => Change, { description: "What became of it." })
  change!: Change;

  beforeId!: string | null;
  afterId!: string | null;
  asOf!: Day;

  @Field(() => Priority, { nullable: true, description: "The priority in the earlier plan; null where it was added." })
  before(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.beforeId ? context.refer(Priority, { id: this.beforeId, asOf: this.asOf }, info) : null;
  }

  @Field(() => Priority, { nullable: true, description: "The priority in the later plan; null where it was dropped." })
  after(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.afterId ? context.refer(Priority, { id: this.afterId, asOf: this.asOf }, info) : null;
  }
}

/** A plan beside an earlier one. */
@ObjectType({ simpleResolvers: true, description: "A plan beside another: what became of each priority." })
export class PlanComparison {
  planId!: string;
  asOf!: Day;

  @Field(() => Plan, { nullable: true, description: "The plan compared with." })
  before(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Field(() => [PriorityChange], { description: "In the order of the later plan, what was dropped last." })
  changes!: PriorityChange[];
}

interface ComparedRow {
  plan: string;
  before_plan: string;
  before_id: string | null;
  after_id: string | null;
  same_title: boolean | null;
}

/** The comparison of a plan with another, or with the one before it; null where there is none. One statement for all plans asked. */
export function comparePlans(context: Context, plan: Plan, other: string | null): Promise<PlanComparison | null> {
  const { asOf } = plan;
  return context
    .loader<[string, string | null], PlanComparison | null>(`compare ${asOf}`, async (pairs) => {
      const rows = await context.rows.all<ComparedRow>(compared(pairs, asOf));
      const byPlan = Map.groupBy(rows, ({ plan: n }) => Number(n));
      return pairs.map((_, i) => comparisonOf(byPlan.get(i + 1) ?? [], asOf));
    })
    .load([plan.id, other?.replaceAll("\u0000", "\ufffd") ?? null]);
}

function compared(pairs: readonly (readonly [string, string | null])[], asOf: Day): Sql {
  const known = (table: string): Sql => knownOn(asOf, raw(table));
  return sql`
    with pair as (
      select asked.n, asked.plan_id, other.id as before_plan
      from unnest(${pairs.map(([plan]) => plan)}::text[], ${pairs.map(([, other]) => other)}::text[]) with ordinality as asked(plan_id, other_id, n)
      join plans.plan now on now.id = asked.plan_id and ${known("now")}
      cross join lateral (
        select t.id from plans.plan t
        where t.partnership_id = now.partnership_id and t.id <> now.id and ${known("t")}
          and (t.id = asked.other_id or (asked.other_id is null and t.period_to < now.period_from))
        order by t.period_to desc, t.id desc limit 1
      ) other
    )
    select pair.n::text as plan, pair.before_plan, line.before_id, line.after_id, line.same_title
    from pair left join lateral (
      with matched as materialized (
        select after.id as after_id, after.number, before.id as before_id, lower(before.title) = lower(after.title) as same_title
        from plans.priority after left join lateral (
          select b.id, b.title from plans.priority b
          where b.plan_id = pair.before_plan and ${known("b")}
            and (b.id = after.continues_id or (after.continues_id is null and lower(b.title) = lower(after.title)))
          order by b.number limit 1
        ) before on true
        where after.plan_id = pair.plan_id and ${known("after")}
      )
      select before_id, after_id, same_title, 0 as part, number from matched
      union all
      select b.id, null, null, 1, b.number from plans.priority b
      where b.plan_id = pair.before_plan and ${known("b")} and not exists (select from matched m where m.before_id = b.id)
    ) line on true
    order by pair.n, line.part, line.number`;
}

function comparisonOf(rows: ComparedRow[], asOf: Day): PlanComparison | null {
  const first = rows[0];
  if (!first) return null;
  const lines = rows.filter((row) => row.before_id !== null || row.after_id !== null);
  return Object.assign(new PlanComparison(), {
    planId: first.before_plan,
    asOf,
    changes: lines.map((row) =>
      Object.assign(new PriorityChange(), { beforeId: row.before_id, afterId: row.after_id, asOf, change: changeOf(row) }),
    ),
  });
}

function changeOf({ before_id, after_id, same_title }: ComparedRow): Change {
  if (!after_id) return Change.DROPPED;
  if (!before_id) return Change.ADDED;
  return same_title ? Change.KEPT : Change.CHANGED;
}
