/** Drafts a claim, or changes one that is a draft or was queried: it claims nothing before it is submitted. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { mayMove } from "../may-move.js";
import { ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";
import { importClaims } from "./import-claims.js";
import { dayOfAct, takeClaim } from "./standing-claim.js";

@InputType({ description: "A claim as the partnership writes it." })
export class ClaimInput {
  @Field(() => ID, { nullable: true, description: "The claim that this changes: one that is DRAFT or QUERIED, else refused with STEP_NOT_OPEN. Left out for a new one, which gets an id." })
  claim?: string | null;

  @Field(() => ID, { description: "The award that it claims from. A claim stays with its award." })
  award!: string;

  @Field(() => ID, { nullable: true, description: "The allocation of the award that it is for; left out where it is for the award as a whole." })
  allocation?: string | null;

  @Field(() => PeriodInput, { nullable: true, description: "The period that it is for. Refused with PERIOD_OUTSIDE_YEAR where it is not within the years of the award." })
  period?: PeriodInput | null;

  @Field(() => DecimalScalar, { description: 'The sum claimed, in pounds with exactly two decimals, above 0.00: "2500.00".' })
  amount!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: "The day on which it was drafted; today where left out. Refused with DAY_AHEAD, and with DATES_OUT_OF_ORDER for a claim that changes: that stays of its day.",
  })
  on?: Day | null;

  @Field(() => String, { nullable: true, description: "What the money was or will be spent on. No names of persons." })
  purpose?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Drafts a claim once for its key; answers what was written. */
export function draftClaim(context: Context, input: ClaimInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  refuseUnless(!input.award.includes("\u0000"), "MALFORMED_TEXT", { field: "input.award" });
  const { claim = null, period, visibility, on, ...said } = input;
  const day = dayOfAct(on);
  return actOnce(context, { verb: "draftClaim", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const standing = claim === null ? null : await takeClaim(context, client, claim, expectedVersion, [Claim]);
    if (standing) {
      refuseUnless(standing.state === ClaimState.DRAFT || standing.state === ClaimState.QUERIED, "STEP_NOT_OPEN", { field: "input.claim", detail: `It is ${standing.state}.` });
      refuseUnless(standing.award === input.award, "REFERENCE_ASTRAY", { field: "input.award", detail: "A claim stays with its award." });
      refuseUnless(on == null || on === standing.stateOn, "DATES_OUT_OF_ORDER", { field: "input.on", detail: `It is ${standing.state} since ${standing.stateOn}.` });
    } else {
      await takeAward(client, input.award);
      await takeNouns(client, context.database, [Claim]);
    }
    await mayMove(client, input.award, "CLAIM", "input.award");
    return record(context, client, {
      declaration: importClaims,
      prefix: "claim",
      changes: () => Promise.resolve(claim),
      cells: {
        ...standing?.cells,
        ...said,
        period: period ? periodAsWritten(period, "input.period") : null,
        state: standing?.state ?? ClaimState.DRAFT,
        on: standing?.stateOn ?? day,
        visibility: visibility ?? (standing ? null : Visibility.PARTNERSHIP),
      },
      expectedVersion,
      field: saidIn({ state: "claim", on: on == null ? "claim" : "on", reason: "claim" }),
    });
  });
}
