/** Imports spend returns. */
import sql from "sql-template-tag";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { periodWithinYears } from "../../money/award/years-of-award.js";
import { daysApart, unfitToAdd } from "../addable-period.js";
import { SpendReturn } from "./spend-return.js";

/** Today, for the database as for the hub. */
const TODAY = sql`(now() at time zone 'UTC')::date`;

/** A file of spend returns. */
export const importSpendReturns: ImportDeclaration = {
  noun: SpendReturn,
  owner: owned.through("award_id", Award),
  columns: {
    id: { ...cells.id("id", "spend-return", { presence: "OPTIONAL" }), mayBeAbsent: true },
    award: cells.reference("award_id", "award", Award),
    allocation: cells.reference("allocation_id", "allocation", Allocation, { presence: "OPTIONAL", within: "award_id" }),
    period: cells.period("period"),
    spend: cells.money("spend"),
    forecast: cells.money("forecast", { presence: "STATED" }),
    variance_reason: cells.text("variance_reason", { presence: "OPTIONAL" }),
    received_on: cells.day("received_on", { presence: "OPTIONAL" }),
    final: cells.code("final", { YES: "true", NO: "false" }),
  },
  unique: ["award_id", "allocation_id", "period_from", "period_to"],
  newIds: "spend-return",
  // When a return came is told by its sending, unless an officer says otherwise; it is not received again when it is corrected.
  // What is sent is for the partnership and its Commissioner, as by mutation, unless it says otherwise.
  keeps: { received_on: TODAY, visibility: sql`case when (select grants.viewer_role()) <> 'HUB' then 'PARTNERSHIP' end` },
  rules: [
    daysApart("grants.spend_return"),
    { column: "received_on", code: "NOT_YOURS_TO_DATE", ofReturns: true, broken: sql`s.received_on <> coalesce(t.received_on, ${TODAY})` },
    { column: "known_from", code: "NOT_YOURS_TO_DATE", ofReturns: true, broken: sql`s.known_from is not null` },
    { column: "received_on", code: "DATES_OUT_OF_ORDER", broken: sql`s.received_on > ${TODAY}`, detail: sql`'Received on ' || s.received_on || ', which is still to come.'` },
    { column: "received_on", code: "DATES_OUT_OF_ORDER", broken: sql`s.received_on < s.period_to`, detail: sql`'Received on ' || s.received_on || ', of a period to ' || s.period_to || '.'` },
    periodWithinYears(),
  ],
  finish: unfitToAdd,
};
