/** Imports claims. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { today } from "../../../../kernel/values/day.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { periodWithinYears } from "../../money/award/years-of-award.js";
import { Allocation } from "../allocation/allocation.js";
import { CLAIM_STEPS, ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";

/** The claims of the awards that the staged rows are of, as they will stand. */
const AFTER = sql`(select id, award_id, allocation_id, state, amount_pence from staged
  union all select c.id, c.award_id, c.allocation_id, c.state, c.amount_pence from grants.claim c
    where c.known_to is null and c.award_id in (select award_id from staged) and not exists (select from staged n where n.id = c.id))`;

/** What is not paid of a row's award yet. */
const UNPAID = sql`(select w.awarded_pence - coalesce((select sum(case when e.to_node = w.id then e.amount_pence else -e.amount_pence end) from grants.ledger_entry e
    where e.award_id = w.id and e.counts_as in ('PAYMENT', 'CLAWBACK')), 0) from grants.award w where w.id = s.award_id and w.known_to is null)`;

/** A file of claims. */
export const importClaims: ImportDeclaration = {
  noun: Claim,
  owner: owned.through("award_id", Award, { carries: true }),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "claim"),
    award: cells.reference("award_id", "award", Award),
    allocation: cells.reference("allocation_id", "allocation", Allocation, { presence: "OPTIONAL", within: "award_id" }),
    period: cells.period("period", { presence: "STATED" }),
    amount: cells.money("amount"),
    state: cells.code("state", ClaimState),
    on: cells.day("state_on"),
    reason: cells.text("reason", { presence: "OPTIONAL" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
  finish: (values) => {
    const { amount_pence: pence, state, state_on: on, reason } = values as { amount_pence: string; state: ClaimState; state_on: string; reason: string | null };
    if (BigInt(pence) === 0n) return { column: "amount", code: "AMOUNT_IS_ZERO", detail: "" };
    if (on > today()) return { column: "on", code: "DAY_AHEAD", detail: `Given: ${on}.` };
    if (reason === null && (state === ClaimState.QUERIED || state === ClaimState.REJECTED)) return { column: "reason", code: "MISSING_VALUE", detail: `Say why it is ${state}.` };
    return undefined;
  },
  steps: { state: "state", on: "state_on", leadOn: CLAIM_STEPS },
  rules: [
    periodWithinYears(),
    {
      column: "state",
      code: "STEP_NOT_OPEN",
      // Back from PAID it goes with the correction of the entry that paid it, and not otherwise.
      broken: sql`t.state = 'PAID' and s.state = 'APPROVED' and not coalesce((select bool_and(exists (select from grants.ledger_entry c where c.corrects_id = e.id)) from grants.ledger_entry e where e.claim_id = s.id), false)`,
      detail: sql`'From PAID to APPROVED: correctEntry takes the entry that paid it and the claim back.'`,
    },
    {
      column: "amount",
      code: "CLAIM_EXCEEDS_AWARD",
      // What is sent in or approved must fit with all else that is approved.
      broken: sql`s.state in ('SUBMITTED', 'APPROVED')
        and s.amount_pence + (select coalesce(sum(a.amount_pence), 0) from ${AFTER} a where a.award_id = s.award_id and a.state = 'APPROVED' and a.id <> s.id) > ${UNPAID}`,
      detail: sql`'Not paid of the award yet: ' || to_char(${UNPAID} / 100.0, 'FM999999999999990.00') || ', and part of that may be approved for other claims.'`,
    },
    {
      column: "amount",
      code: "CLAIM_EXCEEDS_AWARD",
      broken: sql`s.allocation_id is not null and s.state in ('SUBMITTED', 'APPROVED', 'PAID') and (select sum(a.amount_pence) from ${AFTER} a where a.allocation_id = s.allocation_id and (a.id = s.id or a.state in ('APPROVED', 'PAID')))
        > (select l.amount_pence from grants.allocation l where l.id = s.allocation_id and l.known_to is null)`,
      detail: sql`'The allocation is of ' || (select to_char(l.amount_pence / 100.0, 'FM999999999999990.00') from grants.allocation l where l.id = s.allocation_id and l.known_to is null) || '.'`,
    },
  ],
};
