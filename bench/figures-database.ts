/**
 * Databases full of synthetic figures, made fast: what the figures hang on comes in by the importer, and the observations
 * themselves, as the generator draws them, by COPY under the tables' owner with the columns of the walls filled in and
 * without audit or outbox. What the importer costs is measured elsewhere; here only reading is.
 */
import { chmodSync, createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { Readable } from "node:stream";
import pg from "pg";
import { syntheticFiles, type Size } from "../data/synthetic.js";
import { asHub } from "../kernel/authority/asking.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { importFile } from "../kernel/files/importer.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { parsePeriod } from "../kernel/values/period.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";

const log = openLog("silent");

/** What the observations hang on; the rest of a size is left out. */
const NEEDED = ["plans/documents", "plans/pcc-areas", "plans/partnerships", "indicators/areas", "indicators/indicators"];

/** Columns of the table that the rows fill: everything that has no default and is stated. */
const COLUMNS = [
  "id", "known_from", "document_id", "section", "gaps", "version", "of_partnership", "visibility", "indicator_id", "partnership_id", "extent",
  "period_kind", "period_from", "period_to", "reported_under_kind", "reported_under_from", "reported_under_to", "qualifier", "value", "status", "openly_published",
];

/** A cluster with one database for each size. */
export interface FiguresCluster {
  /** Makes a database of the name with the figures of a size; answers its address and how many observations it has. */
  fill(name: string, size: Size, say: (line: string) => void): Promise<{ url: string; observations: number }>;
  version: string;
  stop(): Promise<void>;
}

/** Starts a cluster in a folder. */
export async function openFiguresCluster(dir: string): Promise<FiguresCluster> {
  // The server enters the folder, as a user of its own, to read what is copied.
  chmodSync(dir, 0o755);
  const hub = path.join(dir, "hub");
  const postgres = await startEmbeddedPostgres(hub, log);
  const superuser = Object.assign(new URL(postgres.url), { username: "hub", password: readFileSync(path.join(hub, "password"), "utf8") });
  const withClient = async <T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: Object.assign(new URL(superuser), { pathname: `/${database}` }).href });
    await client.connect();
    return work(client).finally(() => client.end());
  };
  const version = await withClient("postgres", async (client) => (await client.query<{ v: string }>("select current_setting('server_version') as v")).rows[0]!.v);
  return {
    version,
    stop: () => postgres.stop(),
    fill: async (name, size, say) => {
      const url = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
      await withClient("postgres", (client) => client.query(`create database ${name} owner ${new URL(postgres.url).username}`));
      const files = syntheticFiles(size);
      const running = await Promise.all(services.map((service) => openSubgraph(service, url, readConfig({}), log)));
      try {
        for (const { what, pieces } of files.filter((each) => NEEDED.includes(each.what))) {
          const [service, file = ""] = what.split("/");
          const { database, subgraph } = running.find((each) => each.name === service)!;
          const report = await importFile(database, subgraph.imports[file]!, Readable.from(pieces()), { fileName: what, log, asking: asHub() });
          if (report.refused) throw new Error(`${what}: ${report.problems[0]!.message}`);
        }
      } finally {
        for (const each of running) await each.close();
      }
      const { pieces } = files.find(({ what }) => what === "indicators/observations")!;
      const observations = await withClient(name, (client) => copyObservations(client, path.join(dir, name), pieces(), say));
      return { url, observations };
    },
  };
}

/** Rows in a file that the server reads at once: little of the disk is taken. */
const ROWS_AT_ONCE = 500_000;

async function copyObservations(client: pg.Client, dir: string, pieces: Generator<Buffer>, say: (line: string) => void): Promise<number> {
  mkdirSync(dir);
  // The server reads the files itself, as a user of its own.
  chmodSync(dir, 0o777);
  // Neither triggers nor the upkeep of indexes, row by row.
  await client.query("set session_replication_role = replica; set maintenance_work_mem = '512MB'; set synchronous_commit = off");
  const { rows: indexes } = await client.query<{ name: string; made: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index i
     where indrelid = 'indicators.observation'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  let total = 0;
  for await (const { file, rows } of copyFiles(dir, pieces)) {
    await client.query(`copy indicators.observation (${COLUMNS.join(", ")}) from '${file}'`);
    rmSync(file);
    say(`figures: ${(total += rows)} observations`);
  }
  // The generator draws partnership after partnership, but figures come in month after month: so they lie in a hub.
  await client.query("create index as_they_come_in on indicators.observation (period_to, partnership_id); cluster indicators.observation using as_they_come_in; drop index indicators.as_they_come_in");
  for (const { made } of indexes) await client.query(made);
  await client.query("vacuum analyze");
  return total;
}

/** The generator's rows of a file of observations, as COPY takes them for the table. */
async function* copyFiles(dir: string, pieces: Generator<Buffer>): AsyncGenerator<{ file: string; rows: number }> {
  const periods = new Map<string, string>();
  // Ten years have 130 different periods.
  const period = (text: string): string => {
    const known = periods.get(text);
    if (known) return known;
    const { kind, from, to } = parsePeriod(text)!;
    const made = `${kind}\t${from}\t${to}`;
    periods.set(text, made);
    return made;
  };
  let header = true;
  let rest = "";
  let out: ReturnType<typeof createWriteStream> | undefined;
  let file = "";
  let rows = 0;
  let part = 0;
  for (const piece of pieces) {
    const lines = (rest + piece.toString()).split("\n");
    rest = lines.pop()!;
    if (!out) {
      file = path.join(dir, `${part++}.copy`);
      out = createWriteStream(file, { mode: 0o644 });
    }
    let text = "";
    for (const line of lines) {
      if (header) {
        header = false;
        continue;
      }
      // No cell of these rows is quoted.
      const [id, indicator, partnership, , periodText, under, qualifier, value, , , , status, document, section, , knownFrom] = line.split(",");
      rows++;
      text += `${[id, knownFrom, document, section, "[]", "1", partnership, "PUBLISHED", indicator, partnership, "LOCAL", period(periodText!), period(under!), qualifier, value, status, "f"].join("\t")}\n`;
    }
    if (!out.write(text)) await once(out, "drain");
    if (rows < ROWS_AT_ONCE) continue;
    await ended(out);
    yield { file, rows };
    out = undefined;
    rows = 0;
  }
  if (!out) return;
  await ended(out);
  yield { file, rows };
}

async function ended(out: ReturnType<typeof createWriteStream>): Promise<void> {
  out.end();
  await once(out, "close");
}
