/** Claws back: money goes back from the award to its fund. What was passed on has to be refunded first. */
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { parsePounds } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { dayOfAct } from "../claim/standing-claim.js";
import { mayClawBack } from "../may-move.js";
import { EntryKind } from "./ledger-entry.js";
import { byAward, saidOf, takeAwardOf, writeEntry, type AwardMoneyInput } from "./write-entry.js";

/** Claws money back once for its key; answers the entry. */
export function clawBack(context: Context, input: AwardMoneyInput, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "clawBack", idempotencyKey, said: input }, async (client) => {
    const { fund } = await takeAwardOf(context, client, input.award);
    const pence = parsePounds(input.amount);
    if (pence !== null) await mayClawBack(client, input.award, pence, on);
    return writeEntry(context, client, { ...saidOf(input), kind: EntryKind.CLAWBACK, from: input.award, to: fund, on }, byAward);
  });
}
