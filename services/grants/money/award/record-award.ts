/** Records an award: what was given from a fund for a partnership, year by year. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { amountsAsWritten } from "./annual-amounts.js";
import { importAwards } from "./import-awards.js";
import { takeAward } from "./take-award.js";

@InputType({ description: "The part of an award that belongs to one financial year." })
export class AnnualAmountInput {
  @Field(() => FinancialYearScalar, { description: "The financial year; each once." })
  year!: string;

  @Field(() => DecimalScalar, { description: 'Pounds with exactly two decimals: "132339.00".' })
  amount!: string;
}

@InputType({ description: "An award as a grant officer records it." })
export class AwardInput {
  @Field(() => ID, { nullable: true, description: "The award that this changes; left out for a new one, which gets an id." })
  award?: string | null;

  @Field(() => ID, { description: "The fund that it comes from. Another is refused with AWARD_SETTLED once the award is agreed or paid from." })
  fund!: string;

  @Field(() => ID, { description: "The partnership that it is for: one of the caller's PCC area." })
  partnership!: string;

  @Field(() => ID, { nullable: true, description: "The legal body that receives it on the partnership's behalf: one that the hub knows, else refused with UNKNOWN_REFERENCE; changed like the fund." })
  recipient?: string | null;

  @Field(() => DecimalScalar, { description: 'The sum over all years, in pounds with exactly two decimals, above 0.00: "132339.00".' })
  awarded!: string;

  @Field(() => [AnnualAmountInput], { description: "The amount of each year. Refused with AMOUNTS_DO_NOT_SUM where they differ from the sum by a penny." })
  annualAmounts!: AnnualAmountInput[];

  @Field(() => String, { nullable: true, description: "What it is for." })
  purpose?: string | null;

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it, and of what hangs on it anything. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records an award once for its key; answers what was written. */
export function recordAward(context: Context, input: AwardInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  refuseUnless(input.award == null || !input.award.includes("\u0000"), "MALFORMED_TEXT", { field: "input.award" });
  const { award = null, annualAmounts, visibility, ...said } = input;
  return actOnce(context, { verb: "recordAward", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    if (award !== null) await takeAward(client, award);
    return record(context, client, {
      declaration: importAwards,
      prefix: "award",
      changes: () => Promise.resolve(award),
      cells: {
        ...said,
        annual_amounts: amountsAsWritten(annualAmounts),
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
    });
  });
}
