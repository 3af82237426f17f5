/** Passes money on: from the award to an allocation, or from an allocation to one under it. */
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { takeAllocation } from "../allocation/standing-allocation.js";
import { dayOfAct } from "../claim/standing-claim.js";
import { mayMove } from "../may-move.js";
import { EntryKind, LedgerEntry } from "./ledger-entry.js";
import { byAllocation, writeEntry, type AllocationMoneyInput } from "./write-entry.js";

/** Passes money on once for its key; answers the entry. */
export function passOn(context: Context, input: AllocationMoneyInput, idempotencyKey: string): Promise<Written> {
  const on = dayOfAct(input.on);
  return actOnce(context, { verb: "passOn", idempotencyKey, said: input }, async (client) => {
    const { award, above } = await takeAllocation(context, client, input.allocation, "input.allocation", [LedgerEntry]);
    await mayMove(client, award, "PAY", "input.allocation");
    return writeEntry(context, client, { award, kind: EntryKind.PASS_ON, from: above, to: input.allocation, amount: input.amount, on, note: input.note }, byAllocation);
  });
}
