/**
 * Corrects an entry that should not have been made: by its exact reverse, once. What should have been entered instead is
 * an entry of its own. A claim that the entry paid is APPROVED again in the same moment, so that it can be paid as it should be.
 */
import { Field, ID, InputType } from "type-graphql";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { poundsOf } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { saidIn } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { ClaimState } from "../claim/claim-state.js";
import { Claim } from "../claim/claim.js";
import { dayOfAct, readClaim, stepOn } from "../claim/standing-claim.js";
import { mayMove } from "../may-move.js";
import { EntryKind, LedgerEntry } from "./ledger-entry.js";
import { writeEntry } from "./write-entry.js";

@InputType({ description: "The correction of an entry." })
export class CorrectionInput {
  @Field(() => ID, { description: "The entry that should not have been made. Refused with ENTRY_STANDS where it was corrected already, or is itself a correction." })
  entry!: string;

  @Field(() => String, { description: "Why. No names of persons." })
  reason!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day of the correction; today where left out. Refused with DATES_OUT_OF_ORDER before the day of the entry." })
  on?: Day | null;
}

/** Of all that is written, a correction says the day and the reason; the rest is the entry's. */
const ofCorrection = saidIn({ on: "on", note: "reason", reason: "reason" }, "entry");

/** Corrects an entry once for its key; answers the correction. */
export function correctEntry(context: Context, input: CorrectionInput, idempotencyKey: string): Promise<Written> {
  const field = "input.entry";
  const on = dayOfAct(input.on);
  refuseUnless(!input.entry.includes("\u0000"), "MALFORMED_TEXT", { field });
  refuseUnless(input.reason.trim(), "MISSING_VALUE", { field: "input.reason" });
  return actOnce(context, { verb: "correctEntry", idempotencyKey, said: input }, async (client) => {
    const { rows } = await client.query<{ award_id: string; kind: EntryKind; from_node: string; to_node: string; amount_pence: string; on_day: Day; claim_id: string | null; mine: boolean }>(
      `select award_id, kind, from_node, to_node, amount_pence, on_day::text, claim_id, coalesce(of_partnership = any (grants.viewer_partnerships()), false) or grants.viewer_role() = 'HUB' as mine
       from grants.ledger_entry where id = $1`,
      [input.entry],
    );
    const entry = rows[0];
    refuseUnless(entry, "UNKNOWN_REFERENCE", { field });
    refuseUnless(entry.mine, "OUTSIDE_YOUR_REACH", { field });
    await takeAward(client, entry.award_id);
    await takeNouns(client, context.database, entry.claim_id === null ? [LedgerEntry] : [Claim, LedgerEntry]);
    await mayMove(client, entry.award_id, "GIVE_BACK", field);
    refuseUnless(entry.kind !== EntryKind.CORRECTION, "ENTRY_STANDS", { field, detail: "It is itself a correction." });
    const { rowCount: corrected } = await client.query("select from grants.ledger_entry where corrects_id = $1", [input.entry]);
    refuseUnless(!corrected, "ENTRY_STANDS", { field, detail: "It was corrected already." });
    refuseUnless(on >= entry.on_day, "DATES_OUT_OF_ORDER", { field: "input.on", detail: `The entry is of ${entry.on_day}.` });
    const { award_id: award, from_node: to, to_node: from, amount_pence: pence } = entry;
    const correction = await writeEntry(context, client, { award, kind: EntryKind.CORRECTION, from, to, amount: poundsOf(BigInt(pence)), on, corrects: input.entry, note: input.reason }, ofCorrection);
    // After the entry: the award has room for what is due once it is no longer paid.
    if (entry.claim_id !== null) await stepOn(context, client, await readClaim(client, entry.claim_id), ClaimState.APPROVED, { on, reason: input.reason, field: ofCorrection });
    return correction;
  });
}
