/** An allocation as it stands, for the verbs that change it or move money through it. */
import type { PoolClient } from "pg";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, NounClass } from "../../../../kernel/subgraph/context.js";
import { poundsOf } from "../../../../kernel/values/money.js";
import { takeAward } from "../../money/award/take-award.js";
import { sharesAsWritten } from "../share/shares.js";
import { asCell } from "../share/stated-cell.js";

/** What verbs know of it. */
export interface StandingAllocation {
  award: string;
  /** What it hangs on: the allocation above it, or the award. */
  above: string;
  version: number;
  /** All that it says, as files write it. */
  cells: Record<string, string | null>;
}

/** Takes the award of an allocation and the nouns that are going to be written, and reads the allocation as nobody can change it meanwhile. */
export async function takeAllocation(context: Context, client: PoolClient, id: string, field: string, nouns: readonly NounClass[]): Promise<StandingAllocation> {
  refuseUnless(!id.includes("\u0000"), "MALFORMED_TEXT", { field });
  const { rows: found } = await client.query<{ award_id: string; mine: boolean }>(
    "select award_id, coalesce(of_partnership = any (grants.viewer_partnerships()), false) or grants.viewer_role() = 'HUB' as mine from grants.allocation where id = $1 and known_to is null",
    [id],
  );
  refuseUnless(found[0], "UNKNOWN_REFERENCE", { field });
  refuseUnless(found[0].mine, "OUTSIDE_YOUR_REACH", { field });
  await takeAward(client, found[0].award_id);
  await takeNouns(client, context.database, nouns);
  const { rows } = await client.query<Record<string, string | null> & { gaps: []; version: number; ids: string[]; shares: string[] | null }>(
    `select award_id, year, amount_pence, service_id, recipient_id, parent_id, purpose, attributed_level, attributed_ids as ids, attributed_shares::text[] as shares,
       document_id, section, as_printed, gaps, version from grants.allocation where id = $1 and known_to is null`,
    [id],
  );
  const row = rows[0]!;
  return {
    award: row["award_id"]!,
    above: row["parent_id"] ?? row["award_id"]!,
    version: row.version,
    cells: {
      award: row["award_id"]!,
      year: row["year"]!,
      amount: poundsOf(BigInt(row["amount_pence"]!)),
      service: row["service_id"]!,
      recipient: row["recipient_id"]!,
      parent: row["parent_id"]!,
      purpose: asCell(row["purpose"]!, row.gaps, "purpose"),
      attributed_level: row["attributed_level"]!,
      attributed_to: sharesAsWritten(row.ids.map((each, i) => ({ id: each, share: row.shares?.[i] }))),
      document: row["document_id"]!,
      section: row["section"]!,
      as_printed: row["as_printed"]!,
    },
  };
}
