/** Imports awards. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Fund } from "../fund/fund.js";
import { differsFrom, spanOf } from "./annual-amounts.js";
import { Award } from "./award.js";
import { togetherWithAward } from "./take-award.js";

/** Whether an award is settled: agreed with its recipient, or paid from. */
const SETTLED = sql`(exists (select from grants.agreement g where g.award_id = s.id and g.known_to is null and g.state <> 'AWARDED')
  or exists (select from grants.ledger_entry e where e.award_id = s.id and e.kind = 'PAYMENT' and not exists (select from grants.ledger_entry c where c.corrects_id = e.id)))`;

/** What is allocated of an award that is staged in the first of its years that would give less, in words; null where none would. */
const OVER_ALLOCATED = sql`(select a.year || ' ' || to_char(sum(a.amount_pence) / 100.0, 'FM999999999999990.00') from grants.allocation a
    where a.award_id = s.id and a.known_to is null and a.parent_id is null group by a.year
    having sum(a.amount_pence) > coalesce((select sum((y ->> 'pence')::bigint) from jsonb_array_elements(s.annual_amounts) y where y ->> 'year' = a.year), 0)
      + coalesce((select o.excess_pence from grants.over_allocation o where o.award_id = s.id and o.year = a.year and o.known_to is null), 0) order by a.year limit 1)`;

/** What was paid of it and did not come back, and what is approved to be paid. */
const PAID = sql`(select coalesce(sum(case when e.to_node = s.id then e.amount_pence else -e.amount_pence end), 0) from grants.ledger_entry e where e.award_id = s.id and e.counts_as in ('PAYMENT', 'CLAWBACK'))`;
const APPROVED = sql`(select coalesce(sum(c.amount_pence), 0) from grants.claim c where c.award_id = s.id and c.known_to is null and c.state = 'APPROVED')`;

/** A file of awards. */
export const importAwards: ImportDeclaration = {
  noun: Award,
  owner: owned.byPartnership("partnership_id", { carries: true }),
  together: togetherWithAward("id"),
  columns: {
    id: cells.id("id", "award"),
    fund: cells.reference("fund_id", "fund", Fund),
    partnership: cells.id("partnership_id", "partnership"),
    recipient: cells.id("recipient_id", "organisation", { presence: "STATED" }),
    awarded: cells.money("awarded"),
    annual_amounts: cells.annualAmounts("annual_amounts"),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
  computes: ["period_kind", "period_from", "period_to"],
  finish: (values) => {
    const amounts = values["annual_amounts"] as { year: string; pence: string }[];
    const differs = differsFrom(amounts, values["awarded_pence"] as string);
    if (differs) return { column: "annual_amounts", code: "AMOUNTS_DO_NOT_SUM", detail: differs };
    Object.assign(values, spanOf(amounts));
    return undefined;
  },
  rules: [
    // One that stood before this was judged can still be said again.
    { column: "awarded", code: "AMOUNT_IS_ZERO", broken: sql`s.awarded_pence = 0 and t.awarded_pence is distinct from 0` },
    {
      // By what plans has told of organisations, as it is by what plans has told of partnerships whose an award is. The hub itself imports in an order of its own.
      column: "recipient",
      code: "UNKNOWN_REFERENCE",
      broken: sql`(select grants.viewer_role()) <> 'HUB' and s.recipient_id is not null and s.recipient_id is distinct from t.recipient_id and not exists (select from grants.organisation_told o where o.id = s.recipient_id)`,
      detail: sql`'Id: ' || s.recipient_id || ', as far as plans has told of organisations.'`,
    },
    // Money came from this fund, and for this body. A recipient that no source had stated can still be stated.
    { column: "fund", code: "AWARD_SETTLED", broken: sql`t.fund_id <> s.fund_id and ${SETTLED}` },
    { column: "recipient", code: "AWARD_SETTLED", broken: sql`t.recipient_id is not null and t.recipient_id is distinct from s.recipient_id and ${SETTLED}` },
    {
      // What is agreed with the recipient changes by a variation, which says why, whoever writes and by whichever road.
      column: "annual_amounts",
      code: "VARIATION_NEEDED",
      broken: sql`t.annual_amounts <> s.annual_amounts and exists (select from grants.agreement g where g.award_id = s.id and g.known_to is null and g.state <> 'AWARDED')
        and s.annual_amounts is distinct from (select v.after_amounts from grants.variation v where v.award_id = s.id and v.known_to is null order by v.number desc limit 1)`,
      detail: sql`'Its agreement is ' || (select g.state from grants.agreement g where g.award_id = s.id and g.known_to is null) || '.'`,
    },
    {
      column: "annual_amounts",
      code: "ALLOCATIONS_EXCEED_YEAR",
      broken: sql`t.annual_amounts <> s.annual_amounts and ${OVER_ALLOCATED} is not null`,
      detail: sql`'Allocated already: ' || ${OVER_ALLOCATED} || '.'`,
    },
    { column: "awarded", code: "PAYMENTS_EXCEED_AWARD", broken: sql`s.awarded_pence < t.awarded_pence and s.awarded_pence < ${PAID}`, detail: sql`'Paid: ' || to_char(${PAID} / 100.0, 'FM999999999999990.00') || '.'` },
    {
      column: "awarded",
      code: "CLAIM_EXCEEDS_AWARD",
      broken: sql`s.awarded_pence < t.awarded_pence and s.awarded_pence >= ${PAID} and s.awarded_pence < ${PAID} + ${APPROVED}`,
      detail: sql`'Paid, or approved to be: ' || to_char((${PAID} + ${APPROVED}) / 100.0, 'FM999999999999990.00') || '.'`,
    },
  ],
};
