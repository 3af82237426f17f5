/** Reads the grants of a package: of the JSON of the standard, or of a table with its column titles; each becomes a row of the hub's own columns. */
import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { Readable as Stream } from "node:stream";
import type { Asking } from "../../../../kernel/authority/asking.js";
import { readRows, type FileForm } from "../../../../kernel/files/file-format.js";
import { problem, UnreadableFile, type FileCell, type FileRow, type UnfitCell } from "../../../../kernel/files/file-row.js";
import type { ReadingBounds } from "../../../../kernel/files/workbook-parts.js";
import { parsePounds } from "../../../../kernel/values/money.js";
import { COLUMNS_AT_MOST, columnOf, empty, put, valuesOf } from "../standard/columns.js";
import { judgeGrant, type Json, type JsonObject } from "../standard/judge-open-grant.js";
import { OF_INDIVIDUALS } from "../standard/open-grant-schema.js";
import { DEPTH_AT_MOST, readPackage, type PackedGrant } from "./read-package.js";
import { pathOf as placeOf, takeApart, type Known } from "./take-apart.js";

/** The columns of the hub, each with what fills it. */
export const COLUMNS: Readonly<Record<string, keyof Known>> = {
  identifier: "identifier",
  title: "title",
  description: "description",
  currency: "currency",
  award_date: "awardDate",
  funder_org_id: "funderOrgId",
  funder_name: "funderName",
  recipient_org_id: "recipientOrgId",
  recipient_name: "recipientName",
  recipient_type: "recipientType",
  programme_code: "programmeCode",
  programme_title: "programmeTitle",
  planned_start: "plannedStart",
  planned_end: "plannedEnd",
  regrant_type: "regrantType",
};
const HEADER = ["id", "pcc_area", "amount", "other", ...Object.keys(COLUMNS), "document", "section", "as_printed", "known_from"];

/** The rows of a file: those of a package, or as they are where it has the hub's own columns. */
export async function* readOpenGrants(file: Readable, form: FileForm, bounds: ReadingBounds, { viewer }: Asking): AsyncGenerator<FileRow> {
  const own = viewer.pccArea;
  const further = new FurtherColumns();
  if (form.format === "JSON") {
    const { first, whole } = await peek(file);
    if (first === "{") {
      yield { line: 1, cells: HEADER };
      for await (const grant of readPackage(whole)) yield rowOf(grant, own, further);
    } else {
      yield* ofOwnColumns(readRows(whole, form, bounds), further);
    }
    return;
  }
  const rows = readRows(file, form, bounds);
  const header = await rows.next();
  if (header.done) return;
  const titles = header.value.cells.map((cell) => (typeof cell === "string" ? cell.trim() : ""));
  // The standard calls it "Identifier".
  if (titles.includes("id")) {
    yield header.value;
    yield* counted(rows, titles.indexOf("other"), further);
  } else {
    yield* ofTable(rows, titles, header.value.line, own, further);
  }
}

/** The ways to what no column of the hub holds, of all grants of a file: each is a column of every table that shows them, so that they are bounded. */
class FurtherColumns {
  private readonly ways = new Set<string>();

  /** Takes those of a grant. */
  take(other: Json, line: number): void {
    const open: { value: Json; way: string; level: number }[] = [{ value: other, way: "", level: 0 }];
    for (let at = open.pop(); at; at = open.pop()) {
      const { value, way, level } = at;
      if (value === null || typeof value !== "object") this.ways.add(way);
      // What goes deeper is refused where the cell is read.
      else if (level < DEPTH_AT_MOST) for (const [step, each] of Object.entries(value)) open.push({ value: each, way: `${way}/${step}`, level: level + 1 });
      if (this.ways.size > COLUMNS_AT_MOST) throw new UnreadableFile(problem("TOO_MANY_COLUMNS", line, null, `By this grant they are more than ${COLUMNS_AT_MOST}; the last is at ${way.slice(0, 100)}.`));
    }
  }
}

/** The rows of a file of the hub's own columns. */
async function* ofOwnColumns(rows: AsyncGenerator<FileRow>, further: FurtherColumns): AsyncGenerator<FileRow> {
  const header = await rows.next();
  if (header.done) return;
  yield header.value;
  yield* counted(rows, header.value.cells.indexOf("other"), further);
}

/** Rows, of which what no column holds stands in one cell. */
async function* counted(rows: AsyncIterable<FileRow>, at: number, further: FurtherColumns): AsyncGenerator<FileRow> {
  for await (const row of rows) {
    const other = row.cells[at];
    if (typeof other === "string" && other.trim() !== "") further.take(jsonOf(other), row.line);
    yield row;
  }
}

/** A text as JSON; one that is none is refused where the cell is read. */
function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return empty();
  }
}

/** The rows of a table with the titles of the standard. */
async function* ofTable(rows: AsyncIterable<FileRow>, titles: readonly string[], line: number, own: string | null, further: FurtherColumns): AsyncGenerator<FileRow> {
  const columns = titles.map((title) => (title ? columnOf(title) : null));
  const ways = columns.map((column) => column?.way.join("/"));
  const twice = titles.find((_, i) => ways[i] !== undefined && ways.indexOf(ways[i]) !== i);
  if (twice !== undefined) throw new UnreadableFile(problem("DUPLICATE_COLUMN", line, twice));
  if (!ways.includes("id")) throw new UnreadableFile(problem("MISSING_COLUMN", line, "Identifier", "A table of the standard has a column Identifier; one of the hub has a column id."));
  yield { line, cells: HEADER };
  let index = 0;
  for await (const row of rows) {
    if (row.cells.every((cell) => typeof cell === "string" && cell.trim() === "")) continue;
    const grant = empty();
    const wrong: NonNullable<FileRow["wrong"]>[number][] = [];
    let amountAwarded = "";
    if (row.cells.length > columns.length) wrong.push({ column: null, code: "RAGGED_ROW", detail: `${row.cells.length} cells under ${columns.length} columns.` });
    row.cells.forEach((cell, i) => {
      const column = columns[i];
      const text = textOf(cell);
      if (typeof text !== "string") wrong.push({ ...text, column: titles[i] ?? null });
      if (!column || typeof text !== "string" || text === "") return;
      if (column.way[0] === "amountAwarded") amountAwarded = text;
      put(grant, column.way, column.numbers && NUMBER.test(text) ? Number(text) : text);
    });
    const packed = { grant, amountAwarded, line: row.line, index: index++ };
    yield wrong.length ? { line: row.line, cells: [], wrong } : rowOf(packed, own, further);
  }
}

const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

function textOf(cell: FileCell): string | UnfitCell {
  if (typeof cell === "string") return cell.trim();
  return "number" in cell ? cell.number : "day" in cell ? cell.day : cell;
}

/** A grant as a row of the hub's columns, or what is wrong with it and where. */
function rowOf({ grant, amountAwarded, line, index }: PackedGrant, pccArea: string | null, further: FurtherColumns): FileRow {
  const wrong = faultsOf(grant, amountAwarded, index);
  if (wrong.length) return { line, cells: [], wrong };
  const { known, other } = takeApart(grant, parsePounds(poundsIn(amountAwarded)!)!.toString());
  further.take(other, line);
  const identifier = known.identifier ?? "";
  const cells: Record<string, string | null> = {
    ...Object.fromEntries(Object.entries(COLUMNS).map(([column, name]) => [column, known[name]])),
    id: idOf(pccArea, identifier),
    pcc_area: pccArea,
    amount: poundsIn(amountAwarded),
    other: JSON.stringify(other),
  };
  return { line, cells: HEADER.map((name) => cells[name] ?? "") };
}

/** The id of a grant of a package. Each area keeps its own: what one office imports does not change what another did. */
function idOf(pccArea: string | null, identifier: string): string {
  return `published-grant-${createHash("sha256").update(JSON.stringify([pccArea, identifier])).digest("hex").slice(0, 32)}`;
}

/** Whether an id could be that of another's grant: one of the form that packages get is given to no other grant, so that nobody's package finds it taken. */
export function isAnothersId(id: string, pccArea: string | null, identifier: string): boolean {
  return /^published-grant-[0-9a-f]{32}$/.test(id) && id !== idOf(pccArea, identifier);
}

/** What no grant may be, whichever way it comes: one to an individual, one that names a person, or one that is not of the standard. Of the first of these alone is told. */
export function unfitFor(grant: JsonObject): { path: string; code: "GRANT_TO_INDIVIDUAL" | "PERSON_NAMED" | "NOT_OF_THE_STANDARD"; says: string }[] {
  const individual = OF_INDIVIDUALS.filter((field) => says(grant[field]));
  if (individual.length) return individual.map((field) => ({ path: `/${field}`, code: "GRANT_TO_INDIVIDUAL", says: "" }));
  const named = [...valuesOf(grant)].filter(({ way, value }) => way.at(-1) === "contactName" && says(value));
  if (named.length) return named.map(({ way }) => ({ path: `/${way.join("/")}`, code: "PERSON_NAMED", says: "" }));
  return judgeGrant(grant).map((fault) => ({ ...fault, code: "NOT_OF_THE_STANDARD" }));
}

/** All that is wrong with a grant, each with its place in the package. */
function faultsOf(grant: JsonObject, amountAwarded: string, index: number): NonNullable<FileRow["wrong"]> {
  const at = (path: string): string => `At /grants/${index}${path}.`;
  const unfit = unfitFor(grant);
  if (unfit.length) return unfit.map(({ path, code, says: detail }) => ({ column: columnAt(path), code, detail: `${at(path)} ${detail}`.trim() }));
  const { known } = takeApart(grant, "0");
  const empties = REQUIRED.filter((name) => known[name] === null);
  if (empties.length) {
    return empties.map((name) => (name === "awardDate" ? { column: "awardDate", code: "MALFORMED_DATE", detail: at("/awardDate") } : { column: columnAt(placeOf(name)), code: "MISSING_VALUE", detail: at(placeOf(name)) }));
  }
  const pounds = poundsIn(amountAwarded);
  return pounds !== null && parsePounds(pounds) !== null ? [] : [{ column: "amountAwarded", code: "MALFORMED_MONEY", detail: `${at("/amountAwarded")} Given: ${amountAwarded.slice(0, 40)}.` }];
}

const REQUIRED = ["identifier", "title", "description", "awardDate", "funderOrgId", "funderName", "recipientOrgId", "recipientName"] as const satisfies readonly (keyof Known)[];

/** The field of the grant in which a path lies; null where the grant itself is meant. */
function columnAt(path: string): string | null {
  return path.split("/")[1] ?? null;
}

/** Whether a value says anything: an empty column of a table does not. */
function says(value: Json | undefined): boolean {
  return value !== undefined && [...valuesOf(value)].some((each) => each.value !== null && each.value !== "");
}

/** A number's digits as pounds with two decimals; null where it is no exact sum. */
function poundsIn(digits: string): string | null {
  const [, pounds, pence = ""] = /^(\d+)(?:\.(\d{1,2})0*)?$/.exec(digits) ?? [];
  return pounds === undefined ? null : `${pounds}.${pence.padEnd(2, "0")}`;
}

/** Reads as far as the first sign of a text that is no space; what was read is put back. */
async function peek(file: AsyncIterable<Buffer>): Promise<{ first: string; whole: Readable }> {
  const chunks = file[Symbol.asyncIterator]();
  const read: Buffer[] = [];
  let first = "";
  while (first === "") {
    const chunk = await chunks.next();
    if (chunk.done) break;
    read.push(chunk.value);
    first = chunk.value.toString("latin1").replace(/^\u00ef\u00bb\u00bf/, "").trimStart().slice(0, 1);
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield* read;
    for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value;
  }
  return { first, whole: Stream.from(whole()) };
}
