/** A database for one test file: a clone of a migrated template, removed at the end. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const VACUUM_ENDS_WITHIN_MS = 20_000;

/** What the database holds at first. */
export type Template = "empty" | "documents";

/** Makes a database from a template. */
export async function cloneDatabase(template: Template): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = process.env["HUB_TEST_SERVER"]!;
  const run = process.env["HUB_TEST_NAME"]!;
  const name = `${run}_${randomBytes(4).toString("hex")}`;
  await onServer(server, `create database ${name} template ${run}_${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(server, name) };
}

/** Removes a database. PostgreSQL's own vacuum may be at work in it, which nobody but a superuser may end: it goes away by itself. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (const until = Date.now() + VACUUM_ENDS_WITHIN_MS; ; await sleep(100)) {
    try {
      return await onServer(server, `drop database ${name} with (force)`);
    } catch (error) {
      if ((error as { code?: string }).code !== "42501" || Date.now() > until) throw error;
    }
  }
}

/** Settings under which plain SQL of a test sees everything. */
export const READS_ALL = ["role=" + process.env["HUB_TEST_ROLE_PREFIX"]! + "_reader", "hub.role=HUB", "hub.subject=test", "hub.verb=test", "hub.request=test"].map((each) => `-c ${each}`).join(" ");

/** What a test's services need to know of their database. */
export const TEST_SETTINGS = { rolePrefix: process.env["HUB_TEST_ROLE_PREFIX"]!, pageSizeAtMost: 1_000 };

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
