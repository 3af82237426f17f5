/**
 * The database of a test run, as a process of its own: the embedded PostgreSQL in a temporary folder, or a role and
 * databases of their own on TEST_DATABASE_URL. It holds two templates that each test file clones: the hub's tables
 * with nothing in them, and with the documents. All of it is removed at the end.
 */
import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { startEmbeddedPostgres } from "../../kernel/embedded-postgres.js";
import { loadShippedData } from "../../kernel/load-data.js";
import { openLog } from "../../kernel/log.js";
import { openSubgraph } from "../../kernel/running-subgraph.js";
import { services } from "../../services/index.js";

const log = openLog("silent");
const outside = process.env["TEST_DATABASE_URL"];
const name = `hub_test_${randomBytes(6).toString("hex")}`;
const { url, close } = outside ? await onServer(outside) : await embedded();

for (const template of ["empty", "documents"]) {
  await asOwner(url, `create database ${name}_${template}`);
  for (const service of services) {
    const running = await openSubgraph(service, databaseUrl(url, `${name}_${template}`), log);
    if (template === "documents") await loadShippedData(running, log);
    await running.close();
  }
}
process.send!({ HUB_TEST_SERVER: url, HUB_TEST_NAME: name });

process.on("message", () => void end());
process.on("disconnect", () => void end());

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await close();
  process.exit(0);
}

async function embedded(): Promise<{ url: string; close: () => Promise<void> }> {
  const dir = mkdtempSync(path.join(tmpdir(), "hub-test-"));
  const postgres = await startEmbeddedPostgres(dir, log);
  return {
    url: databaseUrl(postgres.url, "postgres"),
    async close() {
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function onServer(server: string): Promise<{ url: string; close: () => Promise<void> }> {
  const password = randomBytes(18).toString("hex");
  await asOwner(server, `create role ${name} login createdb password '${password}'`);
  const own = new URL(server);
  own.username = name;
  own.password = password;
  return {
    url: own.href,
    async close() {
      const client = new pg.Client({ connectionString: server });
      await client.connect();
      const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname like $1", [`${name}%`]);
      for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
      await client.query(`drop role ${name}`);
      await client.end();
    },
  };
}

async function asOwner(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

function databaseUrl(server: string, database: string): string {
  const address = new URL(server);
  address.pathname = `/${database}`;
  return address.href;
}
