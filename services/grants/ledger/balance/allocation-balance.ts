/** What an allocation's money comes to, derived like an award's. */
import sql from "sql-template-tag";
import { Field, ObjectType } from "type-graphql";
import type { Seen } from "../../../../kernel/facts/seen.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Money } from "../../../../kernel/values/money.js";
import { seesClaims } from "./sees-claims.js";

/** The balance of an allocation. */
@ObjectType({
  simpleResolvers: true,
  description: "What an allocation's money comes to: sums of the ledger's entries and of claims, as far as they were known on the day and the caller may see them. Corrections are subtracted from what they take back.",
})
export class AllocationBalance {
  @Field(() => Money, { description: "Passed on to it by what it hangs on." })
  received!: Money;

  @Field(() => Money, { description: "Passed on by it, to the allocations under it." })
  passedOn!: Money;

  @Field(() => Money, { description: "Refunded to it by them." })
  refunded!: Money;

  @Field(() => Money, { description: "Refunded by it, to what it hangs on." })
  givenBack!: Money;

  @Field(() => Money, { description: "What is still in it: received − passedOn + refunded − givenBack. Never less than 0.00." })
  retained!: Money;

  @Field(() => Money, { nullable: true, description: "Claims for it that were sent in and not turned down: SUBMITTED, QUERIED, APPROVED and PAID. Null where the caller may not see all claims." })
  claimed!: Money | null;

  @Field(() => Money, { nullable: true, description: "Claims for it that were found right: APPROVED and PAID. Null where the caller may not see all claims." })
  approved!: Money | null;

  @Field(() => Money, { nullable: true, description: "Claims for it that were found right and are still to be paid: APPROVED. Null where the caller may not see all claims." })
  due!: Money | null;
}

type Sums = Record<keyof AllocationBalance, string | null> & { id: string; recorded: string };

/** The balance of an allocation; read for all allocations of the question in one statement. Null where nothing is recorded. */
export function allocationBalance(context: Context, { id, asOf }: Seen): Promise<AllocationBalance | null> {
  return context
    .loader<string, AllocationBalance | null>(`allocation balances ${asOf}`, async (ids) => {
      const whole = seesClaims("a");
      const rows = await context.rows.all<Sums>(sql`
        select a.id, e.entries + c.claims as recorded, e.received as "received", e.passed as "passedOn", e.refunded as "refunded", e.back as "givenBack",
          e.received - e.passed + e.refunded - e.back as "retained", case when ${whole} then c.claimed end as "claimed", case when ${whole} then c.approved end as "approved", case when ${whole} then c.due end as "due"
        from grants.allocation a
        cross join lateral (
          select count(*) as entries,
            coalesce(sum(t.inward) filter (where t.counts_as = 'PASS_ON' and t.above), 0) as received,
            coalesce(sum(-t.inward) filter (where t.counts_as = 'PASS_ON' and not t.above), 0) as passed,
            coalesce(sum(t.inward) filter (where t.counts_as = 'REFUND' and not t.above), 0) as refunded,
            coalesce(sum(-t.inward) filter (where t.counts_as = 'REFUND' and t.above), 0) as back
          from (select t.counts_as, case when t.to_node = a.id then t.amount_pence else -t.amount_pence end as inward, coalesce(a.parent_id, a.award_id) in (t.from_node, t.to_node) as above
            from grants.ledger_entry t where t.award_id = a.award_id and a.id in (t.from_node, t.to_node) and ${knownOn(asOf)}) t) e
        cross join lateral (
          select count(*) as claims,
            coalesce(sum(t.amount_pence) filter (where t.state in ('SUBMITTED', 'QUERIED', 'APPROVED', 'PAID')), 0) as claimed,
            coalesce(sum(t.amount_pence) filter (where t.state in ('APPROVED', 'PAID')), 0) as approved,
            coalesce(sum(t.amount_pence) filter (where t.state = 'APPROVED'), 0) as due
          from grants.claim t where t.allocation_id = a.id and ${knownOn(asOf)}) c
        where a.id = any(${ids}::text[]) and ${knownOn(asOf, sql`a`)}`);
      const byId = new Map(rows.filter(({ recorded }) => recorded !== "0").map((row) => [row.id, balanceOf(row)]));
      return ids.map((each) => byId.get(each) ?? null);
    })
    .load(id);
}

function balanceOf(sums: Sums): AllocationBalance {
  const money = Object.entries(sums).filter(([name]) => name !== "id" && name !== "recorded");
  return Object.assign(new AllocationBalance(), Object.fromEntries(money.map(([name, pence]) => [name, pence === null ? null : Money.gbp(pence)])));
}
