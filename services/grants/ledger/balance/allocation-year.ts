/** An award's year beside what is allocated of it, and what an administrator approved beyond it. */
import sql from "sql-template-tag";
import { Field, ObjectType } from "type-graphql";
import type { Seen } from "../../../../kernel/facts/seen.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { Money } from "../../../../kernel/values/money.js";

/** A year of an award, allocated. */
@ObjectType({ simpleResolvers: true, description: "A year of an award beside what is allocated of it, as far as the caller may see it." })
export class AllocationYear {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;

  @Field(() => Money, { description: "What the award gives for it." })
  amount!: Money;

  @Field(() => Money, { nullable: true, description: "What is allocated of it by the allocations that hang on the award itself; null where none is recorded, which is not 0.00." })
  allocated!: Money | null;

  @Field(() => Money, { nullable: true, description: "By how much an administrator approved that its allocations exceed it; null where nothing was approved." })
  approvedExcess!: Money | null;

  @Field(() => String, { nullable: true, description: "Why that was approved." })
  approvalReason!: string | null;

  @Field(() => Money, { nullable: true, description: "What is left to allocate within the amount: below 0.00 where more is allocated. Null where no allocation is recorded." })
  left!: Money | null;

  @Field(() => Boolean, { description: "Whether more is allocated than the award gives for the year." })
  isOverAllocated!: boolean;
}

interface Row {
  id: string;
  year: string;
  amount: string;
  allocated: string | null;
  excess: string | null;
  reason: string | null;
}

/** The years of an award in their order; read for all awards of the question in one statement. */
export function allocationYears(context: Context, { id, asOf }: Seen): Promise<AllocationYear[]> {
  return context
    .loader<string, AllocationYear[]>(`allocation years ${asOf}`, async (ids) => {
      const rows = await context.rows.all<Row>(sql`
        select w.id, each ->> 'year' as year, each ->> 'pence' as amount,
          (select sum(t.amount_pence) from grants.allocation t where t.award_id = w.id and t.year = each ->> 'year' and t.parent_id is null and ${knownOn(asOf)}) as allocated,
          o.excess_pence as excess, o.reason
        from grants.award w cross join lateral jsonb_array_elements(w.annual_amounts) each
        left join grants.over_allocation o on o.award_id = w.id and o.year = each ->> 'year' and ${knownOn(asOf, sql`o`)}
        where w.id = any(${ids}::text[]) and ${knownOn(asOf, sql`w`)} order by w.id, year`);
      const years = Map.groupBy(rows, (row) => row.id);
      return ids.map((each) => (years.get(each) ?? []).map(yearOf));
    })
    .load(id);
}

function yearOf({ year, amount, allocated, excess, reason }: Row): AllocationYear {
  const money = (pence: string | null): Money | null => (pence === null ? null : Money.gbp(pence));
  const left = allocated === null ? null : BigInt(amount) - BigInt(allocated);
  return Object.assign(new AllocationYear(), {
    year,
    amount: Money.gbp(amount),
    allocated: money(allocated),
    approvedExcess: money(excess),
    approvalReason: reason,
    left: left === null ? null : Money.gbp(left),
    isOverAllocated: left !== null && left < 0n,
  });
}
