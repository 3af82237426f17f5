/** A claim as it stands, for the verbs that take it a step further. */
import type { PoolClient } from "pg";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, NounClass, Written } from "../../../../kernel/subgraph/context.js";
import { readDay, today, type Day } from "../../../../kernel/values/day.js";
import { poundsOf } from "../../../../kernel/values/money.js";
import { periodAsWritten, type PeriodKind } from "../../../../kernel/values/period.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { asCell } from "../share/stated-cell.js";
import { CLAIM_STEPS, type ClaimState } from "./claim-state.js";
import { importClaims } from "./import-claims.js";

/** What verbs know of it. */
export interface StandingClaim {
  id: string;
  award: string;
  state: ClaimState;
  stateOn: Day;
  version: number;
  /** All that it says, as files write it. */
  cells: Record<string, string | null>;
}

/** Takes the award of a claim and the nouns that are going to be written, and reads the claim as nobody can change it meanwhile. */
export async function takeClaim(context: Context, client: PoolClient, id: string, expectedVersion: number, nouns: readonly NounClass[]): Promise<StandingClaim> {
  const field = "input.claim";
  refuseUnless(!id.includes("\u0000"), "MALFORMED_TEXT", { field });
  const { rows: found } = await client.query<{ award_id: string; mine: boolean }>(
    "select award_id, coalesce(of_partnership = any (grants.viewer_partnerships()), false) or grants.viewer_role() = 'HUB' as mine from grants.claim where id = $1 and known_to is null",
    [id],
  );
  refuseUnless(found[0], "UNKNOWN_REFERENCE", { field });
  refuseUnless(found[0].mine, "OUTSIDE_YOUR_REACH", { field });
  await takeAward(client, found[0].award_id);
  await takeNouns(client, context.database, nouns);
  const claim = await readClaim(client, id);
  refuseUnless(claim.version === expectedVersion, "VERSION_MOVED", { field: "expectedVersion", detail: `Expected: ${expectedVersion}; it is at ${claim.version}.`, currentVersion: claim.version });
  return claim;
}

/** Reads a claim that is there, in a transaction that has taken its award and claims. */
export async function readClaim(client: PoolClient, id: string): Promise<StandingClaim> {
  const { rows } = await client.query<Record<string, string | null> & { gaps: []; version: number; state: ClaimState; state_on: string }>(
    `select award_id, allocation_id, period_kind, period_from::text, period_to::text, amount_pence, state, state_on::text, reason, purpose, document_id, section, as_printed, gaps, version
     from grants.claim where id = $1 and known_to is null`,
    [id],
  );
  const row = rows[0]!;
  const kind = row["period_kind"] as PeriodKind | null;
  return {
    id,
    award: row["award_id"]!,
    state: row.state,
    stateOn: row.state_on,
    version: row.version,
    cells: {
      award: row["award_id"]!,
      allocation: row["allocation_id"]!,
      period: kind ? periodAsWritten({ kind, from: row["period_from"]!, to: row["period_to"]! }, "input.period") : asCell(null, row.gaps, "period"),
      amount: poundsOf(BigInt(row["amount_pence"]!)),
      state: row.state,
      on: row.state_on,
      reason: row["reason"]!,
      purpose: asCell(row["purpose"]!, row.gaps, "purpose"),
      document: row["document_id"]!,
      section: row["section"]!,
      as_printed: row["as_printed"]!,
    },
  };
}

/** Takes a claim one step on; `on` is the day of the step, today where nobody says. Whatever else is wrong is about the claim, unless `field` says otherwise. */
export function stepOn(context: Context, client: PoolClient, claim: StandingClaim, next: ClaimState, { on, reason, field = ofStep }: { on: Day; reason?: string | null; field?: (column: string) => string | undefined }): Promise<Written> {
  refuseUnless(CLAIM_STEPS[claim.state].includes(next), "STEP_NOT_OPEN", { field: "input.claim", detail: `From ${claim.state} to ${next}.` });
  refuseUnless(on >= claim.stateOn, "DATES_OUT_OF_ORDER", { field: "input.on", detail: `It is ${claim.state} since ${claim.stateOn}.` });
  return record(context, client, {
    declaration: importClaims,
    prefix: "claim",
    changes: () => Promise.resolve(claim.id),
    cells: { ...claim.cells, state: next, on, reason: reason ?? null },
    expectedVersion: claim.version,
    field,
  });
}

const ofStep = saidIn({ on: "on", reason: "reason" }, "claim");

/** The day of an act: as it was given, today where it was not; never one that is still to come. */
export function dayOfAct(on: Day | null | undefined): Day {
  if (on == null) return today();
  const day = readDay(on, "input.on");
  refuseUnless(day <= today(), "DAY_AHEAD", { field: "input.on", detail: `Given: ${day}.` });
  return day;
}
