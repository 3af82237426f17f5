/**
 * Projections: what a service keeps of facts that another one owns, so that its own lists can be filtered and sorted by
 * them. The courier fetches what was published; each fact may come twice, and a later version before an earlier one.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { PoolClient } from "pg";
import { asHub, type Asking } from "../authority/asking.js";
import type { Database } from "../database/database.js";
import { inTransaction } from "../database/transaction.js";
import type { Logger } from "../process/log.js";
import type { FactSource, FactsAsked, FactsTold, PublishedFact } from "./outbox.js";

/** What a service keeps of a topic. */
export interface Projection {
  /** The table of the facts in the service that owns them. */
  topic: string;
  /** That service. */
  source: string;
  /** The table here. */
  table: string;
  /** Which rows of the table come from this source: a condition, where it shares the table with others. */
  rows?: string;
  /** Statements that take facts in; `$1` holds them as a JSON array. To take the same again changes nothing. */
  take: readonly string[];
}

/**
 * The statement that ends each version of what was told where the next one begins, whichever of the two came first; `one`
 * are the columns that versions of one thing have in common. Each row finds the next by the key: what policies leave of a
 * table PostgreSQL takes for next to nothing, and a join over it goes through all of it for every row that was told.
 */
export function endVersions(table: string, { id = "id", one = [id] }: { id?: string; one?: readonly string[] } = {}): string {
  const next = `(select n.known_from from ${table} n where ${one.map((column) => `n.${column} = t.${column}`).join(" and ")} and n.version > t.version order by n.version limit 1)`;
  return `update ${table} t set known_to = ${next} where t.${id} = any(array(select id from jsonb_to_recordset($1) as told(id text))) and t.known_to is distinct from ${next}`;
}

/** The partnerships of each PCC area, which decide who sees and writes what a partnership owns. */
export function partnershipAreas(service: string): Projection {
  return {
    topic: "partnership",
    source: "plans",
    table: `${service}.partnership_area`,
    take: [
      `insert into ${service}.partnership_area (partnership_id, pcc_area_id, version)
       select distinct on (id) id, fact ->> 'pcc_area_id', version from jsonb_to_recordset($1) as told(id text, version int, fact jsonb) order by id, version desc
       on conflict (partnership_id) do update set pcc_area_id = excluded.pcc_area_id, version = excluded.version where excluded.version > partnership_area.version`,
    ],
  };
}

/** A call for facts is given up after so long; the next one asks again. */
const CALL_WITHIN_MS = 10_000;

/** Keeps the projections of one service up to date. */
export class Courier {
  private readonly taken = new Map<string, number[]>();
  private readonly end = new AbortController();

  constructor(
    private readonly database: Database,
    private readonly projections: readonly Projection[],
    private readonly sources: Readonly<Record<string, FactSource>>,
    private readonly log: Logger,
  ) {}

  /** Fetches all that is published by now. */
  async fetch(): Promise<void> {
    for (const projection of this.projections) await this.fetchTopic(projection);
  }

  /** Fetches again and again until it is told to stop; a source that is away is asked again the next time. */
  start(everyMs: number): () => Promise<void> {
    const away = new Set<string>();
    const running = (async () => {
      for (; !this.end.signal.aborted; await sleep(everyMs, undefined, { signal: this.end.signal }).catch(() => {})) {
        for (const projection of this.projections) {
          try {
            await this.fetchTopic(projection);
            if (away.delete(projection.topic)) this.log.info({ service: this.database.service, topic: projection.topic }, "facts are fetched again");
          } catch (error) {
            // Said once: what follows from it is the age that answers show.
            if (!away.has(projection.topic)) this.log.warn({ service: this.database.service, topic: projection.topic, source: projection.source, err: error }, "facts cannot be fetched");
            away.add(projection.topic);
          }
        }
      }
    })();
    return () => {
      this.end.abort();
      return running;
    };
  }

  /** Makes a projection anew from all facts of its source. Whoever asks meanwhile sees the old one. Answers how many facts it took. */
  async rebuild(topic: string): Promise<number> {
    const projection = this.projections.find((each) => each.topic === topic);
    if (!projection) throw new Error(`The ${this.database.service} service keeps nothing of ${topic}.`);
    return inTransaction(this.database, asHub(), "rebuild", async (client) => {
      await client.query("set local statement_timeout = 0");
      await this.lock(client, projection);
      await client.query(`delete from ${projection.table} where ${projection.rows ?? "true"}`);
      let count = 0;
      let began: string | undefined;
      for (let after: { id: string; version: number } | null = null, more = true; more; ) {
        const told: FactsTold = await this.ask(projection, { topic, after });
        began ??= told.at;
        await take(client, projection, told.facts);
        count += told.facts.length;
        ({ more } = told);
        after = told.facts.at(-1) ?? null;
      }
      const { service } = this.database;
      await client.query(`update ${service}.projection set up_to_date_at = $2, rebuilt_at = now() where topic = $1`, [topic, began]);
      return count;
    });
  }

  private async fetchTopic(projection: Projection): Promise<void> {
    const { topic } = projection;
    for (let more = true; more && !this.end.signal.aborted; ) {
      const told = await this.ask(projection, { topic, consumer: this.database.service, taken: this.taken.get(topic) ?? [] });
      await inTransaction(this.database, asHub(), "project", async (client) => {
        await this.lock(client, projection);
        if (told.facts.length) await take(client, projection, told.facts);
        const { service } = this.database;
        if (!told.more) await client.query(`update ${service}.projection set up_to_date_at = greatest(up_to_date_at, $2) where topic = $1`, [topic, told.at]);
      });
      // Only now are they kept: had this failed, they would be told again.
      this.taken.set(topic, told.facts.map((each) => each.n!));
      ({ more } = told);
    }
  }

  private ask({ source }: Projection, asked: FactsAsked): Promise<FactsTold> {
    const from = this.sources[source];
    if (!from) throw new Error(`Nobody here knows the ${source} service.`);
    const asking: Asking = { ...asHub(), deadline: Date.now() + CALL_WITHIN_MS };
    return from.facts(asked, asking);
  }

  /** A rebuild and the courier do not work on one projection at once. */
  private async lock(client: PoolClient, { table }: Projection): Promise<void> {
    await client.query("select pg_advisory_xact_lock(hashtext($1))", [`projection ${table}`]);
  }
}

async function take(client: PoolClient, { take: statements }: Projection, facts: readonly PublishedFact[]): Promise<void> {
  const told = JSON.stringify(facts.map(({ id, version, fact }) => ({ id, version, fact })));
  for (const statement of statements) await client.query(statement, [told]);
}
