/** What stands of a grant when a verb acts on it: read once the award is taken, so that nobody changes it meanwhile. */
import type { PoolClient } from "pg";
import { takeNouns } from "../../../kernel/writing/taking.js";
import { refuse, refuseUnless } from "../../../kernel/refusals.js";
import type { Context, NounClass } from "../../../kernel/subgraph/context.js";
import { readDay, today, type Day } from "../../../kernel/values/day.js";
import type { StoredAmount } from "../money/award/annual-amounts.js";
import { takeAward } from "../money/award/take-award.js";
import type { AgreementState } from "./agreement/agreement-state.js";
import type { StandingRow } from "./restated.js";

/** An award as verbs know it. */
export type StandingAward = StandingRow & { fund_id: string; partnership_id: string; recipient_id: string | null; purpose: string | null; annual_amounts: StoredAmount[]; visibility: string };

/** An agreement likewise. */
export type StandingAgreement = StandingRow & { state: AgreementState; state_on: Day; reasons: string | null; without_conditions: boolean | null; agreed_on: Day | null; clawback_pence: string | null };

/** A condition likewise. */
export type StandingCondition = StandingRow & { award_id: string; number: number; met_on: Day | null; waived_on: Day | null; visibility: string };

const THEIRS = "(grants.viewer_role() = 'HUB' or coalesce(t.of_partnership = any (grants.viewer_partnerships()), false))";

/** One row that is current, if the viewer may see it, and whether it is the viewer's to act on; refuses where it is not. */
async function theirs<R extends StandingRow>(client: PoolClient, table: string, id: string, field: string): Promise<R> {
  refuseUnless(!id.includes("\u0000"), "MALFORMED_TEXT", { field });
  const { rows } = await client.query<R & { theirs: boolean }>(`select t.*, ${THEIRS} as theirs from grants.${table} t where t.id = $1 and t.known_to is null`, [id]);
  const row = rows[0] ?? refuse("UNKNOWN_REFERENCE", { field });
  refuseUnless(row.theirs, "OUTSIDE_YOUR_REACH", { field });
  return row;
}

/** Takes an award and the nouns that are going to be written; answers it as it stands. Refuses where it is unknown, or not the viewer's. */
export async function takeStandingAward(context: Context, client: PoolClient, id: string, nouns: readonly NounClass[]): Promise<StandingAward> {
  refuseUnless(!id.includes("\u0000"), "MALFORMED_TEXT", { field: "input.award" });
  await takeAward(client, id);
  await takeNouns(client, context.database, nouns);
  return theirs(client, "award", id, "input.award");
}

/** The agreement of an award; null where there is none. */
export async function agreementOf(client: PoolClient, award: string): Promise<StandingAgreement | null> {
  const { rows } = await client.query<StandingAgreement>("select * from grants.agreement where award_id = $1 and known_to is null", [award]);
  return rows[0] ?? null;
}

/** The agreement of an award, which must be there and at the version that the caller expects. */
export async function expectedAgreement(client: PoolClient, award: string, expectedVersion: number): Promise<StandingAgreement> {
  const agreement = (await agreementOf(client, award)) ?? refuse("AGREEMENT_MISSING", { field: "input.award" });
  expectVersion(agreement, expectedVersion);
  return agreement;
}

/** The conditions of an award, in the order of their numbers. */
export async function conditionsOf(client: PoolClient, award: string): Promise<StandingCondition[]> {
  return (await client.query<StandingCondition>("select * from grants.condition where award_id = $1 and known_to is null order by number", [award])).rows;
}

/** Takes the award of a thing that hangs on one, and the nouns that are going to be written; answers the thing as it stands, at the version that the caller expects. */
export async function takeStanding<R extends StandingRow>(context: Context, client: PoolClient, table: "condition" | "application", id: string, expectedVersion: number, nouns: readonly NounClass[]): Promise<R> {
  const field = `input.${table}`;
  const found = await theirs<R>(client, table, id, field);
  // An application hangs on an award from its end on: nothing else is done with it then.
  if (table === "condition") await takeAward(client, found["award_id"] as string);
  await takeNouns(client, context.database, nouns);
  const row = await theirs<R>(client, table, id, field);
  expectVersion(row, expectedVersion);
  return row;
}

/** Whoever expects another version is told the one that there is, before anything else is judged. */
export function expectVersion({ version }: StandingRow, expected: number): void {
  refuseUnless(version === expected, "VERSION_MOVED", { field: "expectedVersion", detail: `Expected: ${expected}; it is at ${version}.`, currentVersion: version });
}

/** The day on which something was done: no day that is still to come, and none before the day that it follows. */
export function dayOfStep(given: string, after: Day | null, what = "It stands so"): Day {
  const day = readDay(given, "input.on");
  refuseUnless(day <= today(), "DAY_AHEAD", { field: "input.on", detail: `Given: ${day}.` });
  refuseUnless(after === null || day >= after, "DATES_OUT_OF_ORDER", { field: "input.on", detail: `${what} since ${after!}.` });
  return day;
}

/** A text that must be said. */
export function needed(text: string | null | undefined, field: string, why: string): string {
  refuseUnless(text != null && text.trim() !== "", "MISSING_VALUE", { field, detail: why });
  return text;
}
