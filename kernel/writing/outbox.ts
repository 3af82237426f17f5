/** Facts that a service publishes, small and by id: queued in the transaction that wrote them, for each service that keeps them. */
import sql, { raw, type Sql } from "sql-template-tag";
import type { Asking } from "../authority/asking.js";
import type { Database } from "../database/database.js";
import { inTransaction } from "../database/transaction.js";
import { refuseUnless } from "../refusals.js";

/** A fact as it is published. A later version of the same id takes the place of an earlier one. */
export interface PublishedFact {
  id: string;
  version: number;
  fact: Record<string, unknown>;
}

/** What a service asks of another's facts. */
export type FactsAsked =
  /** What is queued for it; `taken` are the numbers of those that it keeps by now, which need not be sent again. */
  | { topic: string; consumer: string; taken: number[] }
  /** All that there is, in the order of ids and versions. */
  | { topic: string; after: { id: string; version: number } | null };

/** Facts, and until when they are complete. */
export interface FactsTold {
  facts: (PublishedFact & { n?: number })[];
  /** Everything that was written before this moment is among these facts, those told before, or those that follow where `more`. */
  at: string;
  more: boolean;
}

/** Whoever tells facts: a service in this process, or one that runs elsewhere. */
export interface FactSource {
  facts(asked: FactsAsked, asking: Asking): Promise<FactsTold>;
}

const AT_ONCE = 1_000;

/** Tells the hub's own parts what this service publishes. */
export async function tellFacts(database: Database, published: readonly string[], asked: FactsAsked, asking: Asking): Promise<FactsTold> {
  refuseUnless(asking.viewer.role === "HUB", "NOT_YOUR_DOOR");
  refuseUnless(published.includes(asked.topic), "MALFORMED_REQUEST");
  const { service } = database;
  return inTransaction(database, asking, "facts", async (client) => {
    const all = async <R>({ text, values }: Sql): Promise<R[]> => (await client.query({ text, values })).rows as R[];
    // The moment is taken before the facts are read: what is committed later may be missing, what was before is there.
    const [{ at } = { at: "" }] = await all<{ at: string }>(sql`select to_json(clock_timestamp()) #>> '{}' as at`);
    if ("consumer" in asked) {
      if (asked.taken.length) await all(sql`delete from ${raw(`${service}.outbox`)} where consumer = ${asked.consumer} and topic = ${asked.topic} and n = any(${asked.taken}::bigint[])`);
      const facts = await all<PublishedFact & { n: string }>(
        sql`select n, id, version, fact from ${raw(`${service}.outbox`)} where consumer = ${asked.consumer} and topic = ${asked.topic} order by n limit ${AT_ONCE}`,
      );
      return { facts: facts.map((each) => ({ ...each, n: Number(each.n) })), at, more: facts.length === AT_ONCE };
    }
    const { id = "", version = 0 } = asked.after ?? {};
    const facts = await all<PublishedFact>(
      sql`select t.id, t.version, ${raw(`${service}.${asked.topic}_fact`)}(t) as fact from ${raw(`${service}.${asked.topic}`)} t where (t.id, t.version) > (${id}, ${version}) order by t.id, t.version limit ${AT_ONCE}`,
    );
    return { facts, at, more: facts.length === AT_ONCE };
  });
}
