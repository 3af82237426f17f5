/** Decides on a claim: approves it, sends it back with a question, or turns it down. */
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { saidIn } from "../../../../kernel/writing/record.js";
import { mayMove } from "../may-move.js";
import { ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";
import { dayOfAct, stepOn, takeClaim } from "./standing-claim.js";

/** What can be decided. */
export enum ClaimDecision {
  APPROVED = "APPROVED",
  QUERIED = "QUERIED",
  REJECTED = "REJECTED",
}

registerEnumType(ClaimDecision, {
  name: "ClaimDecision",
  description: "What can be decided on a claim.",
  valuesConfig: {
    APPROVED: { description: "It is right, and will be paid." },
    QUERIED: { description: "It goes back with a question." },
    REJECTED: { description: "It is turned down." },
  },
});

@InputType({ description: "A decision on a claim." })
export class DecisionInput {
  @Field(() => ID, { description: "The claim: one that is SUBMITTED." })
  claim!: string;

  @Field(() => ClaimDecision, { description: "The decision. APPROVED is refused with CLAIM_EXCEEDS_AWARD where less is left." })
  decision!: ClaimDecision;

  @Field(() => String, { nullable: true, description: "Why: needed for QUERIED and REJECTED." })
  reason?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day of the decision; today where left out." })
  on?: Day | null;
}

/** Decides once for its key; answers what was written. */
export function decideClaim(context: Context, input: DecisionInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { decision, reason = null } = input;
  const on = dayOfAct(input.on);
  refuseUnless(decision === ClaimDecision.APPROVED || reason?.trim(), "MISSING_VALUE", { field: "input.reason", detail: `Say why it is ${decision}.` });
  return actOnce(context, { verb: "decideClaim", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const claim = await takeClaim(context, client, input.claim, expectedVersion, [Claim]);
    // Nothing else is decided on; that APPROVED follows on PAID is the correction's to say.
    refuseUnless(claim.state === ClaimState.SUBMITTED, "STEP_NOT_OPEN", { field: "input.claim", detail: `From ${claim.state} to ${decision}.` });
    await mayMove(client, claim.award, "PAY", "input.claim");
    return stepOn(context, client, claim, ClaimState[decision], { on, reason, field: saidIn({ on: "on", reason: "reason" }, "decision") });
  });
}
