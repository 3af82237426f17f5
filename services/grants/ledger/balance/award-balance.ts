/** What an award's money comes to: every sum derived from the entries of the ledger and the claims, none of them stored. */
import sql from "sql-template-tag";
import { Field, ObjectType } from "type-graphql";
import type { Seen } from "../../../../kernel/facts/seen.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Money } from "../../../../kernel/values/money.js";
import { seesClaims } from "./sees-claims.js";

/** The balance of an award. */
@ObjectType({
  simpleResolvers: true,
  description: "What an award's money comes to: sums of the ledger's entries and of claims, as far as they were known on the day and the caller may see them. Corrections are subtracted from what they take back.",
})
export class AwardBalance {
  @Field(() => Money, { description: "Paid by the fund." })
  paidIn!: Money;

  @Field(() => Money, { description: "Passed on to the allocations that hang on the award itself." })
  passedOn!: Money;

  @Field(() => Money, { description: "Refunded by them." })
  refunded!: Money;

  @Field(() => Money, { description: "Given back to the fund." })
  clawedBack!: Money;

  @Field(() => Money, { description: "What whoever holds the award still has of it: paidIn − passedOn + refunded − clawedBack. Never less than 0.00." })
  retained!: Money;

  @Field(() => Money, { nullable: true, description: "Claims that were sent in and not turned down: SUBMITTED, QUERIED, APPROVED and PAID. Null where the caller may not see all claims." })
  claimed!: Money | null;

  @Field(() => Money, { nullable: true, description: "Claims that were found right: APPROVED and PAID. Null where the caller may not see all claims." })
  approved!: Money | null;

  @Field(() => Money, { nullable: true, description: "Claims that were found right and are still to be paid: APPROVED. Null where the caller may not see all claims." })
  due!: Money | null;

  @Field(() => Money, { nullable: true, description: "What can still be approved or paid of the award: its sum − paidIn + clawedBack − due. Null where the caller may not see all claims." })
  available!: Money | null;
}

type Sums = Record<keyof AwardBalance, string | null> & { id: string; recorded: string };

/** The balance of an award; read for all awards of the question in one statement. Null where nothing is recorded. */
export function awardBalance(context: Context, { id, asOf }: Seen): Promise<AwardBalance | null> {
  return context
    .loader<string, AwardBalance | null>(`award balances ${asOf}`, async (ids) => {
      const whole = seesClaims("w");
      const rows = await context.rows.all<Sums>(sql`
        select w.id, e.entries + c.claims as recorded, e.paid as "paidIn", e.passed as "passedOn", e.refunded as "refunded", e.clawed as "clawedBack",
          e.paid - e.passed + e.refunded - e.clawed as "retained", case when ${whole} then c.claimed end as "claimed", case when ${whole} then c.approved end as "approved", case when ${whole} then c.due end as "due", case when ${whole} then w.awarded_pence - e.paid + e.clawed - c.due end as "available"
        from grants.award w
        cross join lateral (
          select count(*) as entries,
            coalesce(sum(case when t.to_node = w.id then t.amount_pence else -t.amount_pence end) filter (where t.counts_as = 'PAYMENT'), 0) as paid,
            coalesce(sum(case when t.from_node = w.id then t.amount_pence else -t.amount_pence end) filter (where t.counts_as = 'PASS_ON' and w.id in (t.from_node, t.to_node)), 0) as passed,
            coalesce(sum(case when t.to_node = w.id then t.amount_pence else -t.amount_pence end) filter (where t.counts_as = 'REFUND' and w.id in (t.from_node, t.to_node)), 0) as refunded,
            coalesce(sum(case when t.from_node = w.id then t.amount_pence else -t.amount_pence end) filter (where t.counts_as = 'CLAWBACK'), 0) as clawed
          from grants.ledger_entry t where t.award_id = w.id and ${knownOn(asOf)}) e
        cross join lateral (
          select count(*) as claims,
            coalesce(sum(t.amount_pence) filter (where t.state in ('SUBMITTED', 'QUERIED', 'APPROVED', 'PAID')), 0) as claimed,
            coalesce(sum(t.amount_pence) filter (where t.state in ('APPROVED', 'PAID')), 0) as approved,
            coalesce(sum(t.amount_pence) filter (where t.state = 'APPROVED'), 0) as due
          from grants.claim t where t.award_id = w.id and ${knownOn(asOf)}) c
        where w.id = any(${ids}::text[]) and ${knownOn(asOf, sql`w`)}`);
      const byId = new Map(rows.filter(({ recorded }) => recorded !== "0").map((row) => [row.id, balanceOf(row)]));
      return ids.map((each) => byId.get(each) ?? null);
    })
    .load(id);
}

function balanceOf(sums: Sums): AwardBalance {
  const money = Object.entries(sums).filter(([name]) => name !== "id" && name !== "recorded");
  return Object.assign(new AwardBalance(), Object.fromEntries(money.map(([name, pence]) => [name, pence === null ? null : Money.gbp(pence)])));
}
