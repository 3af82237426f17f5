/** A database for the questions: the embedded PostgreSQL in a temporary folder with the shipped and the synthetic data. */
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { loadSynthetic } from "../data/load-synthetic.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { loadShippedData } from "../kernel/files/load-data.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { Courier } from "../kernel/writing/projection.js";
import { services } from "../services/index.js";
import { parentOf } from "./processor-time.js";

/** The database, filled. */
export interface SyntheticDatabase {
  url: string;
  /** The same database for a login that row-level security does not hold. */
  superuserUrl: string;
  /** PostgreSQL's first process: every connection is served by a child of it. */
  pid: number;
  version: string;
  stop(): Promise<void>;
}

const SEED = 1;

/** Starts it in a folder and fills it through the importer, as a user's files come in. */
export async function openSyntheticDatabase(dir: string, partnerships: number): Promise<SyntheticDatabase> {
  const config = readConfig({});
  const log = openLog("silent");
  const postgres = await startEmbeddedPostgres(dir, log);
  try {
    const running = await Promise.all(services.map((service) => openSubgraph(service, postgres.url, config, log)));
    // The shipped data too: the hub would load them at its start, and all contestants must find the same rows.
    for (const each of running) await loadShippedData(each, log);
    for await (const report of loadSynthetic(running, { seed: SEED, partnerships }, log)) log.debug({ file: report.file, written: report.written }, "loaded");
    const sources = Object.fromEntries(running.map((each) => [each.name, each]));
    for (const { database, subgraph } of running) await new Courier(database, subgraph.projections, sources, log).fetch();
    for (const each of running) await each.close();
    const superuser = new URL(postgres.url);
    superuser.username = "hub";
    superuser.password = readFileSync(path.join(dir, "password"), "utf8");
    return { url: postgres.url, superuserUrl: superuser.href, ...(await settled(superuser.href)), stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Brings statistics up to date, which PostgreSQL would do by itself in the middle of the timing. */
async function settled(url: string): Promise<{ pid: number; version: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("vacuum analyze");
  const { rows } = await client.query<{ pid: number; version: string }>("select pg_backend_pid() as pid, current_setting('server_version') as version");
  const pid = parentOf(rows[0]!.pid);
  await client.end();
  return { pid, version: rows[0]!.version };
}
