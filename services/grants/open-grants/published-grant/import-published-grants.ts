/** Imports published grants: packages of the 360Giving Data Standard, or files of the hub's own columns. */
import { cells, type CellReader } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { isCurrency, type JsonObject } from "../standard/judge-open-grant.js";
import { PublishedGrant, RegrantType } from "./published-grant.js";
import { COLUMNS, isAnothersId, readOpenGrants, unfitFor } from "./read-open-grants.js";
import { DEPTH_AT_MOST } from "./read-package.js";
import { contradicted, putTogether, type Known } from "./take-apart.js";




/** The amount alone: its currency has a column of its own. */
const amount: CellReader = {
  ...cells.money("amount"),
  fills: ["amount_pence"],
  read: (text) => {
    const read = cells.money("amount").read(text);
    return "code" in read ? read : { values: { amount_pence: read.values["amount_pence"] } };
  },
};

const currency: CellReader = {
  holds: "currency code",
  fills: ["amount_currency"],
  presence: "REQUIRED",
  read: (text) => (isCurrency(text) ? { values: { amount_currency: text } } : { code: "UNKNOWN_CODE", detail: "A code of ISO 4217, such as GBP." }),
};

/** An object of JSON. */
const other: CellReader = {
  holds: "JSON object",
  fills: ["other"],
  presence: "OPTIONAL",
  read: (text) => {
    try {
      const value: unknown = JSON.parse(text);
      if (value === null || typeof value !== "object" || Array.isArray(value)) return { code: "MALFORMED_JSON", detail: "An object is needed." };
      if (goesDeeper(value, DEPTH_AT_MOST)) return { code: "MALFORMED_JSON", detail: "It goes too deep." };
      // PostgreSQL keeps no NUL and no half characters; written again the two are the only escapes of this form.
      return holdsUnfit(value) ? { code: "MALFORMED_TEXT" } : { values: { other: value } };
    } catch {
      return { code: "MALFORMED_JSON" };
    }
  },
};

function goesDeeper(value: unknown, levels: number): boolean {
  return value !== null && typeof value === "object" && (levels === 0 || Object.values(value).some((each) => goesDeeper(each, levels - 1)));
}

function holdsUnfit(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\u0000") || !value.isWellFormed();
  return value !== null && typeof value === "object" && Object.entries(value).some(([key, each]) => holdsUnfit(key) || holdsUnfit(each));
}

/** A file of published grants. */
export const importPublishedGrants: ImportDeclaration = {
  noun: PublishedGrant,
  owner: owned.byArea("pcc_area_id"),
  columns: {
    id: cells.id("id", "published-grant"),
    pcc_area: cells.id("pcc_area_id", "pcc-area", { presence: "OPTIONAL" }),
    identifier: cells.name("identifier"),
    title: cells.text("title"),
    description: cells.text("description"),
    currency,
    amount,
    award_date: cells.day("award_date"),
    funder_org_id: cells.name("funder_org_id"),
    funder_name: cells.text("funder_name"),
    recipient_org_id: cells.name("recipient_org_id"),
    recipient_name: cells.text("recipient_name"),
    recipient_type: cells.text("recipient_type", { presence: "OPTIONAL" }),
    programme_code: cells.text("programme_code", { presence: "OPTIONAL" }),
    programme_title: cells.text("programme_title", { presence: "OPTIONAL" }),
    planned_start: cells.day("planned_start", { presence: "OPTIONAL" }),
    planned_end: cells.day("planned_end", { presence: "OPTIONAL" }),
    regrant_type: cells.code("regrant_type", RegrantType, { presence: "OPTIONAL" }),
    other,
  },
  // Rows of the hub's own columns are grants of the standard too, whatever their `other` says.
  finish: (values) => {
    const said = (name: string): string | null => (values[name] ?? null) as string | null;
    if (isAnothersId(said("id")!, said("pcc_area_id"), said("identifier")!)) return { column: "id", code: "MALFORMED_ID", detail: "An id of this form is made of the PCC area and the identifier of its grant." };
    const known = { ...Object.fromEntries(Object.entries(COLUMNS).map(([column, name]) => [name, said(column)])), currency: said("amount_currency"), pence: said("amount_pence") } as unknown as Known;
    const grant = putTogether({ known, other: (values["other"] ?? {}) as JsonObject });
    const [wrong] = unfitFor(grant);
    if (wrong) return { column: "other", code: wrong.code, detail: `At ${wrong.path}. ${wrong.says}`.trim() };
    const path = contradicted(known, grant);
    return path === null ? undefined : { column: "other", code: "NOT_OF_THE_STANDARD", detail: `At ${path}. A column says it otherwise.` };
  },
  unique: ["identifier", "pcc_area_id"],
  rows: readOpenGrants,
};
