/** Imports agreements: those of the past, at whatever state they came to. What one lacks is flagged on its award and not refused. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Award } from "../../money/award/award.js";
import { togetherWithAward } from "../../money/award/take-award.js";
import { AGREEMENT_STEPS, AgreementState } from "./agreement-state.js";
import { Agreement } from "./agreement.js";

/** The last day on which money of the award moved; what was booked wrongly and taken back moved none. */
const LAST_MOVED = sql`(select max(e.on_day) from grants.ledger_entry e where e.award_id = s.award_id and e.kind <> 'CORRECTION' and not exists (select from grants.ledger_entry c where c.corrects_id = e.id))`;

/** A file of agreements. */
export const importAgreements: ImportDeclaration = {
  noun: Agreement,
  owner: owned.through("award_id", Award),
  together: togetherWithAward("award_id"),
  steps: { state: "state", on: "state_on", leadOn: AGREEMENT_STEPS },
  columns: {
    id: cells.id("id", "agreement"),
    award: cells.reference("award_id", "award", Award),
    state: cells.code("state", AgreementState),
    state_on: cells.day("state_on", { field: "on" }),
    reasons: cells.text("reasons", { presence: "STATED" }),
    without_conditions: cells.code("without_conditions", { YES: "true", NO: "false" }, { presence: "OPTIONAL" }),
    agreed_on: cells.day("agreed_on", { presence: "OPTIONAL" }),
    published_on: cells.day("published_on", { presence: "OPTIONAL" }),
    note: cells.text("note", { presence: "OPTIONAL" }),
    clawback: cells.money("clawback", { presence: "OPTIONAL" }),
  },
  unique: ["award_id"],
  rules: [
    {
      column: "state_on",
      code: "DATES_OUT_OF_ORDER",
      // Of one that was closed before this was asked, other things can still be said.
      broken: sql`s.state = ${AgreementState.CLOSED} and (t.state, t.state_on) is distinct from (s.state, s.state_on) and s.state_on < ${LAST_MOVED}`,
      detail: sql`'Its money moved on ' || ${LAST_MOVED} || '.'`,
    },
  ],
  finish: (values) => {
    const day = (name: string): string | null => values[name] as string | null;
    if (day("agreed_on") && day("agreed_on")! > day("state_on")! ) return { column: "agreed_on", code: "DATES_OUT_OF_ORDER", detail: "It was agreed by the day of its state." };
    if (day("published_on") && day("agreed_on") && day("published_on")! < day("agreed_on")!) return { column: "published_on", code: "DATES_OUT_OF_ORDER", detail: "It was published once it was agreed." };
    return undefined;
  },
};
