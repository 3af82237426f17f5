/** Refunds: money that was passed on goes back to what the allocation hangs on. */
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { takeAllocation } from "../allocation/standing-allocation.js";
import { dayOfAct } from "../claim/standing-claim.js";
import { mayMove } from "../may-move.js";
import { EntryKind, LedgerEntry } from "./ledger-entry.js";
import { byAllocation, writeEntry, type AllocationMoneyInput } from "./write-entry.js";

/** Refunds once for its key; answers the entry. */
export function refund(context: Context, input: AllocationMoneyInput, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "refund", idempotencyKey, said: input }, async (client) => {
    const { award, above } = await takeAllocation(context, client, input.allocation, "input.allocation", [LedgerEntry]);
    await mayMove(client, award, "GIVE_BACK", "input.allocation");
    return writeEntry(context, client, { award, kind: EntryKind.REFUND, from: input.allocation, to: above, amount: input.amount, on, note: input.note }, byAllocation);
  });
}
