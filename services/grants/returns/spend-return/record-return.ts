/** Records a return: what was spent of an award in a period, and what is still expected to be. */
import type { PoolClient } from "pg";
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { importSpendReturns } from "./import-spend-returns.js";

@InputType({ description: "What is returned of an award for a period. For one award or allocation and period there is one return; recording it again corrects it." })
export class SpendReturnInput {
  @Field(() => ID, { description: "The award." })
  award!: string;

  @Field(() => ID, { nullable: true, description: "The allocation of the award that it tells of; left out where it tells of the award as a whole." })
  allocation?: string | null;

  @Field(() => PeriodInput, { description: "The period that it tells of. Refused with PERIOD_NOT_ADDABLE where it runs on or reaches over two financial years, with PERIOD_OUTSIDE_YEAR where the award gives nothing for its year, and with DAYS_IN_COMMON where another return of the same award or allocation tells of a day of it." })
  period!: PeriodInput;

  @Field(() => DecimalScalar, { description: 'What was spent in the period, in pounds with exactly two decimals: "1250.00"; "0.00" where nothing was.' })
  spend!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "What is expected to be spent after the period, in the rest of its financial year, likewise. Left out: the return says nothing of it." })
  forecast?: string | null;

  @Field(() => String, { nullable: true, description: "Why spend differs from what was planned. No names of persons." })
  varianceReason?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was received, for what came otherwise than by the hub: a grant officer's to say, and refused with NOT_YOURS_TO_DATE to all others. Left out: today, or, for a correction, the day of the first." })
  receivedOn?: Day | null;

  @Field(() => Boolean, { nullable: true, description: "Whether it is the last return of the award; false where left out." })
  final?: boolean | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records a return once for its key; answers what was written. */
export function recordReturn(context: Context, input: SpendReturnInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { award, allocation = null, period, final, visibility, receivedOn, ...said } = input;
  for (const [name, id] of Object.entries({ award, allocation })) refuseUnless(!id?.includes("\u0000"), "MALFORMED_TEXT", { field: `input.${name}` });
  const written = periodAsWritten(period, "input.period");
  return actOnce(context, { verb: "recordReturn", idempotencyKey, said: [input, expectedVersion] }, (client) =>
    record(context, client, {
      declaration: importSpendReturns,
      prefix: "spend-return",
      changes: (client) => returnOf(client, award, allocation, period),
      cells: {
        award,
        allocation,
        period: written,
        spend: said.spend,
        forecast: said.forecast,
        variance_reason: said.varianceReason,
        received_on: receivedOn,
        final: final ? "YES" : "NO",
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
    }),
  );
}

async function returnOf(client: PoolClient, award: string, allocation: string | null, { from, to }: PeriodInput): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from grants.spend_return where award_id = $1 and allocation_id is not distinct from $2 and period_from = $3 and period_to = $4 and known_to is null`,
    [award, allocation, from, to],
  );
  return rows[0]?.id ?? null;
}
