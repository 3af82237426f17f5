/** Writes an entry of the ledger: what every verb that moves money ends with. */
import type { PoolClient } from "pg";
import { Field, ID, InputType } from "type-graphql";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { ledgerEntries } from "./import-ledger-entries.js";
import { LedgerEntry, type EntryKind } from "./ledger-entry.js";

@InputType({ description: "Money that moves between an award and its fund." })
export class AwardMoneyInput {
  @Field(() => ID, { description: "The award: one of a partnership of the caller's PCC area." })
  award!: string;

  @Field(() => DecimalScalar, { description: 'The sum, in pounds with exactly two decimals, above 0.00: "2500.00".' })
  amount!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it moved; today where left out. Refused with DAY_AHEAD, and with DATES_OUT_OF_ORDER before the day on which the award was agreed." })
  on?: Day | null;

  @Field(() => String, { nullable: true, description: "What is to be said of it. No names of persons." })
  note?: string | null;

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;
}

@InputType({ description: "Money that moves between an allocation and what it hangs on: the award, or the allocation above it." })
export class AllocationMoneyInput {
  @Field(() => ID, { description: "The allocation: one of a partnership of the caller's PCC area." })
  allocation!: string;

  @Field(() => DecimalScalar, { description: 'The sum, in pounds with exactly two decimals, above 0.00: "2500.00".' })
  amount!: string;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it moved; today where left out. Refused with DAY_AHEAD; money that is passed on, also with DATES_OUT_OF_ORDER before the day on which the award was agreed." })
  on?: Day | null;

  @Field(() => String, { nullable: true, description: "What is to be said of it. No names of persons." })
  note?: string | null;
}

/** An entry as a verb says it. */
export interface Entry {
  award: string;
  kind: EntryKind;
  from: string;
  to: string;
  amount: string;
  on: Day;
  claim?: string | null;
  corrects?: string | null;
  note?: string | null | undefined;
  document?: string | null | undefined;
  section?: string | null | undefined;
}

/** Writes an entry, in a transaction that has taken the award and the ledger. Whoever may see the award may see it. `field` tells what of the verb's input each column of it was given in. */
export function writeEntry(context: Context, client: PoolClient, entry: Entry, field: (column: string) => string | undefined): Promise<Written> {
  return record(context, client, { declaration: ledgerEntries, prefix: "ledger-entry", changes: () => Promise.resolve(null), cells: { ...entry }, expectedVersion: 0, field });
}

/** What an entry between an award and its fund, or between an allocation and what it hangs on, is told by. */
const SAID = { amount: "amount", on: "on", note: "note" };
export const byAward = saidIn({ ...SAID, document: "document", section: "section" }, "award");
export const byAllocation = saidIn(SAID, "allocation");

/** What an entry takes over from what was said of it. */
export function saidOf({ award, amount, note, document, section }: AwardMoneyInput): Pick<Entry, "award" | "amount" | "note" | "document" | "section"> {
  return { award, amount, note, document, section };
}

/** Takes an award and the ledger, and tells the fund that the award comes from. */
export async function takeAwardOf(context: Context, client: PoolClient, award: string): Promise<{ fund: string }> {
  const field = "input.award";
  refuseUnless(!award.includes("\u0000"), "MALFORMED_TEXT", { field });
  await takeAward(client, award);
  await takeNouns(client, context.database, [LedgerEntry]);
  return { fund: await fundOf(client, award, field) };
}

/** The fund that an award comes from now. */
export async function fundOf(client: PoolClient, award: string, field: string): Promise<string> {
  const { rows } = await client.query<{ fund_id: string; mine: boolean }>(
    "select fund_id, coalesce(of_partnership = any (grants.viewer_partnerships()), false) or grants.viewer_role() = 'HUB' as mine from grants.award where id = $1 and known_to is null",
    [award],
  );
  refuseUnless(rows[0], "UNKNOWN_REFERENCE", { field });
  refuseUnless(rows[0].mine, "OUTSIDE_YOUR_REACH", { field });
  return rows[0].fund_id;
}
