/** What has to be settled before an agreement is reconciled or closed. */
import type { PoolClient } from "pg";
import { refuseUnless } from "../../../../kernel/refusals.js";
import { poundsOf } from "../../../../kernel/values/money.js";
import type { StandingAgreement } from "../standing.js";
import { AgreementState } from "./agreement-state.js";

/** Goes on only where nothing is open that the step wants settled: the final return for RECONCILED, and for CLOSED from there; for CLOSED also every claim, and what was to come back. */
export async function nothingOpen(client: PoolClient, award: string, agreement: StandingAgreement, next: AgreementState): Promise<void> {
  if (next === AgreementState.CLOSED) await moneySettled(client, award, agreement);
  const reconciles = next === AgreementState.RECONCILED || (next === AgreementState.CLOSED && agreement.state === AgreementState.RECONCILED);
  if (!reconciles) return;
  const { rows } = await client.query<{ returned: boolean }>("select exists (select from grants.spend_return where award_id = $1 and final and known_to is null) as returned", [award]);
  refuseUnless(rows[0]!.returned, "STILL_OPEN", { field: "input.state", detail: "Its final return is not received." });
}

/** No claim waits for anything, and what was demanded back has come back. */
async function moneySettled(client: PoolClient, award: string, { clawback_pence: demanded, state }: StandingAgreement): Promise<void> {
  const { rows } = await client.query<{ claims: string; clawed: string }>(
    `select (select count(*) from grants.claim where award_id = $1 and known_to is null and state in ('SUBMITTED', 'QUERIED', 'APPROVED')) as claims,
       (select coalesce(sum(case when from_node = $1 then amount_pence else -amount_pence end), 0) from grants.ledger_entry where award_id = $1 and counts_as = 'CLAWBACK') as clawed`,
    [award],
  );
  const { claims, clawed } = rows[0]!;
  refuseUnless(claims === "0", "STILL_OPEN", { field: "input.state", detail: `Claims that are not settled: ${claims}.` });
  const left = state === AgreementState.CLAWBACK ? BigInt(demanded ?? "0") - BigInt(clawed) : 0n;
  refuseUnless(left <= 0n, "STILL_OPEN", { field: "input.state", detail: `Still to come back: ${poundsOf(left)}.` });
}

/** No more is asked back than was paid: what never came cannot come back, and the grant could not be closed. */
export async function paidBefore(client: PoolClient, award: string, clawback: bigint): Promise<void> {
  const { rows } = await client.query<{ paid: string }>("select coalesce(sum(case when to_node = $1 then amount_pence else -amount_pence end), 0) as paid from grants.ledger_entry where award_id = $1 and counts_as = 'PAYMENT'", [award]);
  refuseUnless(clawback <= BigInt(rows[0]!.paid), "MONEY_NOT_THERE", { field: "input.clawback", detail: `Paid: ${poundsOf(BigInt(rows[0]!.paid))}.` });
}
