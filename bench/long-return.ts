/** What it costs to import one long file of returns, beside PostgreSQL's own COPY of the same rows, and what it takes of memory. */
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import pg from "pg";
import { synthesise } from "../data/synthetic.js";
import { asHub } from "../kernel/authority/asking.js";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres.js";
import { importFile } from "../kernel/files/importer.js";
import { readConfig } from "../kernel/process/config.js";
import { openLog } from "../kernel/process/log.js";
import { openSubgraph } from "../kernel/subgraph/running-subgraph.js";
import { addDays } from "../kernel/values/day.js";
import { services } from "../services/index.js";
import { inTemporaryFolder } from "./processes.js";
import { figure, table, type Section } from "./report.js";

const log = openLog("silent");
const PARTNERSHIPS = 150;
const YEARS = 2;
const MEGABYTE = 1_000_000;
const SAMPLE_EVERY_MS = 50;

/** Memory of the process at a moment, and how much of the file was read. */
interface Sample {
  share: number;
  megabytes: number;
}

/** Imports a file of so many returns, one for each day of many awards, into an empty database. */
export async function timeLongReturn(rows: number, say: (line: string) => void): Promise<Section> {
  return inTemporaryFolder(async (dir) => {
    const postgres = await startEmbeddedPostgres(dir, log);
    const superuser = new URL(postgres.url);
    superuser.username = "hub";
    superuser.password = readFileSync(path.join(dir, "password"), "utf8");
    chmodSync(dir, 0o755);
    const grants = await openSubgraph(services.find(({ name }) => name === "grants")!, postgres.url, readConfig({}), log);
    const send = async (name: string, file: Readable) => {
      const report = await importFile(grants.database, grants.subgraph.imports[name]!, file, { fileName: `${name}.csv`, log, asking: asHub() });
      if (report.problems.length) throw new Error(`${name}: ${JSON.stringify(report.problems[0])}`);
      return report;
    };
    try {
      const made = synthesise({ seed: 1, partnerships: PARTNERSHIPS, years: YEARS });
      for (const name of ["funds", "awards"]) await send(name, Readable.from([Buffer.from(made[`grants/${name}`]!)]));
      const samples: Sample[] = [];
      let read = 0;
      const sample = (): unknown => samples.push({ share: read / rows, megabytes: process.memoryUsage().rss / MEGABYTE });
      const idle = process.memoryUsage().rss / MEGABYTE;
      const sampling = setInterval(sample, SAMPLE_EVERY_MS);
      const began = performance.now();
      const report = await send("spend-returns", Readable.from(returnsOf(rows, (row) => (read = row)))).finally(() => clearInterval(sampling));
      const seconds = (performance.now() - began) / 1_000;
      say(`long return: ${report.written} rows, ${figure(seconds)} s`);
      const live = await liveMemory(rows, (file) => send("spend-returns", file));
      say(`long return: live memory ${live.map(({ megabytes }) => figure(megabytes)).join(" ")} MB`);
      const { bare, same } = await timeCopies(superuser.href, dir);
      say(`long return: COPY ${bare.toFixed(3)} s, into the same table ${same.toFixed(3)} s`);
      const most = (those: readonly Sample[]): number => Math.max(...those.map(({ megabytes }) => megabytes));
      // While the file is read: its first fifth, and the rest of it.
      const memory = (what: string, before: number, taken: readonly Sample[]): string[] => {
        const [first, rest] = [taken.filter(({ share }) => share <= 0.2), taken.filter(({ share }) => share > 0.2)];
        return [what, figure(before), figure(most(taken) - before), figure(most(first) - before), figure(most(rest) - most(first))];
      };
      const perSecond = report.written / seconds;
      const text = [
        `One file of ${report.written} returns through the importer, all or nothing: each cell is read, references, reach and periods are judged, versions written, the audit kept and what others keep published. COPY puts the same rows into a table of the same columns with no index, rule or audit; and into the same table, with its indexes and triggers; past its policies, under which PostgreSQL copies nothing. Memory is that of the process that imports, PostgreSQL's not counted.`,
        "",
        table(
          ["rows", "seconds", "rows a second", "COPY, s", "import / COPY", "COPY into the same table, s", "import / COPY into the same table"],
          [[String(report.written), figure(seconds), figure(perSecond), bare.toFixed(3), figure(seconds / bare), figure(same), figure(seconds / same)]],
        ),
        "",
        table(
          ["memory", "when idle, MB", "most above idle, MB", "most above idle in the first 20 % of the file, MB", "growth over the last 80 %, MB"],
          [memory("resident, garbage that waits to be collected included", idle, samples), memory("live, after a full collection at each twentieth of the file", live[0]!.megabytes, live.slice(1))],
        ),
        "",
        "The live memory is of the same file sent again: it is read as before, and says nothing new.",
      ].join("\n");
      return { title: "A long return", text };
    } finally {
      await grants.close();
      await postgres.stop();
    }
  });
}

/** What is alive before a file is sent, and after each twentieth of it: heap and buffers, all garbage collected. */
async function liveMemory(rows: number, send: (file: Readable) => Promise<unknown>): Promise<Sample[]> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const taken: Sample[] = [];
  const take = (share: number): void => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    taken.push({ share, megabytes: (heapUsed + external) / MEGABYTE });
  };
  take(0);
  await send(Readable.from(returnsOf(rows, (row) => row / rows >= taken.length / 20 && take(row / rows))));
  return taken;
}

/** A file of returns, a day each, made as it is read. */
function* returnsOf(rows: number, told: (row: number) => unknown): Generator<Buffer> {
  yield Buffer.from("award,allocation,period,spend,forecast,variance_reason,received_on,final,document,section,as_printed,known_from\n");
  const awards = PARTNERSHIPS * YEARS;
  for (let row = 0, piece = ""; row < rows; row++) {
    const [p, y] = [Math.floor((row % awards) / YEARS), row % YEARS];
    const day = addDays(`${2015 + y}-04-01`, Math.floor(row / awards));
    piece += `award-synthetic-${p}-${y},,POINT ${day},${row % 1_000}.${String(row % 100).padStart(2, "0")},,Synthetic: nobody spent it.,${addDays(day, 30)},NO,document-synthetic,Synthetic,,\n`;
    if (row % 1_000 !== 999 && row < rows - 1) continue;
    told(row + 1);
    yield Buffer.from(piece);
    piece = "";
  }
}

/** Seconds of COPY of what was imported: into a table without rules, and again into the table that it came from. */
async function timeCopies(url: string, dir: string): Promise<{ bare: number; same: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const timed = async (statement: string): Promise<number> => {
    const began = performance.now();
    await client.query(statement);
    return (performance.now() - began) / 1_000;
  };
  try {
    await client.query("create schema bare");
    await client.query("create table bare.spend_return (like grants.spend_return)");
    // The server writes and reads the copy itself, as a user of its own.
    const copies = path.join(dir, "copies");
    mkdirSync(copies);
    chmodSync(copies, 0o777);
    const file = path.join(copies, "spend-return.copy");
    await client.query(`copy (select * from grants.spend_return) to '${file}'`);
    const bare = await timed(`copy bare.spend_return from '${file}'`);
    // Past the triggers that keep history, for once: the rows must be new again.
    await client.query("set session_replication_role = replica; delete from grants.audit_entry where noun = 'spend_return'; delete from grants.spend_return; set session_replication_role = origin");
    await client.query("select set_config('hub.role', 'HUB', false), set_config('hub.subject', 'bench', false), set_config('hub.verb', 'bench', false), set_config('hub.request', 'bench', false)");
    const same = await timed(`copy grants.spend_return from '${file}'`);
    return { bare, same };
  } finally {
    await client.end();
  }
}
