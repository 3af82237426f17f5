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
  ],
};
