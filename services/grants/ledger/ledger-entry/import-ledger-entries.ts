/** Imports entries of the ledger. */
import sql, { raw, type Sql } from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { today } from "../../../../kernel/values/day.js";
import { AgreementState } from "../../granting/agreement/agreement-state.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { Fund } from "../../money/fund/fund.js";
import { Allocation } from "../allocation/allocation.js";
import { Claim } from "../claim/claim.js";
import { EntryKind, LedgerEntry } from "./ledger-entry.js";

const NODES = { fund: Fund, award: Award, allocation: Allocation };

/** All entries of the awards that the staged rows are of, as they will stand. A correction counts as what it corrects. */
const AFTER = sql`(select id, award_id, from_node, to_node, amount_pence,
    case kind when 'CORRECTION' then coalesce((select c.kind from staged c where c.id = n.corrects_id), (select c.kind from grants.ledger_entry c where c.id = n.corrects_id)) else kind end as counts_as from staged n
  union all select e.id, e.award_id, e.from_node, e.to_node, e.amount_pence, e.counts_as from grants.ledger_entry e
    where e.award_id in (select award_id from staged) and not exists (select from staged n where n.id = e.id))`;

/** Whether two nodes of a row follow each other, the upper first. The fund of an award may have been another when it paid. */
const PAID = sql`exists (select from grants.award w where w.id = s.award_id and w.id = lower.id and w.fund_id = upper.id)`;
const PASSED_ON = sql`exists (select from grants.allocation a where a.award_id = s.award_id and a.id = lower.id and coalesce(a.parent_id, a.award_id) = upper.id)`;
const between = (upper: string, lower: string, follows: Sql): Sql => sql`exists (select from (values (${raw(`s.${upper}`)}, ${raw(`s.${lower}`)})) pair(u, l), lateral (select pair.u as id) upper, lateral (select pair.l as id) lower where ${follows})`;

/** Whether a staged entry `c` or one that stands takes back the entry `e`. */
const TAKEN_BACK = sql`(exists (select from staged c where c.corrects_id = e.id) or exists (select from grants.ledger_entry c where c.corrects_id = e.id))`;

/** The entries that pay claims of the staged rows, or that they correct, as they will stand. */
const PAYING = sql`(select e.id, e.claim_id from staged e where e.claim_id is not null
  union all select e.id, e.claim_id from grants.ledger_entry e where e.claim_id is not null and not exists (select from staged n where n.id = e.id))`;

/** An entry of the ledger as a verb or a file says it. */
export const ledgerEntries: ImportDeclaration = {
  noun: LedgerEntry,
  owner: owned.through("award_id", Award, { carries: true }),
  together: togetherWithAward("award_id"),
  columns: {
    id: cells.id("id", "ledger-entry"),
    award: cells.reference("award_id", "award", Award),
    kind: cells.code("kind", EntryKind),
    from: cells.referenceToOneOf("from_node", NODES),
    to: cells.referenceToOneOf("to_node", NODES),
    amount: cells.money("amount"),
    on: cells.day("on_day"),
    claim: cells.reference("claim_id", "claim", Claim, { presence: "OPTIONAL", within: "award_id" }),
    corrects: cells.reference("corrects_id", "ledger-entry", LedgerEntry, { presence: "OPTIONAL", within: "award_id" }),
    note: cells.text("note", { presence: "OPTIONAL" }),
  },
  finish: (values) => {
    const { amount_pence: pence, kind, corrects_id: corrects, on_day: on } = values as { amount_pence: string; kind: EntryKind; corrects_id: string | null; on_day: string };
    if (BigInt(pence) === 0n) return { column: "amount", code: "AMOUNT_IS_ZERO", detail: "" };
    if (on > today()) return { column: "on", code: "DAY_AHEAD", detail: `Given: ${on}.` };
    if ((kind === EntryKind.CORRECTION) !== (corrects !== null)) return { column: "corrects", code: "ENTRY_ASTRAY", detail: "A CORRECTION, and no other entry, names what it corrects." };
    return undefined;
  },
  rules: [
    { column: "id", code: "ENTRY_STANDS", broken: sql`t.id is not null` },
    {
      column: "corrects",
      code: "ENTRY_STANDS",
      broken: sql`s.corrects_id is not null and ((select count(*) from staged n where n.corrects_id = s.corrects_id) > 1
        or exists (select from grants.ledger_entry e where e.corrects_id = s.corrects_id and e.id <> s.id)
        or exists (select from grants.ledger_entry e where e.id = s.corrects_id and e.kind = 'CORRECTION') or exists (select from staged n where n.id = s.corrects_id and n.kind = 'CORRECTION'))`,
    },
    {
      column: "on",
      code: "DATES_OUT_OF_ORDER",
      broken: sql`s.on_day < (select max(e.on_day) from (select id, on_day from grants.ledger_entry union all select id, on_day from staged) e where e.id = s.corrects_id)
        or s.on_day < (select c.state_on from grants.claim c where c.id = s.claim_id and c.known_to is null and c.state <> 'PAID')`,
      detail: sql`'A correction is no earlier than what it corrects, and a payment no earlier than the approval of its claim.'`,
    },
    {
      column: "on",
      code: "DATES_OUT_OF_ORDER",
      // Of an award without an agreement, or with one of which nobody knows when it was agreed, nothing can be said.
      broken: sql`s.kind in ('PAYMENT', 'PASS_ON', 'CLAWBACK') and s.on_day < (select g.agreed_on from grants.agreement g where g.award_id = s.award_id and g.known_to is null)`,
      detail: sql`'The award was agreed on ' || (select g.agreed_on from grants.agreement g where g.award_id = s.award_id and g.known_to is null) || '.'`,
    },
    {
      column: "on",
      code: "DATES_OUT_OF_ORDER",
      broken: sql`s.kind in ('PAYMENT', 'PASS_ON', 'CLAWBACK') and s.on_day > (select g.state_on from grants.agreement g where g.award_id = s.award_id and g.known_to is null and g.state = ${AgreementState.CLOSED})`,
      detail: sql`'Its agreement was closed on ' || (select g.state_on from grants.agreement g where g.award_id = s.award_id and g.known_to is null) || '.'`,
    },
    {
      column: "to",
      code: "ENTRY_ASTRAY",
      broken: sql`not coalesce(case s.kind
          when 'PAYMENT' then ${between("from_node", "to_node", PAID)}
          when 'CLAWBACK' then ${between("to_node", "from_node", PAID)}
          when 'PASS_ON' then ${between("from_node", "to_node", PASSED_ON)}
          when 'REFUND' then ${between("to_node", "from_node", PASSED_ON)}
          else exists (select from (select id, award_id, from_node, to_node, amount_pence from grants.ledger_entry union all select id, award_id, from_node, to_node, amount_pence from staged) e
            where e.id = s.corrects_id and (e.award_id, e.from_node, e.to_node, e.amount_pence) = (s.award_id, s.to_node, s.from_node, s.amount_pence))
        end, false)`,
    },
    {
      column: "claim",
      code: "ENTRY_ASTRAY",
      broken: sql`s.claim_id is not null and ((select count(*) from ${PAYING} e where e.claim_id = s.claim_id and not ${TAKEN_BACK}) > 1
        or not exists (select from grants.claim c where c.id = s.claim_id and c.known_to is null and c.state = 'PAID' and c.amount_pence = s.amount_pence and s.kind = 'PAYMENT'))`,
      detail: sql`'A claim is paid by one PAYMENT of its sum that stands, and is PAID by then.'`,
    },
    {
      column: "amount",
      code: "MONEY_NOT_THERE",
      broken: sql`s.from_node not like 'fund-%' and (select sum(case when e.to_node = s.from_node then e.amount_pence else -e.amount_pence end) from ${AFTER} e where s.from_node in (e.from_node, e.to_node)) < 0`,
      detail: sql`'There: ' || to_char(coalesce((select sum(case when e.to_node = s.from_node then e.amount_pence else -e.amount_pence end) from grants.ledger_entry e where e.award_id = s.award_id and s.from_node in (e.from_node, e.to_node)), 0) / 100.0, 'FM999999999999990.00') || '.'`,
    },
    {
      column: "amount",
      code: "PASSED_ON_EXCEEDS_ALLOCATION",
      // Asked of each row for itself: as a join, PostgreSQL may sum up the entries of every allocation there is.
      broken: sql`(select bool_or(a.amount_pence < (select sum(case when e.to_node = a.id then e.amount_pence else -e.amount_pence end) from ${AFTER} e where a.id in (e.from_node, e.to_node) and coalesce(a.parent_id, a.award_id) in (e.from_node, e.to_node)))
        from grants.allocation a where a.award_id = s.award_id and a.id in (s.from_node, s.to_node) and coalesce(a.parent_id, a.award_id) in (s.from_node, s.to_node) and a.known_to is null)`,
    },
    {
      column: "amount",
      code: "PAYMENTS_EXCEED_AWARD",
      broken: sql`(select w.awarded_pence from grants.award w where w.id = s.award_id and w.known_to is null)
        < (select coalesce(sum(case when e.to_node = s.award_id then e.amount_pence else -e.amount_pence end), 0) from ${AFTER} e where e.award_id = s.award_id and e.counts_as in ('PAYMENT', 'CLAWBACK'))
        + (select coalesce(sum(c.amount_pence), 0) from grants.claim c where c.award_id = s.award_id and c.known_to is null and c.state = 'APPROVED')`,
    },
  ],
};

/** A file of ledger entries. It says nothing of claims: what takes back the one payment of a claim is left to the verb that takes both back. */
export const importLedgerEntries: ImportDeclaration = {
  ...ledgerEntries,
  rules: [
    ...ledgerEntries.rules!,
    {
      column: "award",
      code: "AGREEMENT_NOT_OPEN",
      // What is imported of the past may have moved in any state that came later.
      broken: sql`s.kind in ('PAYMENT', 'PASS_ON', 'CLAWBACK') and exists (select from grants.agreement g where g.award_id = s.award_id and g.known_to is null and g.state = 'AWARDED')`,
      detail: sql`'It is AWARDED, and not agreed.'`,
    },
    {
      column: "corrects",
      code: "CLAIM_STAYS_PAID",
      broken: sql`exists (select from ${PAYING} paid where paid.id = s.corrects_id and not exists (select from ${PAYING} e where e.claim_id = paid.claim_id and not ${TAKEN_BACK}))`,
      detail: sql`'Claim: ' || (select paid.claim_id from ${PAYING} paid where paid.id = s.corrects_id) || '.'`,
    },
  ],
};
