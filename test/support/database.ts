/** A database for one test file: a clone of a migrated template, removed at the end. */
import { randomBytes } from "node:crypto";
import pg from "pg";

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
  return { url: url.href, drop: () => onServer(server, `drop database ${name} with (force)`) };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
