/** The columns of the standard's spreadsheets: a title such as "Recipient Org:Identifier" leads to a field of the grant, and back. */
import type { Json, JsonObject } from "./judge-open-grant.js";
import { GRANT, type Shape } from "./open-grant-schema.js";

/** The way to a value within a grant. */
export type Way = readonly (string | number)[];

/** Columns at most that a package or a file says beside those that the hub has of its own. A spreadsheet of the standard with all that it knows has a few hundred. */
export const COLUMNS_AT_MOST = 1_000;

/** Columns at most of all grants that are asked for at once. */
export const ANSWERED_AT_MOST = 5_000;

/** Where a column leads. */
export interface Column {
  way: Way;
  /** Whether its cells are numbers; of a field that the standard does not know they are text. */
  numbers: boolean;
}

const alike = (title: string): string => title.trim().toLowerCase().replaceAll(/\s+/g, " ");

/** The field that a title leads to. "Planned Dates:1:Start Date" is of the second; one that the standard does not know is a field of its own. */
export function columnOf(title: string): Column {
  // Where the standard has no titles, as for transactions, it takes the way itself: commitmentTransaction/0/value.
  const byWay = title.includes("/");
  const steps = title.split(byWay ? "/" : ":").map((step) => step.trim()).filter((step) => step !== "");
  const way: (string | number)[] = [];
  const unknown: Column = { way: [title], numbers: false };
  let shape = GRANT;
  while (steps.length && shape.properties) {
    const step = steps.shift()!;
    const found = Object.entries(shape.properties).find(([key, { title: called }]) => (byWay ? key === step : called !== undefined && alike(called) === alike(step)));
    if (!found) return unknown;
    way.push(found[0]);
    shape = found[1];
    if (!shape.items) continue;
    const [next = ""] = steps;
    const numbered = /^\d{1,3}$/.test(next);
    way.push(numbered ? Number(next) : 0);
    if (numbered) steps.shift();
    shape = shape.items;
  }
  return steps.length || shape.properties ? unknown : { way, numbers: [shape.type].flat().includes("number") };
}

/** The title of the column that leads to a value; the first of several is not numbered. */
export function titleOf(way: Way): string {
  const titles: string[] = [];
  let shape: Shape | undefined = GRANT;
  for (const step of way) {
    if (typeof step === "number") {
      if (step > 0) titles.push(String(step));
      shape = shape?.items;
      continue;
    }
    shape = shape?.properties?.[step];
    if (!shape?.title) return way.length === 1 ? String(way[0]) : way.join("/");
    titles.push(shape.title);
  }
  return titles.join(":");
}

/** Puts a value where a way leads; lists and objects on the way are made. */
export function put(grant: JsonObject, way: Way, value: Json): void {
  let holder: JsonObject | Json[] = grant;
  way.forEach((step, i) => {
    const at = holder as Record<string | number, Json>;
    if (i === way.length - 1) at[step] = value;
    else holder = (at[step] ??= typeof way[i + 1] === "number" ? [] : empty()) as JsonObject | Json[];
  });
}

/** Each value of a grant that is no list or object, with the way to it. */
export function* valuesOf(value: Json, way: Way = []): Generator<{ way: Way; value: null | boolean | number | string }> {
  if (Array.isArray(value)) for (const [i, each] of value.entries()) yield* valuesOf(each, [...way, i]);
  else if (value !== null && typeof value === "object") for (const [key, each] of Object.entries(value)) yield* valuesOf(each, [...way, key]);
  else yield { way, value };
}

/** An object without anything inherited: a key of a file may have any name. */
export function empty(): JsonObject {
  return Object.create(null) as JsonObject;
}
