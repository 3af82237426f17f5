/** What writers take before they write, so that they go one after the other and never wait for each other for ever: nouns, in the order of their names, and before them single things. */
import type { PoolClient } from "pg";
import sql, { type Sql } from "sql-template-tag";
import type { Database } from "../database/database.js";
import { tableOf } from "../database/noun-table.js";
import type { NounClass } from "../subgraph/context.js";

/**
 * Takes nouns for the rest of the transaction: whoever else writes one of them waits. A verb that writes several takes
 * them all before it writes the first, and everybody takes them in the order of their names: so nobody ever waits for
 * somebody who waits for them.
 */
export async function takeNouns(client: PoolClient, database: Database, nouns: readonly NounClass[]): Promise<void> {
  for (const table of nouns.map((noun) => tableOf(database, noun).sql).sort()) await takeNoun(client, table);
}

/** Takes one noun, and stops a verb that takes it out of order: two such verbs could wait for each other for ever. */
export async function takeNoun(client: PoolClient, table: string): Promise<void> {
  const { rows } = await client.query<{ taken: string | null }>(
    "select current_setting('hub.taken', true) as taken, set_config('hub.taken', concat_ws(' ', nullif(current_setting('hub.taken', true), ''), $1::text), true), pg_advisory_xact_lock(hashtext('write ' || $1))",
    [table],
  );
  const taken = rows[0]?.taken?.split(" ") ?? [];
  const later = taken.find((each) => each > table);
  if (later && !taken.includes(table)) throw new Error(`${table} was taken after ${later}: a verb that writes several nouns takes them all first, by takeNouns.`);
}

/**
 * Takes one thing for the rest of the transaction, before any noun: a verb that judges several nouns by one thing, as
 * the money of an award, takes that thing first, and goes on alone. Others see to other things meanwhile.
 */
export async function takeThing(client: PoolClient, thing: string, id: string): Promise<void> {
  const { text, values } = sql`select ${takenThing(thing, bucketOf(sql`${id}::text`))}`;
  await client.query({ text, values });
}

/** What a thing is taken by: 256 numbers that the ids fall on, so that a long file never needs more locks than the database has. */
export function bucketOf(id: Sql): Sql {
  return sql`(hashtext(${id}) & 255)`;
}

/** The expression that takes a thing of a kind, by its number. */
export function takenThing(thing: string, bucket: Sql): Sql {
  return sql`pg_advisory_xact_lock(hashtext(${thing}), ${bucket})`;
}
