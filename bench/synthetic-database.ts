/** A database for the questions: the embedded PostgreSQL in a temporary folder with the shipped and the synthetic data. */
import { Readable } from "node:stream";
import pg from "pg";
import { synthesise } from "../data/synthetic.js";
import { startEmbeddedPostgres } from "../kernel/embedded-postgres.js";
import { importFile } from "../kernel/importer.js";
import { loadShippedData } from "../kernel/load-data.js";
import { openLog } from "../kernel/log.js";
import { openSubgraph } from "../kernel/running-subgraph.js";
import { services } from "../services/index.js";
import { parentOf } from "./processor-time.js";

/** The database, filled. */
export interface SyntheticDatabase {
  url: string;
  /** PostgreSQL's first process: every connection is served by a child of it. */
  pid: number;
  version: string;
  stop(): Promise<void>;
}

const SEED = 1;

/** Starts it in a folder and fills it through the importer, as a user's files come in. */
export async function openSyntheticDatabase(dir: string, partnerships: number): Promise<SyntheticDatabase> {
  const log = openLog("silent");
  const postgres = await startEmbeddedPostgres(dir, log);
  try {
    const running = await Promise.all(services.map((service) => openSubgraph(service, postgres.url, log)));
    // The shipped data too: the hub would load them at its start, and all contestants must find the same rows.
    for (const each of running) await loadShippedData(each, log);
    for (const [what, csv] of Object.entries(synthesise({ seed: SEED, partnerships }))) {
      const [serviceName, name = ""] = what.split("/");
      const { database, subgraph } = running.find((each) => each.name === serviceName)!;
      const report = await importFile(database, subgraph.imports[name]!, Readable.from([Buffer.from(csv)]), { fileName: what, log });
      if (report.refused) throw new Error(`${what}: ${report.problems[0]?.message}`);
    }
    for (const each of running) await each.close();
    return { url: postgres.url, ...(await settled(postgres.url)), stop: () => postgres.stop() };
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
