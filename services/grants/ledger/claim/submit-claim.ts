/** Submits a claim: a draft, or one that was queried and answered. */
import { Field, ID, InputType } from "type-graphql";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { mayMove } from "../may-move.js";
import { ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";
import { dayOfAct, stepOn, takeClaim } from "./standing-claim.js";

@InputType({ description: "A claim that is sent in." })
export class SubmissionInput {
  @Field(() => ID, { description: "The claim: one that is DRAFT or QUERIED." })
  claim!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it is sent in; today where left out." })
  on?: Day | null;
}

/** Submits a claim once for its key; answers what was written. */
export function submitClaim(context: Context, input: SubmissionInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "submitClaim", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const claim = await takeClaim(context, client, input.claim, expectedVersion, [Claim]);
    await mayMove(client, claim.award, "CLAIM", "input.claim");
    return stepOn(context, client, claim, ClaimState.SUBMITTED, { on });
  });
}
