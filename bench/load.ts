/** What it costs to load data by the hub's road, beside PostgreSQL's own COPY of the same rows into tables without rules. */
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { loadSynthetic } from "../data/load-synthetic.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { loadShippedData } from "../kernel/files/load-data.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph, type RunningSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, median, spread, table, type Section } from "./report.js";

const log = openLog("silent");
const SEED = 1;

/** What one load took, and the same rows by COPY. */
interface Load {
  rows: number;
  seconds: number;
  copySeconds: number;
}

/** Loads the shipped data and the synthetic ones into an empty database, round by round. */
export async function timeLoads(partnerships: number, rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const postgres = await startEmbeddedPostgres(dir, log);
    const superuser = new URL(postgres.url);
    superuser.username = "hub";
    superuser.password = readFileSync(path.join(dir, "password"), "utf8");
    const loads: Record<string, Load[]> = {};
    try {
      for (let round = 0; round < rounds; round++) {
        const [url, own] = [new URL(postgres.url), new URL(superuser)];
        own.pathname = url.pathname = `/load_${round}`;
        await statement(superuser.href, `create database load_${round} owner ${url.username}`);
        const running = await Promise.all(services.map((service) => openSubgraph(service, url.href, readConfig({}), log)));
        const files = path.join(dir, `copies-${round}`);
        mkdirSync(files);
        // The server writes and reads the copies itself, as a user of its own.
        chmodSync(dir, 0o755);
        chmodSync(files, 0o777);
        const timed = async (what: string, load: () => Promise<void>): Promise<void> => {
          const before = await countOf(own.href, running);
          const began = performance.now();
          await load();
          const seconds = (performance.now() - began) / 1_000;
          const rows = (await countOf(own.href, running)) - before;
          const found = { rows, seconds, copySeconds: await timeCopy(own.href, running, files, before > 0) };
          (loads[what] ??= []).push(found);
          say(`load, round ${round + 1}: ${what}: ${rows} rows, ${figure(seconds)} s; COPY ${found.copySeconds.toFixed(3)} s`);
        };
        try {
          await timed("the shipped data, as at a first start", async () => {
            for (const each of running) await loadShippedData(each, log);
          });
          await timed(`${partnerships} synthetic partnerships`, async () => {
            for await (const { file, written } of loadSynthetic(running, { seed: SEED, partnerships, actions: 2, indicators: 8, monthly: 4 }, log)) log.debug({ file, written }, "loaded");
          });
        } finally {
          for (const each of running) await each.close();
        }
      }
    } finally {
      await postgres.stop();
    }
    const rows = Object.entries(loads).map(([what, each]) => [
      what,
      String(each[0]!.rows),
      spread(each.map(({ seconds }) => seconds)),
      median(each.map(({ copySeconds }) => copySeconds)).toFixed(3),
      spread(each.map(({ seconds, copySeconds }) => seconds / copySeconds)),
      figure(median(each.map((one) => one.rows / one.seconds))),
    ]);
    const text = [
      `Seconds from the first file to the last row; median of ${rounds} rounds (least to greatest).`,
      "The hub reads each cell, judges rows and references, writes versions, keeps the audit and publishes what others keep. COPY puts the same rows, taken out of the hub's tables, into tables of the same columns with no index, no rule and no audit.",
      "",
      table(["load", "rows", "hub, s", "COPY, s", "hub / COPY, round by round", "hub, rows a second"], rows),
    ].join("\n");
    return { title: "Load", text };
  });
}

/** The tables of facts. */
function tablesOf(running: readonly RunningSubgraph[]): string[] {
  return running.flatMap(({ name, subgraph, database }) =>
    [...subgraph.nouns, subgraph.notedGaps].map((noun) => `${name}.${(database.orm.getMetadata().get(noun as never) as { tableName: string }).tableName}`),
  );
}

async function countOf(url: string, running: readonly RunningSubgraph[]): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select (${tablesOf(running).map((name) => `(select count(*) from ${name})`).join(" + ")})::int as n`);
    return rows[0]!.n;
  });
}

/** Seconds of COPY of what a load wrote: what the last one left is not counted where there was one before. */
async function timeCopy(url: string, running: readonly RunningSubgraph[], files: string, again: boolean): Promise<number> {
  return withClient(url, async (client) => {
    const tables = tablesOf(running).map((name, i) => ({ name, bare: `bare.${name.replace(".", "_")}`, file: path.join(files, `${i}.copy`) }));
    if (!again) await client.query("create schema bare");
    for (const { name, bare, file } of tables) {
      if (!again) await client.query(`create table ${bare} (like ${name})`);
      await client.query(`copy (select * from ${name}${again ? ` t where not exists (select from ${bare} b where b.id = t.id and b.known_from = t.known_from)` : ""}) to '${file}'`);
    }
    const began = performance.now();
    await client.query("begin");
    for (const { bare, file } of tables) await client.query(`copy ${bare} from '${file}'`);
    await client.query("commit");
    return (performance.now() - began) / 1_000;
  });
}

async function statement(url: string, text: string): Promise<void> {
  await withClient(url, (client) => client.query(text));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
