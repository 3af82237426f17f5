/** What it costs to import street-level crime as published, counted, beside PostgreSQL's own COPY of the raw records of the same file; and how much memory a long file takes. */
import { chmodSync, createReadStream, createWriteStream, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";
import { drawnRecords, STREET_COLUMNS_MADE, streetCrimeFile } from "../data/synthetic/street-crime.js";
import { asHub } from "../kernel/authority/asking.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { loadShippedData } from "../kernel/files/load-data.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph, type RunningSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { services } from "../services/index.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, median, spread, table, type Section } from "./report.js";

const log = openLog("silent");
const FORCE = "Cambridgeshire Constabulary";
const DISTRICTS = ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "Peterborough", "South Cambridgeshire"];
/** Bytes of a record, about. */
const RECORD_BYTES = 218;
const MONTHS = 36;
const SAMPLE_EVERY_MS = 50;

/** What one import took, and the same raw records by COPY. */
interface Import {
  records: number;
  bytes: number;
  seconds: number;
  copySeconds: number;
  /** Bytes of memory that the process took more at most than before. */
  grown: number;
}

/** Imports months of different lengths, round by round; the long file once. */
export async function timeStreetCrime(longBytes: number, rounds: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    chmodSync(dir, 0o755);
    const postgres = await startEmbeddedPostgres(path.join(dir, "hub"), log);
    const superuser = Object.assign(new URL(postgres.url), { username: "hub", password: readFileSync(path.join(dir, "hub", "password"), "utf8") }).href;
    const imports: Record<string, Import[]> = {};
    try {
      const running: RunningSubgraph[] = [];
      for (const service of services) {
        const opened = await openSubgraph(service, postgres.url, readConfig({}), log);
        await loadShippedData(opened, log);
        running.push(opened);
      }
      const indicators = running.find(({ name }) => name === "indicators")!;
      let month = 0;
      const timed = async (what: string, records: number, months: number): Promise<void> => {
        const files: string[] = [];
        for (let m = 0; m < months; m++) files.push(await made(dir, ++month, records));
        const found = await timeOne(indicators, superuser, files);
        (imports[what] ??= []).push(found);
        say(`street crime: ${what}: ${found.records} records, ${figure(found.seconds)} s; COPY ${found.copySeconds.toFixed(3)} s; memory + ${figure(found.grown / 1e6)} MB`);
      };
      try {
        // The first warms up.
        for (let round = 0; round <= rounds; round++) {
          await timed(round ? "a month of a small force" : "warm-up", 7_000, 1);
          await timed(round ? "a month of 12,000 records" : "warm-up", 12_000, 1);
          await timed(round ? "a month of the largest force" : "warm-up", 100_000, 1);
          await timed(round ? `${MONTHS} months of a small force` : "warm-up", 7_000, MONTHS);
        }
        await timed("one long file", Math.ceil(longBytes / RECORD_BYTES), 1);
      } finally {
        for (const each of running) await each.close();
      }
    } finally {
      await postgres.stop();
    }
    delete imports["warm-up"];
    const rows = Object.entries(imports).map(([what, each]) => [
      what,
      String(each[0]!.records),
      figure(each[0]!.bytes / 1e6),
      spread(each.map(({ seconds }) => seconds)),
      median(each.map(({ copySeconds }) => copySeconds)).toFixed(3),
      spread(each.map(({ seconds, copySeconds }) => copySeconds / seconds)),
      figure(Math.max(...each.map(({ grown }) => grown)) / 1e6),
    ]);
    const text = [
      `Seconds from the first byte to the end of the transaction; median of ${rounds} rounds (least to greatest), the long file once.`,
      "The hub reads every record, counts it by partnership and type, and writes the counts as observations with rules and audit. COPY puts the raw records of the same files into one table of text columns without index or rule, in one transaction. A ratio above 1: the hub is quicker.",
      "Memory: what the process (hub and client in one) took at most more than just before the import.",
      "",
      table(["files", "records", "MB", "hub, s", "COPY, s", "COPY / hub, round by round", "memory, + MB"], rows),
    ].join("\n");
    return { title: "Street-level crime", text };
  });
}

async function made(dir: string, month: number, records: number): Promise<string> {
  const name = new Date(Date.UTC(1990, month)).toISOString().slice(0, 7);
  const file = path.join(dir, `${name}-synthetic-street.csv`);
  await pipeline(Readable.from(streetCrimeFile(FORCE, name, drawnRecords(month, records, DISTRICTS))), createWriteStream(file));
  chmodSync(file, 0o644);
  return file;
}

async function timeOne({ database, subgraph }: RunningSubgraph, superuser: string, files: readonly string[]): Promise<Import> {
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  let copySeconds: number;
  try {
    await client.query(`drop table if exists raw_records; create table raw_records (${STREET_COLUMNS_MADE.map((name) => `"${name}" text`).join(", ")})`);
    const began = performance.now();
    await client.query("begin");
    for (const file of files) await client.query(`copy raw_records from '${file}' (format csv, header)`);
    await client.query("commit");
    copySeconds = (performance.now() - began) / 1_000;
  } finally {
    await client.end();
  }
  await nextTurn();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_EVERY_MS);
  const began = performance.now();
  const streams = files.map((name) => ({ name, bytes: createReadStream(name, { highWaterMark: 256 * 1024 }) }));
  const report = await subgraph.publications["street-crime"]!.take(database, streams, { asking: asHub(), log });
  const seconds = (performance.now() - began) / 1_000;
  clearInterval(sampling);
  if (report.refused) throw new Error(`Refused: ${JSON.stringify(report.problems[0])}`);
  return { records: report.records, bytes, seconds, copySeconds, grown: Math.max(most, process.memoryUsage.rss()) - idle };
}
