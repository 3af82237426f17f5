/** Compares two plans of a partnership: which priorities are kept, changed, added or dropped. */
import sql from "sql-template-tag";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import type { Day } from "../../../kernel/day.js";
import { knownOn } from "../../../kernel/rows.js";
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
      const rows = await context.reading.rows.all<ComparedRow>(compared(pairs, asOf));
      return pairs.map((_, i) => comparisonOf(rows.filter((row) => row.plan === String(i + 1)), asOf));
    })
    .load([plan.id, other?.replaceAll("\u0000", "\ufffd") ?? null]);
}

function compared(pairs: readonly (readonly [string, string | null])[], asOf: Day) {
  return sql`
    with pair as (
      select asked.n, asked.plan_id, other.id as before_plan
      from unnest(${pairs.map(([plan]) => plan)}::text[], ${pairs.map(([, other]) => other)}::text[]) with ordinality as asked(plan_id, other_id, n)
      join (select t.* from plans.plan t where ${knownOn(asOf)}) now on now.id = asked.plan_id
      cross join lateral (
        select t.id from plans.plan t
        where ${knownOn(asOf)} and t.id <> now.id and t.partnership_id = now.partnership_id
          and (t.id = asked.other_id or (asked.other_id is null and t.period_to < now.period_from))
        order by t.period_to desc, t.id desc limit 1
      ) other
    ), after as (
      select pair.n, pair.before_plan, t.id, t.number, t.title, t.continues_id from pair join plans.priority t on t.plan_id = pair.plan_id where ${knownOn(asOf)}
    ), before as (
      select pair.n, pair.before_plan, t.id, t.number, t.title from pair join plans.priority t on t.plan_id = pair.before_plan where ${knownOn(asOf)}
    ), matched as (
      select after.n, after.before_plan, after.id as after_id, after.number, match.id as before_id, lower(match.title) = lower(after.title) as same_title
      from after left join lateral (
        select before.id, before.title from before
        where before.n = after.n and (before.id = after.continues_id or (after.continues_id is null and lower(before.title) = lower(after.title)))
        order by before.number limit 1
      ) match on true
    )
    select n::text as plan, before_plan, before_id, after_id, same_title from (
      select n, before_plan, before_id, after_id, same_title, 0 as part, number from matched
      union all
      select n, before_plan, id, null, null, 1, number from before b
        where not exists (select from matched m where m.n = b.n and m.before_id = b.id)
      union all
      select n, before_plan, null, null, null, 2, 0 from pair
    ) line order by n, part, number`;
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
