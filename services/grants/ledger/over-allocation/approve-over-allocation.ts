/** Approves that more is allocated in a year than an award gives for it: an administrator's decision, with its reason. */
import type { PoolClient } from "pg";
import { Field, ID, InputType } from "type-graphql";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, today, type Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { importOverAllocations } from "./import-over-allocations.js";
import { OverAllocation } from "./over-allocation.js";

@InputType({ description: "An excess that is approved for a year of an award. For one award and year there is one approval: giving it again changes it." })
export class OverAllocationInput {
  @Field(() => ID, { description: "The award." })
  award!: string;

  @Field(() => FinancialYearScalar, { description: "The financial year: one for which the award gives money, else refused with PERIOD_OUTSIDE_YEAR." })
  year!: string;

  @Field(() => DecimalScalar, { description: 'By how much the allocations of the year may exceed its amount, in all: pounds with exactly two decimals; "0.00" takes an approval back. Refused with ALLOCATIONS_EXCEED_YEAR where more is allocated already.' })
  excess!: string;

  @Field(() => String, { description: "Why." })
  reason!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day of the approval; today where left out. Refused with DAY_AHEAD." })
  approvedOn?: Day | null;
}

/** Approves once for its key; answers what was written. */
export function approveOverAllocation(context: Context, input: OverAllocationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  refuseUnless(!input.award.includes("\u0000"), "MALFORMED_TEXT", { field: "input.award" });
  const year = readFinancialYear(input.year, "input.year");
  return actOnce(context, { verb: "approveOverAllocation", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    await takeAward(client, input.award);
    await takeNouns(client, context.database, [OverAllocation]);
    return record(context, client, {
      declaration: importOverAllocations,
      prefix: "over-allocation",
      changes: () => approvalOf(client, input.award, year),
      cells: { award: input.award, year, excess: input.excess, reason: input.reason, approved_on: input.approvedOn ?? today() },
      expectedVersion,
    });
  });
}

async function approvalOf(client: PoolClient, award: string, year: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>("select id from grants.over_allocation where award_id = $1 and year = $2 and known_to is null", [award, year]);
  return rows[0]?.id ?? null;
}
