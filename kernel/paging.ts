/**
 * Paging: every list of the hub is a Relay connection read by keyset, so that a page costs the same however deep it
 * lies, and rows written meanwhile neither repeat nor hide others. Lists under a parent are read for all parents of
 * the request in one statement.
 */
import type { GraphQLResolveInfo } from "graphql";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { ArgsType, Directive, Field, InputType, Int, ObjectType, registerEnumType, type ClassType } from "type-graphql";
import type { Context, NounClass } from "./context.js";
import { DateScalar, isDay, readDay, type Day } from "./day.js";
import type { Seen } from "./seen.js";
import { fieldsAsked } from "./look-ahead.js";
import { refuse, refuseUnless } from "./refusals.js";
import { knownOn } from "./rows.js";

/** Rows in a page where `first` is not given. */
export const PAGE_SIZE = 100;
/** Rows in a page at most. */
export const PAGE_SIZE_AT_MOST = 1_000;

/** Up or down. */
export enum Direction {
  ASC = "ASC",
  DESC = "DESC",
}

registerEnumType(Direction, {
  name: "Direction",
  description: "Up or down.",
  valuesConfig: { ASC: { description: "Smallest, earliest or first in the alphabet first." }, DESC: { description: "The other way round." } },
});

/** Where a page ends and whether more follows. */
@Directive("@shareable")
@ObjectType({ simpleResolvers: true, description: "Where a page ends and whether more follows." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether rows follow this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether this page was asked for with `after`. Lists are read forward only." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "Cursor of the first row; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "Cursor of the last row, for `after`; null on an empty page." })
  endCursor!: string | null;
}

/** The day a question is asked as of. */
@ArgsType()
export class AsOfArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      "Answer with what was known at the end of this day (UTC). Left out: as above in the question, or today. Refused with MALFORMED_DATE.",
  })
  asOf?: Day;
}

/** What every list takes. */
@ArgsType()
export class PageArgs extends AsOfArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: PAGE_SIZE,
    description: "Rows in the page: 1 to 1000. Refused with PAGE_SIZE_OUT_OF_RANGE.",
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Cursor of the row after which the page begins. Refused with MALFORMED_CURSOR.",
  })
  after?: string;
}

/** The day that a door is asked as of: its own argument, or the day of the thing it hangs on, or today. */
export function asOfDay(context: Context, asked: Day | null | undefined, parent?: { asOf: Day }): Day {
  return asked == null ? (parent?.asOf ?? context.today) : readDay(asked, "asOf");
}

/** One page of a noun, as the resolvers hand it on: each part is read only when asked for. */
export interface Page<T extends Seen = Seen> {
  nodes(): Promise<T[]>;
  edges(): Promise<{ cursor: string; node: T }[]>;
  pageInfo(): Promise<PageInfo>;
  totalCount(): Promise<number>;
  gaps(): Promise<unknown[]>;
}

/** The connection and edge types of a noun. */
export function connectionOf<T extends Seen>(noun: ClassType<T>, name: string, gap: ClassType): ClassType<Page<T>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One ${name} in a list, with its cursor.` })
  class Edge {
    @Field(() => String, { description: "Opaque; for `after`." })
    cursor!: string;

    @Field(() => noun, { description: `The ${name}.` })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name}s.` })
  class Connection {
    @Field(() => [noun], { description: "The rows of the page." })
    nodes!: T[];

    @Field(() => [Edge], { description: "The rows of the page with their cursors." })
    edges!: Edge[];

    @Field(() => PageInfo, { description: "Where the page ends and whether more follows." })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: "Rows in the whole list under the same filter. Costs one statement more; only when asked for." })
    totalCount!: number;

    @Field(() => [gap], {
      description: "Why this list is empty, or what it is known to lack. Always empty for a list that hangs on nothing.",
    })
    gaps!: unknown[];
  }
  return Connection as unknown as ClassType<Page<T>>;
}

/** One key that a list is sorted by; `type` is PostgreSQL's. Null sorts as the `absent` value. */
export interface SortKey {
  key: Sql;
  type: "text" | "bigint" | "date" | "numeric";
}

/** The order input of a noun: a field of the closed list and a direction. */
export function orderInput<F extends string>(name: string, fields: Record<string, F>): ClassType<{ field: F; direction: Direction }> {
  @InputType(`${name}Order`, { description: `How a list of ${name}s is sorted; rows that are equal stand in the order of their ids.` })
  class Order {
    @Field(() => fields, { description: "What to sort by." })
    field!: F;

    @Field(() => Direction, { nullable: true, defaultValue: Direction.ASC, description: "Up or down." })
    direction!: Direction;
  }
  return Order as ClassType<{ field: F; direction: Direction }>;
}

/** How the rows under one parent are found. */
export interface Under {
  /** The parent's values, in the order of `types`; equal values are read once. */
  values: readonly (string | null)[];
  /** PostgreSQL types of the values. */
  types: readonly string[];
  /** Holds for the rows `t` of the parent `p`, whose values are `p.v0`, `p.v1` ... */
  on: Sql;
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
    on: raw(`t."${column}" = p.v0`),
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
  /** Conditions on table `t`. */
  where: Sql[];
  under?: Under | undefined;
}

/** The page that a verb asks for. */
export function pageOf<T extends Seen>(context: Context, query: ListQuery<T>): Page<T> {
  const { noun, args, info, under } = query;
  const asOf = asOfDay(context, args.asOf, under);
  const first = args.first ?? PAGE_SIZE;
  refuseUnless(Number.isInteger(first) && first >= 1 && first <= PAGE_SIZE_AT_MOST, "PAGE_SIZE_OUT_OF_RANGE", {
    field: "first",
    detail: `Given: ${first}.`,
  });
  const order = args.orderBy?.field ?? Object.keys(query.orders)[0]!;
  const direction = args.orderBy?.direction ?? Direction.ASC;
  const keys: SortKey[] = [...query.orders[order]!, { key: sql`t.id`, type: "text" }];
  const after = args.after == null ? null : readCursor(args.after, order, direction, keys);

  const table = context.reading.tableOf(noun)!;
  const name = context.reading.nameOf(noun);
  const fields = new Set([...fieldsAsked(info, name, "nodes"), ...fieldsAsked(info, name, "edges", "node")]);
  const columns = table.columnsFor(fields);
  const conditions = join([knownOn(asOf), ...query.where], " and ");
  const keyList = join(keys.map(({ key }) => key));
  const beyond = after
    ? sql`and (${keyList}) ${raw(direction === Direction.ASC ? ">" : "<")} (${join(keys.map(({ type }, i) => sql`${after[i]}::${raw(type)}`))})`
    : empty;
  const sorted = join(keys.map(({ key }) => sql`${key} ${raw(direction)}`));
  const cursorColumns = join(keys.map(({ key }, i) => sql`${key}::text as ${raw(`"cursor.${i}"`)}`));

  type Row = Record<string, unknown>;
  const select = (extra: Sql, limit: Sql) => sql`
    select ${table.select(columns)}, ${cursorColumns} from ${table.name} t
    where ${conditions} ${extra} ${beyond} order by ${sorted} ${limit}`;
  const limit = sql`limit ${first + 1}`;

  /** One statement for all parents of the request that ask this same list. */
  const listName = `${name} ${info.fieldName} ${asOf} ${JSON.stringify({ args, fields: [...fields].sort() })}`;
  let reading: Promise<Row[]> | undefined;
  const rows = (): Promise<Row[]> =>
    (reading ??= under
      ? context
          .loader<Under["values"], Row[]>(listName, async (parents) => {
            const sortedOut = join(keys.map(({ type }, i) => sql`(r.${raw(`"cursor.${i}"`)})::${raw(type)} ${raw(direction)}`));
            const all = await context.reading.rows.all<Row & { parent: string }>(sql`
              select p.n as parent, r.* from ${parentRows(under, parents)}
              cross join lateral (${select(sql`and ${under.on}`, limit)}) r order by p.n, ${sortedOut}`);
            return grouped(all, parents.length);
          })
          .load(under.values)
      : context.reading.rows.all<Row>(select(empty, limit)));

  const cursorOf = (row: Row): string => writeCursor(order, direction, keys.map((_, i) => row[`cursor.${i}`] as string));
  const node = (row: Row): T => table.read(columns, row, asOf);
  const page = async (): Promise<Row[]> => (await rows()).slice(0, first);

  return {
    nodes: async () => (await page()).map(node),
    edges: async () => (await page()).map((row) => ({ cursor: cursorOf(row), node: node(row) })),
    pageInfo: async () => {
      const shown = await page();
      return {
        hasNextPage: (await rows()).length > first,
        hasPreviousPage: after !== null,
        startCursor: shown[0] ? cursorOf(shown[0]) : null,
        endCursor: shown.length ? cursorOf(shown.at(-1)!) : null,
      };
    },
    totalCount: async () => {
      if (!under) {
        const counted = await context.reading.rows.all<{ n: string }>(
          sql`select count(*) as n from ${table.name} t where ${conditions}`,
        );
        return Number(counted[0]!.n);
      }
      return context
        .loader<Under["values"], number>(`count ${listName}`, async (parents) => {
          const counted = await context.reading.rows.all<{ parent: string; n: string }>(sql`
            select p.n as parent, count(*) as n from ${parentRows(under, parents)}
            join ${table.name} t on ${under.on} where ${conditions} group by p.n`);
          const counts = new Map(counted.map((row) => [Number(row.parent), Number(row.n)]));
          return parents.map((_, i) => counts.get(i + 1) ?? 0);
        })
        .load(under.values);
    },
    gaps: async () => {
      if (!under) return [];
      const noted = await context.reading.notedGaps(context, under.list.subject, asOf);
      return noted.filter((gap) => gap.field === under.list.field);
    },
  };
}

/** The parents as a table `p` with their number `n` and their values `v0`, `v1` ... */
function parentRows({ types }: Under, parents: readonly Under["values"][]): Sql {
  // PostgreSQL holds no NUL in text: a parent whose id has one is unknown, not a fault.
  const arrays = join(types.map((type, i) => sql`${parents.map((values) => values[i]?.replaceAll("\u0000", "\ufffd"))}::${raw(type)}[]`));
  return sql`unnest(${arrays}) with ordinality as p(${raw(types.map((_, i) => `v${i}`).join(", "))}, n)`;
}

function grouped<R extends { parent: string }>(rows: R[], parents: number): R[][] {
  const groups: R[][] = Array.from({ length: parents }, () => []);
  for (const row of rows) groups[Number(row.parent) - 1]!.push(row);
  return groups;
}

function writeCursor(order: string, direction: Direction, values: string[]): string {
  return Buffer.from(JSON.stringify([order, direction, ...values])).toString("base64url");
}

const READABLE: Record<SortKey["type"], (value: string) => boolean> = {
  text: (value) => !value.includes("\u0000"),
  bigint: (value) => /^-?\d{1,18}$/.test(value),
  numeric: (value) => /^-?\d{1,30}(\.\d{1,30})?$/.test(value),
  date: isDay,
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
