/** Takes a grant of the standard apart into the columns that the hub asks by, and puts it together again: nothing of it is lost on the way. */
import { empty, put, type Way } from "../standard/columns.js";
import type { Json, JsonObject } from "../standard/judge-open-grant.js";
import { isDay } from "../../../../kernel/values/day.js";
import { poundsOf } from "../../../../kernel/values/money.js";

/** What the hub keeps of a grant in columns of its own, as text; null where the grant does not have it so. */
export interface Known {
  identifier: string | null;
  title: string | null;
  description: string | null;
  currency: string | null;
  /** In hundredths of the currency. */
  pence: string | null;
  awardDate: string | null;
  funderOrgId: string | null;
  funderName: string | null;
  recipientOrgId: string | null;
  recipientName: string | null;
  recipientType: string | null;
  programmeCode: string | null;
  programmeTitle: string | null;
  plannedStart: string | null;
  plannedEnd: string | null;
  regrantType: string | null;
}

/** Where each of them stands in a grant. */
const WAYS: Record<keyof Known, Way> = {
  identifier: ["id"],
  title: ["title"],
  description: ["description"],
  currency: ["currency"],
  pence: ["amountAwarded"],
  awardDate: ["awardDate"],
  funderOrgId: ["fundingOrganization", 0, "id"],
  funderName: ["fundingOrganization", 0, "name"],
  recipientOrgId: ["recipientOrganization", 0, "id"],
  recipientName: ["recipientOrganization", 0, "name"],
  recipientType: ["recipientOrganization", 0, "organisationType"],
  programmeCode: ["grantProgramme", 0, "code"],
  programmeTitle: ["grantProgramme", 0, "title"],
  plannedStart: ["plannedDates", 0, "startDate"],
  plannedEnd: ["plannedDates", 0, "endDate"],
  regrantType: ["regrantType"],
};
const NAMES = Object.keys(WAYS) as (keyof Known)[];
const DAYS: readonly string[] = ["awardDate", "plannedStart", "plannedEnd"] satisfies (keyof Known)[];

/** A grant taken apart. */
export interface Apart {
  known: Known;
  /** What no column holds, or not exactly so: a day with its time, say. */
  other: JsonObject;
}

/** Takes a grant apart. `pence` is its amount, which a number of JSON may not show to the penny. */
export function takeApart(grant: JsonObject, pence: string): Apart {
  const known = Object.fromEntries(NAMES.map((name) => [name, name === "pence" ? pence : knownAs(name, valueAt(grant, WAYS[name]))])) as unknown as Known;
  return { known, other: (without(grant, ofColumns(known)) ?? empty()) as JsonObject };
}

/** Puts a grant together again. */
export function putTogether({ known, other }: Apart): JsonObject {
  return over(ofColumns(known), other) as JsonObject;
}

/** The path of a column's value, as a JSON pointer. */
export function pathOf(name: keyof Known): string {
  return `/${WAYS[name].join("/")}`;
}

/** Where a grant says other than the columns that it was put together of; null where it does not. */
export function contradicted(known: Known, grant: JsonObject): string | null {
  const again = takeApart(grant, known.pence!).known;
  const name = NAMES.find((each) => again[each] !== known[each]) ?? (grant["amountAwarded"] === Number(poundsOf(BigInt(known.pence!))) ? null : "pence");
  return name === null ? null : pathOf(name);
}

function knownAs(name: keyof Known, value: Json | undefined): string | null {
  // Cells are trimmed, and an empty one is no text.
  if (typeof value !== "string" || value.trim() === "") return null;
  if (DAYS.includes(name)) return isDay(value.slice(0, 10)) && (value.length === 10 || name === "awardDate") ? value.slice(0, 10) : null;
  return value.trim();
}

function ofColumns(known: Known): JsonObject {
  const grant = empty();
  for (const name of NAMES) {
    const text = known[name];
    if (text !== null) put(grant, WAYS[name], name === "pence" ? Number(poundsOf(BigInt(text))) : text);
  }
  return grant;
}

/** What of a value the other does not say: undefined where it says all of it. Lists keep their places. */
function without(value: Json, said: Json | undefined): Json | undefined {
  if (said === undefined || value === null || typeof value !== "object") return value === said ? undefined : value;
  if (Array.isArray(value) !== Array.isArray(said) || said === null || typeof said !== "object") return value;
  if (Array.isArray(value)) {
    const left = value.map((each, i) => without(each, (said as Json[])[i]));
    return left.every((each) => each === undefined) && left.length === (said as Json[]).length ? undefined : left.map((each) => each ?? empty());
  }
  const left = empty();
  for (const [key, each] of Object.entries(value)) {
    const rest = without(each, (said as JsonObject)[key]);
    if (rest !== undefined) left[key] = rest;
  }
  return Object.keys(left).length || Object.keys(value).length === 0 ? left : undefined;
}

/** A value laid over another: what both say is as the upper one says. */
function over(lower: Json | undefined, upper: Json | undefined): Json | undefined {
  if (upper === undefined) return lower;
  if (lower === undefined || upper === null || lower === null || typeof upper !== "object" || typeof lower !== "object" || Array.isArray(upper) !== Array.isArray(lower)) return upper;
  if (Array.isArray(upper)) return upper.map((each, i) => over((lower as Json[])[i], each) as Json);
  const all = empty();
  for (const [key, each] of [...Object.entries(lower), ...Object.entries(upper)]) all[key] = key in all ? (over(all[key], each) as Json) : each;
  return all;
}

function valueAt(grant: JsonObject, way: Way): Json | undefined {
  let value: Json | undefined = grant;
  for (const step of way) {
    if (value === null || typeof value !== "object") return undefined;
    value = (value as Record<string | number, Json>)[step];
  }
  return value;
}
