/**
 * The database of a test run, as a process of its own: the embedded PostgreSQL in a temporary folder, or a role and
 * databases of their own on TEST_DATABASE_URL. It holds two templates that each test file clones: the hub's tables
 * with nothing in them, and with the documents. All of it is removed at the end.
 */
import "reflect-metadata";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import pg from "pg";
import { startEmbeddedPostgres } from "../../kernel/database/embedded-postgres.js";
import { rolesOf } from "../../kernel/database/service-roles.js";
import { loadShippedData } from "../../kernel/files/load-data.js";
import { openLog } from "../../kernel/process/log.js";
import { Courier } from "../../kernel/writing/projection.js";
import { openSubgraph, type RunningSubgraph } from "../../kernel/subgraph/running-subgraph.js";
import { services } from "../../services/index.js";

const log = openLog("silent");
const outside = process.env["TEST_DATABASE_URL"];
const name = `hub_test_${randomBytes(6).toString("hex")}`;
const { url, close } = outside ? await onServer(outside) : await embedded();

for (const template of ["empty", "documents"]) {
  await asOwner(url, `create database ${name}_${template}`);
  const running: RunningSubgraph[] = [];
  for (const service of services) {
    const opened = await openSubgraph(service, databaseUrl(url, `${name}_${template}`), { rolePrefix: name, pageSizeAtMost: 1_000 }, log);
    running.push(opened);
    if (template === "documents") await loadShippedData(opened, log);
  }
  const sources = Object.fromEntries(running.map((each) => [each.name, each]));
  for (const { database, subgraph } of running) await new Courier(database, subgraph.projections, sources, log).fetch();
  for (const each of running) await each.close();
}
// A reader for tests alone: it has all that the services' roles and owners have, to look behind the hub with plain SQL.
await asOwner(url, `create role ${name}_reader nologin inherit; grant ${services.flatMap((each) => Object.values(rolesOf(each.name, name))).join(", ")} to ${name}_reader; grant ${name}_reader to current_user`);
process.send!({ HUB_TEST_SERVER: url, HUB_TEST_NAME: name, HUB_TEST_ROLE_PREFIX: name });

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
  // Tests make databases of their own; the hub's login may not.
  const superuser = new URL(databaseUrl(postgres.url, "postgres"));
  superuser.username = "hub";
  superuser.password = readFileSync(path.join(dir, "password"), "utf8");
  await asOwner(superuser.href, "alter role hub_login createdb");
  // What a test writes need not outlive the machine. What outlives a kill is tested on databases of their own.
  await asOwner(superuser.href, "alter system set fsync = off");
  await asOwner(superuser.href, "select pg_reload_conf()");
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
  await asOwner(server, `create role ${name} login createdb createrole password '${password}'; alter role ${name} set synchronous_commit = off`);
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
      const { rows: made } = await client.query<{ rolname: string }>("select rolname from pg_roles where rolname like $1 order by rolname desc", [`${name}%`]);
      for (const { rolname } of made) await client.query(`drop role "${rolname}"`);
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
