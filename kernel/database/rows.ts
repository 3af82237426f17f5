/**
 * Plain-row reads: lists and look-ups are read by prepared statements of just the needed columns and handed on as
 * instances of the noun's class, without the ORM building entities. Measured on lists, that saves most of their cost.
 */
import { createHash } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import type { EntityMetadata, EntityProperty } from "@mikro-orm/core";
import type { Pool, PoolClient } from "pg";
import type { Asking } from "../authority/asking.js";
import { inWordsOfTheHub, sayWhoAsks } from "./viewer-settings.js";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { addDays, type Day } from "../values/day.js";
import { refuseUnless } from "../refusals.js";
import type { Seen } from "../facts/seen.js";

/** Every data statement is announced here: tests count them, the operator may trace them. */
export const statements = channel("partnership-hub.sql");

/** What is announced of a statement. */
export interface StatementNotice {
  service: string;
  text: string;
  rows: number;
}

/** PostgreSQL keeps each named statement for the life of a connection, so their number must have an end. */
const PREPARED_AT_MOST = 1_000;

/** Reads rows by prepared statements, for one viewer at a time. */
export class Rows {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly service: string,
    private readonly pool: Pool,
  ) {}

  /** The rows that a viewer may see, for the length of one request. `snapshot`: all its reads see the same state. */
  seenBy(asking: Asking, { snapshot }: { snapshot: boolean }): ViewerRows {
    return new ViewerRows(this.service, this.pool, asking, snapshot, (text) => this.nameOf(text));
  }

  private nameOf(text: string): string | undefined {
    let name = this.names.get(text);
    if (!name && this.names.size < PREPARED_AT_MOST) {
      name = createHash("sha256").update(text).digest("hex").slice(0, 40);
      this.names.set(text, name);
    }
    return name;
  }
}

/**
 * What one viewer may see, read in one transaction of one request: who asks is said to the database for that
 * transaction alone, so that no connection carries a viewer over to the next.
 */
export class ViewerRows {
  private client: Promise<PoolClient> | undefined;
  /** A connection answers one statement after the other. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly service: string,
    private readonly pool: Pool,
    private readonly asking: Asking,
    private readonly snapshot: boolean,
    private readonly nameOf: (text: string) => string | undefined,
  ) {}

  /** All rows of a statement. */
  async all<R>(statement: Sql): Promise<R[]> {
    const client = await (this.client ??= this.begin());
    const text = statement.text;
    const name = this.nameOf(text);
    const reading = this.last.then(() => client.query({ ...(name ? { name } : {}), text, values: statement.values }));
    this.last = reading.catch(() => {}); // whoever asked for it is told
    const { rows } = await reading.catch((error: unknown) => {
      throw inWordsOfTheHub(error, this.asking);
    });
    if (statements.hasSubscribers) statements.publish({ service: this.service, text, rows: rows.length } satisfies StatementNotice);
    return rows as R[];
  }

  /** Ends the transaction, if one was begun, and gives the connection back; whatever is read after that begins another. */
  async end(): Promise<void> {
    const begun = this.client;
    await this.last;
    this.client = undefined;
    const client = await begun?.catch(() => undefined);
    if (!client) return;
    try {
      await client.query("commit");
      client.release();
    } catch (error) {
      client.release(error as Error);
    }
  }

  private async begin(): Promise<PoolClient> {
    // Nobody waits for it any more: what is left of the request must not hold up others.
    refuseUnless(Date.now() < this.asking.deadline, "DEADLINE_PASSED");
    const client = await this.pool.connect();
    try {
      const isolation = this.snapshot ? "repeatable read" : "read committed";
      await client.query(`begin isolation level ${isolation} read only; ${sayWhoAsks(this.asking)}`);
      return client;
    } catch (error) {
      client.release(error as Error);
      throw error;
    }
  }
}

/** A column, as the property it is read into: "name", or "awarded.pence" for a part of a value. */
interface Column {
  name: string;
  property: string;
  part: string | null;
  sql: Sql;
  read: (value: unknown) => unknown;
}

/** A value object made of several columns: null where it may be and all its parts are. */
interface ValueColumns {
  property: string;
  Value: new () => object;
  nullable: boolean;
  parts: Column[];
}

/** What is read of a noun: worked out once for all the rows of a read. */
export interface Columns {
  /** Tells these columns from others of the table. */
  readonly key: string;
  /** The select list of table `t`. */
  readonly select: Sql;
  readonly single: readonly Column[];
  readonly values: readonly ValueColumns[];
}

/** How a noun lies in its table: told by its class, so that no column is named twice. */
export class NounTable<T extends Seen> {
  readonly name: Sql;
  private readonly columns = new Map<string, Column[]>();
  private readonly values = new Map<string, { Value: new () => object; nullable: boolean }>();
  /** What is read is nobody's to change: its properties are plain ones, where those of the class tell MikroORM of each value that they are given. */
  private readonly plain: T;

  constructor(
    meta: EntityMetadata<T>,
    /** Fields computed from columns of other names: from the `@Needs` of the class. */
    private readonly needs: ReadonlyMap<string, readonly string[]>,
  ) {
    this.name = raw(`"${meta.schema}"."${meta.tableName}"`);
    const properties = meta.props.map(({ name }) => [name, { value: undefined, writable: true }] as const);
    this.plain = Object.create(meta.class.prototype as object, Object.fromEntries(properties)) as T;
    for (const property of meta.props) {
      if (property.kind === "embedded") {
        this.values.set(property.name, { Value: property.targetMeta!.class as new () => object, nullable: property.nullable === true });
        const parts = Object.values<EntityProperty>(property.embeddedProps);
        this.columns.set(property.name, parts.map((part) => column(property.name, part.embedded![1], part)));
      } else if (!property.embedded) {
        this.columns.set(property.name, [column(property.name, null, property)]);
      }
    }
  }

  /** The columns that the asked fields are made of; the id always. */
  columnsFor(fields: ReadonlySet<string>): Columns {
    const asked = new Set<string>(["id"]);
    for (const field of fields) for (const property of this.needs.get(field) ?? [field]) asked.add(property);
    const properties = [...asked].sort().filter((property) => this.columns.has(property));
    const all = properties.flatMap((property) => this.columns.get(property)!);
    return {
      key: all.map(({ name }) => name).join(" "),
      select: join(all.map(({ sql: of, name }) => sql`${of} as ${raw(`"${name}"`)}`)),
      single: all.filter(({ part }) => part === null),
      values: properties.flatMap((property) => (this.values.has(property) ? { property, ...this.values.get(property)!, parts: this.columns.get(property)! } : [])),
    };
  }

  /** A row as an instance of the noun, seen on a day. */
  read({ single, values }: Columns, row: Record<string, unknown>, asOf: Day): T {
    const noun = Object.create(this.plain) as T & Record<string, unknown>;
    const properties: Record<string, unknown> = noun;
    properties["asOf"] = asOf;
    for (const { property, name, read } of single) properties[property] = read(row[name]);
    for (const { property, Value, nullable, parts } of values) {
      const value = new Value() as Record<string, unknown>;
      value["asOf"] = asOf;
      for (const { part, name, read } of parts) value[part!] = read(row[name]);
      properties[property] = nullable && parts.every(({ part }) => value[part!] === null) ? null : value;
    }
    return noun;
  }
}

function column(property: string, part: string | null, { fieldNames, columnTypes }: EntityProperty): Column {
  return {
    name: part === null ? property : `${property}.${part}`,
    property,
    part,
    sql: raw(`t."${fieldNames[0]}"`),
    read: columnTypes[0]?.startsWith("timestamptz") ? (value) => (value === null ? null : new Date(value as string)) : (value) => value,
  };
}

/** Holds for the version of a row of the table that was known at the end of a day. */
export function knownOn(asOf: Day, table = raw("t")): Sql {
  const after = `${addDays(asOf, 1)}T00:00:00Z`;
  return sql`${table}.known_from < ${after}::timestamptz and (${table}.known_to is null or ${table}.known_to >= ${after}::timestamptz)`;
}
