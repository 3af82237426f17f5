/** A table of a saved question: which rows and columns its answer comes to. */
import { getNamedType, getNullableType, isLeafType, isListType, isObjectType, type DocumentNode, type GraphQLObjectType, type GraphQLOutputType, type GraphQLSchema, type SelectionSetNode } from "graphql";
import { refuse } from "../kernel/refusals.js";
import { fieldAt, isConnection, judge, operationIn, prepare } from "./question-document.js";
import type { TableHead } from "./question-head.js";

/** What the cells of a column are. */
export type CellKind = "text" | "number" | "boolean" | "day" | "moment";

/** A value of a cell: numbers that GraphQL writes as text stay text here, so that they stay exact. */
export type Cell = string | number | boolean | null;

/** A column. */
export interface Column {
  name: string;
  kind: CellKind;
  /** From which step of the row's path it is read: 0 is the root. */
  from: number;
  /** The keys that lead on from there. */
  keys: readonly string[];
}

/** A step of the path that leads to the rows. */
interface Step {
  key: string;
  kind: "one" | "list" | "connection";
  /** Where nothing stands here there is a row all the same, empty from here on. */
  open: boolean;
}

/** A table. */
export interface QuestionTable {
  name: string;
  says: string;
  key: readonly string[];
  columns: readonly Column[];
  steps: readonly Step[];
  /** Which step is the list whose pages are followed; -1 where the question is answered in one page. */
  top: number;
  /** The question, ready to be asked whole, the list of this table page by page. */
  prepared: string;
  /** As much of it as this table shows. */
  needed: string;
}

/** The table that an author wrote, once every path of it is found in the question. */
export function tableOf(schema: GraphQLSchema, document: DocumentNode, { name, says, rows, key, columns }: TableHead): QuestionTable {
  try {
    const written = rows.split(".").map((step) => ({ name: step.replace(/\?$/, ""), open: step.endsWith("?") }));
    const found = follow(schema, document, written.map((step) => step.name));
    const opens = written.findIndex(({ open }) => open);
    const steps = found.map(({ key: step, kind }, i) => ({ key: step, kind, open: opens !== -1 && i >= opens }));
    if (isLeafType(getNamedType(found.at(-1)!.type))) throw new Error(`"${rows}" leads to a value: name the list or thing that makes a row.`);
    const leads = steps.findIndex(({ kind }) => kind !== "one");
    const top = steps[leads]?.kind === "connection" ? leads : -1;
    const paged = top === -1 ? null : steps.slice(0, top + 1).map((step) => step.key);
    const places = new Set([rows.replaceAll("?", ""), ...columns.values()].flatMap((path) => placesAlong(follow(schema, document, path.split(".")))));
    return {
      name,
      says,
      key,
      steps,
      top,
      columns: [...columns].map(([column, path]) => columnOf(schema, document, column, path.split("."), written.map((step) => step.name))),
      prepared: prepare(schema, document, paged),
      needed: sound(schema, prepare(schema, document, paged, places)),
    };
  } catch (error) {
    throw new Error(`table ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function columnOf(schema: GraphQLSchema, document: DocumentNode, name: string, path: readonly string[], rows: readonly string[]): Column {
  const along = rows.findIndex((step, i) => step !== path[i]);
  const from = along === -1 ? rows.length : along;
  const found = follow(schema, document, path);
  const own = found.slice(from);
  const last = own.at(-1);
  if (!last || !isLeafType(getNamedType(last.type))) throw new Error(`${name}: "${path.join(".")}" leads to no value.`);
  if (own.slice(0, -1).some(({ kind }) => kind !== "one")) throw new Error(`${name}: "${path.join(".")}" goes through a list of which the rows are not made.`);
  return { name, kind: last.kind === "list" ? "text" : kindOf(last.type), from, keys: own.map(({ key }) => key) };
}

const NUMBERS = ["Int", "Float", "Decimal", "Pence"];

function kindOf(type: GraphQLOutputType): CellKind {
  const { name } = getNamedType(type);
  if (NUMBERS.includes(name)) return "number";
  return ({ Boolean: "boolean", Date: "day", DateTimeISO: "moment" } as const)[name] ?? "text";
}

/** A step as the schema knows it. */
interface Found {
  key: string;
  kind: Step["kind"];
  type: GraphQLOutputType;
}

/** Follows a path through the question; the nodes of a list are passed unsaid. */
function follow(schema: GraphQLSchema, document: DocumentNode, path: readonly string[]): Found[] {
  let parent: GraphQLObjectType | null | undefined = schema.getQueryType();
  let set: SelectionSetNode | undefined = operationIn(document).selectionSet;
  return path.map((key, i) => {
    const step = stepTo(parent, set, key);
    const nodes = step && isConnection(step.type) ? stepTo(getNamedType(step.type) as GraphQLObjectType, step.set, "nodes") : null;
    if (!step || (isConnection(step.type) && !nodes)) throw new Error(`"${path.slice(0, i + 1).join(".")}" is not asked by the question.`);
    const { type, set: below } = nodes ?? step;
    const thing = getNamedType(type);
    parent = isObjectType(thing) ? thing : null;
    set = below;
    return { key, type, kind: nodes ? "connection" : isListType(getNullableType(type)) ? "list" : "one" };
  });
}

/** The text of a question that was made of another, once the schema is found to answer it. */
function sound(schema: GraphQLSchema, query: string): string {
  judge(schema, query);
  return query;
}

/** The places of the fields on a path, as keys of the answer: of a list its nodes, and whether more follows. */
function placesAlong(found: readonly Found[]): string[] {
  const places: string[] = [];
  for (const { key, kind } of found) {
    const place = [...places.slice(-1), key].join(".");
    places.push(place);
    if (kind === "connection") places.push(...["pageInfo", "pageInfo.hasNextPage", "pageInfo.endCursor", "nodes"].map((below) => `${place}.${below}`));
  }
  return places;
}

function stepTo(parent: GraphQLObjectType | null | undefined, within: SelectionSetNode | undefined, key: string): { type: GraphQLOutputType; set: SelectionSetNode | undefined } | null {
  const field = fieldAt(within, key);
  const type = field && parent?.getFields()[field.name.value]?.type;
  return type ? { type, set: field.selectionSet } : null;
}

/** An object of an answer. */
type Thing = Record<string, unknown>;

/** Where a page of a list ends. */
interface PageEnd {
  hasNextPage: boolean;
  endCursor: string | null;
}

/** The rows of one answer. A list under a row that has more than its page shows is refused: the table would not be whole. */
export function* rowsOf({ steps, columns, top }: QuestionTable, data: Thing): Generator<Cell[]> {
  function* below(passed: readonly (Thing | null)[]): Generator<Cell[]> {
    const step = steps[passed.length - 1];
    if (!step) {
      yield columns.map((column) => cellOf(column, passed));
      return;
    }
    const value = passed.at(-1)?.[step.key] as Thing | Thing[] | null | undefined;
    if (step.kind === "connection" && passed.length - 1 !== top && endOf(value as Thing | null | undefined)?.hasNextPage) refuse("LIST_TOO_LONG", { detail: `List: ${step.key}.` });
    const things = thingsIn(step, value);
    for (const thing of things.length === 0 && step.open ? [null] : things) yield* below([...passed, thing]);
  }
  yield* below([data]);
}

function thingsIn({ kind }: Step, value: Thing | Thing[] | null | undefined): Thing[] {
  if (value == null) return [];
  if (kind === "connection") return (value as { nodes: Thing[] }).nodes;
  return Array.isArray(value) ? value : [value];
}

function cellOf({ from, keys }: Column, passed: readonly (Thing | null)[]): Cell {
  let value: unknown = passed[from];
  for (const key of keys) value = (value as Thing | null | undefined)?.[key];
  if (Array.isArray(value)) return value.join("; ");
  return (value ?? null) as Cell;
}

function endOf(list: Thing | null | undefined): PageEnd | null {
  return (list?.["pageInfo"] as PageEnd | undefined) ?? null;
}

/** The cursor at which the next page begins; null where none follows. Refused where the thing that the list hangs on is not there. */
export function nextPageOf({ steps, top }: QuestionTable, data: Thing): string | null {
  let thing: Thing | null = data;
  // The rows hang on one thing, asked for by its id: without it there is no table, not an empty one.
  const first = steps[0]!;
  if (first.kind === "one" && !first.open && data[first.key] == null) refuse("THING_UNKNOWN", { detail: `Nothing answers to "${first.key}".` });
  for (const { key } of steps.slice(0, top + 1)) thing = (thing?.[key] as Thing | null | undefined) ?? null;
  const end = top === -1 ? null : endOf(thing);
  return end?.hasNextPage ? end.endCursor : null;
}
