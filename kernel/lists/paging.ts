/**
 * Paging: every list of the hub is a Relay connection read by keyset, so that a page costs the same however deep it
 * lies, and rows written meanwhile neither repeat nor hide others. Lists under a parent are read for all parents of
 * the request in one statement.
 */
import type { GraphQLResolveInfo } from "graphql";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { Direction, PAGE_SIZE, type Page, type PageArgs } from "./connection.js";
import type { Context, NounClass } from "../subgraph/context.js";
import { isDay, readDay, type Day } from "../values/day.js";
import type { Seen } from "../facts/seen.js";
import { fieldsAsked } from "../subgraph/look-ahead.js";
import { refuse, refuseUnless } from "../refusals.js";
import { knownOn } from "../database/rows.js";

/** The day that a door is asked as of: its own argument, or the day of the thing it hangs on, or today. */
export function asOfDay(context: Context, asked: Day | null | undefined, parent?: { asOf: Day }): Day {
  return asked == null ? (parent?.asOf ?? context.today) : readDay(asked, "asOf");
}

/** The day that an unknown one is sorted as. */
export const UNKNOWN_DAY = "0001-01-01";

/** One key that a list is sorted by; `type` is PostgreSQL's. Null sorts as the `absent` value. */
export interface SortKey {
  key: Sql;
  type: "text" | "bigint" | "date" | "numeric";
}

/** How the rows under one parent are found. */
export interface Under {
  /** The parent's values, in the order of `types`; equal values are read once. */
  values: readonly (string | null)[];
  /** PostgreSQL types of the values. */
  types: readonly string[];
  /** Holds for the rows `t` of the parent `p`, whose values are `p.v0`, `p.v1` ..., as the list is asked on a day. */
  on: (asOf: Day) => Sql;
  /** The thing and the list on it, for its gaps. */
  list: { subject: string; field: string };
  /** The day the parent is seen on. */
  asOf: Day;
}

/** The rows whose column holds the parent's id; `list` is the name of the list on the parent. */
export function childrenOf(parent: Seen, column: string, list: string): Under {
  return {
    values: [parent.id],
    types: ["text"],
    on: () => raw(`t."${column}" = p.v0`),
    list: { subject: parent.id, field: list },
    asOf: parent.asOf,
  };
}

/** What a verb that asks for a list says of it. */
export interface ListQuery<T extends Seen> {
  noun: NounClass<T>;
  args: PageArgs & { orderBy?: { field: string; direction: Direction } | null };
  info: GraphQLResolveInfo;
  /** The orders of the list; the first is the default. */
  orders: Record<string, SortKey[]>;
  /** Which way, where nobody asks for one: up where left out. */
  direction?: Direction;
  /** Rows in a page at most, where each costs more than a row does elsewhere. */
  firstAtMost?: number;
  /** Conditions on table `t`. */
  where: Sql[];
  under?: Under | undefined;
  /** Where the rows come from, if not from the noun's own table. */
  rows?: ListRows<T>;
}

/** Rows that are no versions in a table of their own: what stands behind a list that is made of others' facts. */
export interface ListRows<T extends Seen> {
  /** A table expression without its name; has columns `id`, `known_from`, `known_to` and `document_id`. */
  from: Sql;
  /** The select list on it as `t`. */
  select: Sql;
  /** A row as it is shown. */
  read: (row: Record<string, unknown>) => T;
}

type Row = Record<string, unknown>;

/** A list made ready: the same for every parent that the question asks it of. */
interface ReadyList<T extends Seen> {
  first: number;
  after: string[] | null;
  /** Names the loader that reads it for all parents at once. */
  name: string;
  /** The statement of a page; of a page for each of the parents, where there are any. */
  page(parents?: Sql): Sql;
  /** The statement of the count, likewise. */
  count(parents?: Sql): Sql;
  node(row: Row): T;
  cursor(row: Row): string;
}

/** The page that a verb asks for. Nothing is read before one of its parts is asked. */
export function pageOf<T extends Seen>(context: Context, query: ListQuery<T>): Page<T> {
  const { under, info } = query;
  const asOf = asOfDay(context, query.args.asOf, under);
  // Under a list of parents the verb is called for each, and all but the parent's values is the same.
  const list = context.onceForField(info, asOf, () => ready(context, query, asOf));
  let reading: Promise<Row[]> | undefined;
  const rows = (): Promise<Row[]> => (reading ??= under ? rowsUnder(context, list, under) : context.rows.all<Row>(list.page()));
  const page = async (): Promise<Row[]> => (await rows()).slice(0, list.first);

  return {
    nodes: async () => (await page()).map((row) => list.node(row)),
    edges: async () => (await page()).map((row) => ({ get cursor() { return list.cursor(row); }, node: list.node(row) })),
    pageInfo: async () => {
      const shown = await page();
      return {
        hasNextPage: (await rows()).length > list.first,
        hasPreviousPage: list.after !== null,
        get startCursor() { return shown[0] ? list.cursor(shown[0]) : null; },
        get endCursor() { return shown.length ? list.cursor(shown.at(-1)!) : null; },
      };
    },
    totalCount: async () => {
      if (under) return countUnder(context, list, under);
      return Number((await context.rows.all<{ n: string }>(list.count()))[0]!.n);
    },
    gaps: async () => {
      if (!under) return [];
      const noted = await context.reading.notedGaps(context, under.list.subject, asOf);
      return noted.filter((gap) => gap.field === under.list.field);
    },
  };
}

/** Judges the arguments and makes the statements of a list. */
function ready<T extends Seen>(context: Context, query: ListQuery<T>, asOf: Day): ReadyList<T> {
  const { noun, args, info, orders, where, under } = query;
  const most = Math.min(query.firstAtMost ?? Infinity, context.reading.pageSizeAtMost);
  const first = args.first ?? Math.min(PAGE_SIZE, most);
  const inRange = Number.isInteger(first) && first >= 1 && first <= most;
  refuseUnless(inRange, "PAGE_SIZE_OUT_OF_RANGE", { field: "first", detail: `Given: ${first}; the most is ${most}.` });
  const order = args.orderBy?.field ?? Object.keys(orders)[0]!;
  const direction = args.orderBy?.direction ?? query.direction ?? Direction.ASC;
  const keys: SortKey[] = [...orders[order]!, { key: sql`t.id`, type: "text" }];
  const after = args.after == null ? null : readCursor(args.after, order, direction, keys);

  const { from, select, read } = query.rows ?? rowsOfNoun(context, query, asOf);
  const conditions = join([knownOn(asOf), ...where, ...inventedOrNot(args.synthetic)], " and ");
  const values = join(keys.map(({ type }, i) => sql`${after?.[i]}::${raw(type)}`));
  const beyond = after ? sql`and (${join(keys.map(({ key }) => key))}) ${raw(direction === Direction.ASC ? ">" : "<")} (${values})` : empty;
  // What a row is sorted by is read where rows of several parents are put in order again, or somebody asks for a cursor.
  const keysRead = under || asksForCursors(info) ? keys : [];
  const selected = join([select, ...keysRead.map(({ key }, i) => sql`${key}::text as ${raw(`"cursor.${i}"`)}`)]);
  const sorted = join(keys.map(({ key }) => sql`${key} ${raw(direction)}`));
  const sortedAgain = join(keys.map(({ type }, i) => sql`(r.${raw(`"cursor.${i}"`)})::${raw(type)} ${raw(direction)}`));
  const on = under?.on(asOf) ?? empty;
  const rows = (own: Sql): Sql => sql`
    select ${selected} from ${from} t where ${conditions} ${own} ${beyond} order by ${sorted} limit ${first + 1}`;

  return {
    first,
    after,
    // Two lists that look alike may hang on different things: each has a loader of its own.
    name: `list ${context.serial()} of ${noun.name}`,
    page: (parents) =>
      parents
        ? sql`select p.n as parent, r.* from ${parents} cross join lateral (${rows(sql`and ${on}`)}) r order by p.n, ${sortedAgain}`
        : rows(empty),
    count: (parents) =>
      parents
        ? sql`select p.n as parent, count(*) as n from ${parents} join ${from} t on ${on} where ${conditions} group by p.n`
        : sql`select count(*) as n from ${from} t where ${conditions}`,
    node: read,
    cursor: (row) => writeCursor(order, direction, keys.map((_, i) => row[`cursor.${i}`] as string)),
  };
}

/** Whether the question asks where in the list a row stands. */
function asksForCursors(info: GraphQLResolveInfo): boolean {
  const inPage = fieldsAsked(info, null, "pageInfo");
  return inPage.has("startCursor") || inPage.has("endCursor") || fieldsAsked(info, null, "edges").has("cursor");
}

/** The rows of a noun's own table, with the columns of the fields asked. */
function rowsOfNoun<T extends Seen>(context: Context, { noun, info }: ListQuery<T>, asOf: Day): ListRows<T> {
  const table = context.reading.tableOf(noun)!;
  const name = context.reading.nameOf(noun);
  const columns = table.columnsFor(new Set([...fieldsAsked(info, name, "nodes"), ...fieldsAsked(info, name, "edges", "node")]));
  return { from: table.name, select: columns.select, read: (row) => table.read(columns, row, asOf) };
}

/** Invented data have documents of their own, whose ids begin alike: see data/synthetic.ts. */
export function inventedOrNot(synthetic: boolean | null | undefined): Sql[] {
  return synthetic == null ? [] : [sql`starts_with(t.document_id, 'document-synthetic') is ${raw(synthetic ? "true" : "not true")}`];
}

/** The rows under one parent, read for all parents of the request in one statement. */
function rowsUnder(context: Context, list: ReadyList<Seen>, under: Under): Promise<Row[]> {
  return context
    .loader<Under["values"], Row[]>(list.name, async (parents) => {
      const all = await context.rows.all<Row>(list.page(parentRows(under, parents)));
      const groups: Row[][] = parents.map(() => []);
      for (const row of all) groups[Number(row["parent"]) - 1]!.push(row);
      return groups;
    })
    .load(under.values);
}

/** The count under one parent, likewise. */
function countUnder(context: Context, list: ReadyList<Seen>, under: Under): Promise<number> {
  return context
    .loader<Under["values"], number>(`count ${list.name}`, async (parents) => {
      const counted = await context.rows.all<{ parent: string; n: string }>(list.count(parentRows(under, parents)));
      const counts = new Map(counted.map((row) => [Number(row.parent), Number(row.n)]));
      return parents.map((_, i) => counts.get(i + 1) ?? 0);
    })
    .load(under.values);
}

/** The parents as a table `p` with their number `n` and their values `v0`, `v1` ... */
function parentRows({ types }: Under, parents: readonly Under["values"][]): Sql {
  // PostgreSQL holds no NUL in text: a parent whose id has one is unknown, not a fault.
  const arrays = join(types.map((type, i) => sql`${parents.map((values) => values[i]?.replaceAll("\u0000", "\ufffd"))}::${raw(type)}[]`));
  return sql`unnest(${arrays}) with ordinality as p(${raw(types.map((_, i) => `v${i}`).join(", "))}, n)`;
}

function writeCursor(order: string, direction: Direction, values: string[]): string {
  return Buffer.from(JSON.stringify([order, direction, ...values])).toString("base64url");
}

const READABLE: Record<SortKey["type"], (value: string) => boolean> = {
  text: (value) => !value.includes("\u0000"),
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  numeric: (value) => /^-?\d{1,30}(\.\d{1,30})?$/.test(value),
  // An unknown day is sorted as one that no source can give: see byKnown.
  date: (value) => value === UNKNOWN_DAY || isDay(value),
};

function readCursor(cursor: string, order: string, direction: Direction, keys: SortKey[]): string[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    refuse("MALFORMED_CURSOR", { field: "after" });
  }
  refuseUnless(Array.isArray(parts) && parts.length === keys.length + 2, "MALFORMED_CURSOR", { field: "after" });
  const [madeFor, madeIn, ...values] = parts as unknown[];
  refuseUnless(madeFor === order && madeIn === direction, "MALFORMED_CURSOR", { field: "after" });
  const readable = values.every((value, i) => typeof value === "string" && READABLE[keys[i]!.type](value));
  refuseUnless(readable, "MALFORMED_CURSOR", { field: "after" });
  return values as string[];
}
