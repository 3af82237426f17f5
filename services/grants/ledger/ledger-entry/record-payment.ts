/** Records a payment without a claim: money that the fund paid to whoever holds the award. */
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { dayOfAct } from "../claim/standing-claim.js";
import { mayMove } from "../may-move.js";
import { EntryKind } from "./ledger-entry.js";
import { byAward, saidOf, takeAwardOf, writeEntry, type AwardMoneyInput } from "./write-entry.js";

/** Records a payment once for its key; answers the entry. */
export function recordPayment(context: Context, input: AwardMoneyInput, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "recordPayment", idempotencyKey, said: input }, async (client) => {
    const { fund } = await takeAwardOf(context, client, input.award);
    await mayMove(client, input.award, "PAY", "input.award");
    return writeEntry(context, client, { ...saidOf(input), kind: EntryKind.PAYMENT, from: fund, to: input.award, on }, byAward);
  });
}
