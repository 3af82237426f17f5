/** Pays a claim that is approved: the claim and its entry of the ledger in one transaction, so that neither is ever without the other. */
import { Field, ID, InputType } from "type-graphql";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { saidIn } from "../../../../kernel/writing/record.js";
import { EntryKind, LedgerEntry } from "../ledger-entry/ledger-entry.js";
import { fundOf, writeEntry } from "../ledger-entry/write-entry.js";
import { mayMove } from "../may-move.js";
import { ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";
import { dayOfAct, stepOn, takeClaim } from "./standing-claim.js";

@InputType({ description: "The payment of a claim: its whole sum, from the fund to the award." })
export class ClaimPaymentInput {
  @Field(() => ID, { description: "The claim: one that is APPROVED." })
  claim!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day of the payment; today where left out. Refused with DAY_AHEAD, and with DATES_OUT_OF_ORDER before the day of the approval." })
  on?: Day | null;

  @Field(() => String, { nullable: true, description: "What is to be said of the payment. No names of persons." })
  note?: string | null;
}

/** Pays a claim once for its key; answers the claim as it was written. */
export function payClaim(context: Context, input: ClaimPaymentInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "payClaim", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const claim = await takeClaim(context, client, input.claim, expectedVersion, [Claim, LedgerEntry]);
    await mayMove(client, claim.award, "PAY", "input.claim");
    const fund = await fundOf(client, claim.award, "input.claim");
    const written = await stepOn(context, client, claim, ClaimState.PAID, { on });
    await writeEntry(context, client, { award: claim.award, kind: EntryKind.PAYMENT, from: fund, to: claim.award, amount: claim.cells["amount"]!, on, claim: claim.id, note: input.note }, saidIn({ on: "on", note: "note" }, "claim"));
    return written;
  });
}
