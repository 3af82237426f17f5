/** When money of an award may move: what its agreement lets be done, where it has one. */
import type { PoolClient } from "pg";
import { refuseUnless } from "../../../kernel/refusals.js";
import type { Day } from "../../../kernel/values/day.js";
import { poundsOf } from "../../../kernel/values/money.js";
import { AgreementState } from "../granting/agreement/agreement-state.js";

const { AWARDED, AGREED, ACTIVE, VARIED, SUSPENDED, TERMINATED, FINAL_RETURN_DUE, RECONCILED, CLAWBACK } = AgreementState;

/** What is done with the money, and the states of the agreement in which it is done. An award without an agreement has no life that could stand in the way. */
const OPEN = {
  /** Set aside: from the award on, until it ends. */
  ALLOCATE: [AWARDED, AGREED, ACTIVE, VARIED, SUSPENDED, FINAL_RETURN_DUE, RECONCILED],
  /** Ask for it: while the grant runs. */
  CLAIM: [ACTIVE, VARIED, FINAL_RETURN_DUE],
  /** Pay and pass on: what is asked for is settled also when the grant has come to its end, until it is closed. */
  PAY: [ACTIVE, VARIED, FINAL_RETURN_DUE, RECONCILED, TERMINATED, CLAWBACK],
  /** Give back up the chain, or take back what was wrong: until it is closed. */
  GIVE_BACK: [AWARDED, AGREED, ACTIVE, VARIED, SUSPENDED, FINAL_RETURN_DUE, RECONCILED, TERMINATED, CLAWBACK],
} as const;

/** Goes on only where the agreement lets it be done. Asked once the award is taken, so that nobody moves the agreement meanwhile. */
export async function mayMove(client: PoolClient, award: string, what: keyof typeof OPEN, field: string): Promise<void> {
  const { rows } = await client.query<{ state: AgreementState }>("select state from grants.agreement where award_id = $1 and known_to is null", [award]);
  const open: readonly AgreementState[] = OPEN[what];
  refuseUnless(!rows[0] || open.includes(rows[0].state), "AGREEMENT_NOT_OPEN", { field, detail: `It is ${rows[0]?.state ?? ""}; this is done while it is ${open.join(", ")}.` });
}

/** Goes on only where what is clawed back was demanded: a grant with an agreement is clawed back in its state CLAWBACK, by no more than that says and not before the day of it. */
export async function mayClawBack(client: PoolClient, award: string, pence: bigint, on: Day): Promise<void> {
  const { rows } = await client.query<{ state: AgreementState; since: Day; demanded: string | null; clawed: string }>(
    `select g.state, g.state_on::text as since, g.clawback_pence as demanded,
       (select coalesce(sum(case when e.from_node = g.award_id then e.amount_pence else -e.amount_pence end), 0) from grants.ledger_entry e where e.award_id = g.award_id and e.counts_as = 'CLAWBACK') as clawed
     from grants.agreement g where g.award_id = $1 and g.known_to is null`,
    [award],
  );
  const agreement = rows[0];
  if (!agreement) return;
  refuseUnless(agreement.state === CLAWBACK, "AGREEMENT_NOT_OPEN", { field: "input.award", detail: `It is ${agreement.state}; money is clawed back while it is CLAWBACK.` });
  refuseUnless(on >= agreement.since, "DATES_OUT_OF_ORDER", { field: "input.on", detail: `It was demanded on ${agreement.since}.` });
  const left = BigInt(agreement.demanded ?? "0") - BigInt(agreement.clawed);
  refuseUnless(agreement.demanded === null || pence <= left, "CLAWBACK_NOT_DEMANDED", { field: "input.amount", detail: `Still to come back: ${poundsOf(left)}.` });
}
