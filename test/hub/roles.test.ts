import { randomBytes } from "node:crypto";
import pg from "pg";
import { ensureRoles, RolesMissing, rolesOf } from "../../kernel/database/service-roles.js";
import { Processes, type Ended } from "../support/processes.js";

/*
 * An outside database, as operators have it: where the hub's login may make roles the hub makes them; where it may not,
 * the start says what somebody else has to run, and that is enough.
 */

const processes = new Processes();
const SERVER = process.env["HUB_TEST_SERVER"]!;
/** All that this file makes begins like this. */
const OWN = `${process.env["HUB_TEST_NAME"]!}_r${randomBytes(3).toString("hex")}`;
const password = randomBytes(18).toString("hex");
let server: pg.Client;

beforeAll(async () => {
  server = new pg.Client({ connectionString: SERVER });
  await server.connect();
  await server.query(`create role ${OWN}_plain login password '${password}'`);
  await server.query(`create role ${OWN}_maker login createrole password '${password}'`);
});

afterAll(async () => {
  await processes.clear();
  const { rows: databases } = await server.query<{ name: string }>("select datname as name from pg_database where datname like $1", [`${OWN}%`]);
  for (const { name } of databases) await server.query(`drop database ${name} with (force)`);
  for (const name of await rolesLike(`${OWN}%`)) await server.query(`drop role ${name}`);
  await server.end();
});

async function rolesLike(pattern: string): Promise<string[]> {
  const { rows } = await server.query<{ name: string }>("select rolname as name from pg_roles where rolname like $1 order by 1 desc", [pattern]);
  return rows.map(({ name }) => name);
}

/** A new database of the tests' own login, as another login reaches it. */
async function databaseFor(name: string, login?: string): Promise<string> {
  await server.query(`create database ${OWN}_${name}`);
  return urlOf(`${OWN}_${name}`, login);
}

function urlOf(database: string, login?: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${database}`;
  if (login) [url.username, url.password] = [login, password];
  return url.href;
}

/** Runs statements on a database as the tests' own login, which made it and may make roles. */
async function runOn(database: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

function program(databaseUrl: string, prefix: string) {
  return { file: "services/main.ts" as const, args: ["plans"], settings: { HUB_SECRET: processes.secret, DATABASE_URL: databaseUrl, DATABASE_ROLE_PREFIX: prefix } };
}

/** The statements that a refused start asks for. */
function askedFor({ code, stderr }: Ended): string {
  expect(code).toBe(1);
  const [says, ...statements] = stderr.trim().split("\n\n");
  expect(says).toBe("The roles of the plans service are not in the database, and its login may not make them. Run as a superuser or as a role that may create roles:");
  expect(stderr).not.toContain(password);
  return statements.join("\n");
}

/** The service answers, and works under its own role. */
async function starts(databaseUrl: string, prefix: string): Promise<void> {
  const service = await processes.start(program(databaseUrl, prefix));
  expect(await service.health("ready")).toMatchObject({ status: 200 });
  const { rows } = await server.query<{ name: string; login: boolean; inherits: boolean }>("select rolname as name, rolcanlogin as login, rolinherit as inherits from pg_roles where rolname = any($1) order by 1", [
    Object.values(rolesOf("plans", prefix)),
  ]);
  expect(rows).toEqual([`${prefix}_plans`, `${prefix}_plans_owner`].map((name) => ({ name, login: false, inherits: false })));
  expect(await service.end("SIGTERM")).toMatchObject({ code: 0 });
}

test("a login that may make roles makes them at the first start, and finds them at the next", async () => {
  const prefix = `${OWN}_self`;
  const url = await databaseFor("self");
  await starts(url, prefix);
  await starts(url, prefix);
});

test("a login that may make none is told what somebody has to run, and starts once that was run", async () => {
  const prefix = `${OWN}_told`;
  const url = await databaseFor("told", `${OWN}_plain`);
  const asked = askedFor(await processes.run(program(url, prefix)));
  expect(asked.split("\n").map((line) => line.replace(/ with inherit false, set true/, ""))).toEqual([
    `create role "${prefix}_plans_owner" nologin noinherit;`,
    `create role "${prefix}_plans" nologin noinherit;`,
    `grant "${prefix}_plans_owner" to "${OWN}_plain";`,
    `grant "${prefix}_plans" to "${OWN}_plain";`,
    `grant create on database "${OWN}_told" to "${prefix}_plans_owner";`,
  ]);
  expect(await rolesLike(`${prefix}%`)).toEqual([]);
  await runOn(`${OWN}_told`, asked);
  await starts(url, prefix);
});

test("a login that may make roles, but not give rights in this database, leaves nothing half made and is told likewise", async () => {
  const prefix = `${OWN}_half`;
  const url = await databaseFor("half", `${OWN}_maker`);
  const asked = askedFor(await processes.run(program(url, prefix)));
  expect(await rolesLike(`${prefix}%`)).toEqual([]);
  await runOn(`${OWN}_half`, asked);
  await starts(url, prefix);
});

test("roles that are there for another login are asked for, not taken", async () => {
  const prefix = `${OWN}_self`;
  const opening = ensureRoles(await databaseFor("other", `${OWN}_plain`), "plans", prefix);
  await expect(opening).rejects.toThrow(RolesMissing);
  await expect(opening).rejects.toThrow(`grant "${prefix}_plans_owner" to "${OWN}_plain"`);
  await expect(opening).rejects.not.toThrow('create role "');
});
