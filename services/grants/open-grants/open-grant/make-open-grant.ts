/** Makes a grant of the standard of what the hub knows: every field is a fact that it holds, and what it does not know is left out. */
import { poundsOf } from "../../../../kernel/values/money.js";
import type { Day } from "../../../../kernel/values/day.js";
import { putTogether, type Known } from "../published-grant/take-apart.js";
import { judgeGrant, type JsonObject } from "../standard/judge-open-grant.js";
import { OpenGrantSource } from "./open-grant.js";

/** A row of find-open-grants.ts of which nothing is missing. */
export interface OpenGrantRow {
  source: OpenGrantSource;
  id: string;
  known_from: string;
  description: string;
  amount_pence: string;
  amount_currency: string;
  award_date: Day;
  requested_pence: string | null;
  paid_pence: string | null;
  /** Since when that sum is known. */
  paid_known_from: string | null;
  period_from: Day;
  period_to: Day;
  recipient_id: string;
  recipient_name: string;
  recipient_org_id: string | null;
  funder_id: string;
  funder_name: string;
  funder_org_id: string | null;
  fund_id: string | null;
  fund_name: string | null;
  /** Of a re-grant the award that it is a part of. */
  award_id: string | null;
  /** How far it is passed on: 0 not at all, 1 to others, 2 by those to others again. */
  regrants: number;
  published: (Record<string, string | null> & { other: JsonObject }) | null;
}

/** The grant of a row, with identifiers that begin with the prefix. */
export function grantOf(row: OpenGrantRow, prefix: string): JsonObject {
  if (row.published) return asPublished(row, row.published);
  const identifier = (id: string): string => `${prefix}-${id}`;
  const grant: JsonObject = {
    id: identifier(row.id),
    title: `Grant to ${row.recipient_name}, ${yearsOf(row)}`,
    description: row.description,
    currency: row.amount_currency,
    ...(row.requested_pence === null ? {} : { amountAppliedFor: pounds(row.requested_pence) }),
    amountAwarded: pounds(row.amount_pence),
    ...(row.paid_pence === null ? {} : { amountDisbursed: pounds(row.paid_pence) }),
    awardDate: row.award_date,
    plannedDates: [{ startDate: row.period_from, endDate: row.period_to }],
    recipientOrganization: [organisation(identifier, row.recipient_id, row.recipient_name, row.recipient_org_id)],
    fundingOrganization: [organisation(identifier, row.funder_id, row.funder_name, row.funder_org_id)],
    ...(row.fund_id === null ? {} : { grantProgramme: [{ code: row.fund_id, ...(row.fund_name === null ? {} : { title: row.fund_name }) }] }),
    ...(row.award_id === null ? {} : { relatedActivity: [identifier(row.award_id)] }),
    // To one organisation that makes grants of it; or to one that pays it to others, which make grants of it in turn.
    ...(row.regrants === 0 ? {} : { regrantType: row.regrants === 1 ? "FRG010" : "FRG020" }),
    // What was paid of it is part of what is said, and is known later than the rest.
    dateModified: new Date(Math.max(...[row.known_from, row.paid_known_from ?? row.known_from].map((known) => new Date(known).getTime()))).toISOString(),
  };
  const [fault] = judgeGrant(grant);
  if (fault) throw new Error(`An open grant is not of the standard: ${row.id}${fault.path}: ${fault.says}`);
  return grant;
}

/** An organisation by its identifier in a register; one that is in none, or in none that the hub knows, by the publisher's own. */
function organisation(identifier: (id: string) => string, id: string, name: string, orgId: string | null): JsonObject {
  const [, register, number] = /^(GB-CHC|GB-COH)-(.+)$/.exec(orgId ?? "") ?? [];
  return { id: orgId ?? identifier(id), name, ...(register === "GB-CHC" ? { charityNumber: number! } : {}), ...(register === "GB-COH" ? { companyNumber: number! } : {}) };
}

/** The years of the money, as in "2015/16 to 2016/17". */
function yearsOf({ period_from, period_to }: OpenGrantRow): string {
  const [first, last] = [Number(period_from.slice(0, 4)), Number(period_to.slice(0, 4)) - 1];
  const year = (begins: number): string => `${begins}/${String(begins + 1).slice(2)}`;
  return first === last ? year(first) : `${year(first)} to ${year(last)}`;
}

/** A sum as a number of JSON, which up to 15 digits is the same sum. */
function pounds(pence: string): number {
  return Number(poundsOf(BigInt(pence)));
}

/** An imported grant, as its package had it. */
function asPublished(row: OpenGrantRow, { other, ...named }: NonNullable<OpenGrantRow["published"]>): JsonObject {
  const known = {
    ...named,
    description: row.description,
    currency: row.amount_currency,
    pence: row.amount_pence,
    awardDate: row.award_date,
    funderOrgId: row.funder_org_id,
    funderName: row.funder_name,
    recipientOrgId: row.recipient_org_id,
    recipientName: row.recipient_name,
  };
  return putTogether({ known: known as unknown as Known, other });
}
