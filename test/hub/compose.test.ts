/**
 * The compose file's own commands, settings and health checks, run as plain processes. There is no container engine
 * here: names of containers become ports of this machine, and the issuer's keys, which in production come from an https
 * address, come from a file. What the file says is otherwise taken as it stands.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import pg from "pg";
import { parse } from "yaml";
import { PROJECT_DIR } from "../../kernel/process/config.js";
import type { HubAnswer } from "../support/hub.js";
import { Processes } from "../support/processes.js";

interface ComposeService {
  command: [string, ...string[]];
  environment: Record<string, string>;
  depends_on: Record<string, unknown>;
  healthcheck: { test: ["CMD", string, ...string[]] };
  stop_grace_period: string;
}

const compose = parse(readFileSync(path.join(PROJECT_DIR, "docker-compose.yml"), "utf8"), { merge: true }) as { services: Record<string, ComposeService> };
/** All but PostgreSQL, whose place is taken by the tests' own. */
const names = Object.keys(compose.services).filter((name) => name !== "postgres");
const part = (name: string): ComposeService => compose.services[name]!;

/** What whoever runs the file sets. */
const variables: Record<string, string> = {
  HUB_SECRET: randomBytes(32).toString("base64url"),
  HUB_LOGIN_PASSWORD: randomBytes(18).toString("hex"),
  TOKEN_ISSUER: "https://issuer.example",
  TOKEN_AUDIENCE: "partnership-hub",
  TOKEN_JWKS_URL: "https://issuer.example/keys",
};

const server = new URL(process.env["HUB_TEST_SERVER"]!);
// The roles of the containers' hub are the only ones on their server; here they stand beside others.
const prefix = `${process.env["HUB_TEST_NAME"]!}_compose`;
const folders = new Processes();
const running = new Map<string, { child: ChildProcess; ended: Promise<number | null>; written: () => string }>();
let ports: Record<string, number>;
let keysFile: string;
let sign: (claims: Record<string, unknown>) => Promise<string>;

beforeAll(async () => {
  ports = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await freePort()] as const)));
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  keysFile = path.join(folders.folder(), "keys.json");
  writeFileSync(keysFile, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one" }] }));
  sign = (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "EdDSA", kid: "one" }).setIssuer(variables["TOKEN_ISSUER"]!).setAudience(variables["TOKEN_AUDIENCE"]!).setSubject("somebody").setIssuedAt().setExpirationTime("5m").sign(privateKey);
  await makeDatabase();
});

afterAll(async () => {
  for (const { child } of running.values()) child.kill("SIGKILL");
  await Promise.all([...running.values()].map(({ ended }) => ended));
  await folders.clear();
  await dropDatabase();
});

test("where nothing runs yet, every health check says so", async () => {
  for (const name of names) expect([name, await healthOf(name)]).toEqual([name, 1]);
});

test("each part starts by its command, in the order of the file, and its health check finds it well", async () => {
  const [first, last] = [names.filter((name) => name !== "gateway"), ["gateway"]];
  expect(Object.keys(part("gateway").depends_on)).toEqual(first);
  for (const together of [first, last]) {
    for (const name of together) start(name);
    await Promise.all(together.map(waitUntilWell));
  }
}, 240_000);

test("the gateway answers whoever has a token of the issuer, from all three services, and nobody else", async () => {
  const question = `{ partnership(id: "partnership-peterborough") { name awards { totalCount } observations(first: 1) { totalCount } } }`;
  const answer = await ask(question, await sign({ role: "ANALYST", pcc_area: "pcc-area-cambridgeshire" }));
  expect(answer).toEqual({ data: { partnership: { name: "Safer Peterborough Partnership", awards: { totalCount: 1 }, observations: { totalCount: expect.any(Number) as number } } } });
  expect(answer.data.partnership.observations.totalCount).toBeGreaterThan(10);
  expect((await ask(question)).errors![0]!.extensions["code"]).toBe("SIGN_IN_NEEDED");
});

test("a service answers no one who comes past the gateway", async () => {
  const response = await fetch(`http://127.0.0.1:${ports["plans"]}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: "{ __typename }" }) });
  expect(response.status).toBe(401);
});

test("the services' login is no superuser and makes no databases", async () => {
  const { rows } = await onDatabase(`select rolsuper, rolcreatedb, rolbypassrls from pg_roles where rolname = current_user`);
  expect(rows).toEqual([{ rolsuper: false, rolcreatedb: false, rolbypassrls: false }]);
});

test("no part writes a secret to its log", () => {
  for (const [name, { written }] of running) {
    expect(written()).toContain("answers");
    for (const secret of ["HUB_SECRET", "HUB_LOGIN_PASSWORD"]) expect([name, written().includes(variables[secret]!)]).toEqual([name, false]);
  }
});

test("SIGTERM ends each part in order, within the time that the file gives it", async () => {
  for (const name of names.toReversed()) {
    const { child, ended } = running.get(name)!;
    const began = Date.now();
    child.kill("SIGTERM");
    expect([name, await ended]).toEqual([name, 0]);
    expect(Date.now() - began).toBeLessThan(Number.parseInt(part(name).stop_grace_period) * 1_000);
  }
});

/** A part's environment as its container would have it, with what stands for the names of containers here. */
function environmentOf(name: string): Record<string, string> {
  const environment = Object.fromEntries(Object.entries(part(name).environment).map(([setting, value]) => [setting, here(filled(value))]));
  const { TOKEN_JWKS_URL: keysUrl, ...rest } = environment;
  return {
    // The image's own.
    PATH: path.dirname(process.execPath),
    NODE_ENV: "production",
    ...rest,
    HOST: "127.0.0.1",
    PORT: String(ports[name]),
    ...(keysUrl ? { TOKEN_JWKS_FILE: keysFile } : {}),
    ...(rest["DATABASE_URL"] ? { DATABASE_ROLE_PREFIX: prefix } : {}),
  };
}

/** As compose fills variables: `${NAME:?why}` must be set, `${NAME:-otherwise}` need not be. */
function filled(value: string): string {
  return value.replaceAll(/\$\{(\w+):([?-])([^}]*)\}/g, (_whole, name: string, kind: string, text: string) => {
    const set = variables[name] ?? (kind === "-" ? text : undefined);
    if (set === undefined) throw new Error(`${name}: ${text}`);
    return set;
  });
}

/** Containers reach each other by name, all on port 4000; here each part has a port. */
function here(value: string): string {
  return value
    .replace(/^http:\/\/([a-z]+):4000\//, (_whole, name: string) => `http://127.0.0.1:${ports[name]}/`)
    .replace("//hub_login:", `//${prefix}_login:`)
    .replace("@postgres:5432/hub", `@${server.host}/${prefix}`);
}

function start(name: string): void {
  const [program, ...args] = part(name).command;
  const child = spawn(program, args, { cwd: PROJECT_DIR, env: environmentOf(name), stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (chunk: string) => (written += chunk));
  const ended = new Promise<number | null>((resolve, reject) => void child.once("error", reject).once("close", resolve));
  running.set(name, { child, ended, written: () => written });
}

/** The exit code of a part's health check. */
function healthOf(name: string): Promise<number | null> {
  const [, program, ...args] = part(name).healthcheck.test;
  return new Promise((resolve, reject) => {
    spawn(program, args, { cwd: PROJECT_DIR, env: environmentOf(name), stdio: "ignore" }).once("error", reject).once("close", resolve);
  });
}

async function waitUntilWell(name: string): Promise<void> {
  const { child, written } = running.get(name)!;
  for (const until = Date.now() + 90_000; Date.now() < until && child.exitCode === null; await sleep(500)) if ((await healthOf(name)) === 0) return;
  throw new Error(`${name} is not well:\n${written()}`);
}

async function ask(query: string, token?: string): Promise<HubAnswer> {
  const response = await fetch(`http://127.0.0.1:${ports["gateway"]}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as HubAnswer;
}

/** Runs what the container of PostgreSQL runs when it makes its data folder, under names that nobody else has. */
async function makeDatabase(): Promise<void> {
  const script = readFileSync(path.join(PROJECT_DIR, "deploy", "hub-login.sql"), "utf8");
  const statements = script
    .replaceAll(/^(--|\\getenv).*\n/gm, "")
    .replaceAll("hub_login", `${prefix}_login`)
    .replaceAll("database hub", `database ${prefix}`)
    .replace(":'password'", pg.escapeLiteral(variables["HUB_LOGIN_PASSWORD"]!))
    .split(";\n")
    .filter((statement) => statement.trim());
  // In the container a superuser runs it. Who runs it here must be a member of a role before giving it a database.
  await onServer([statements[0]!, `grant ${prefix}_login to current_user`, ...statements.slice(1)]);
}

async function dropDatabase(): Promise<void> {
  await onServer([`drop database if exists ${prefix} with (force)`]);
  // The roles belong to the login that made them.
  const made = ["plans", "grants", "indicators"].flatMap((service) => [`${prefix}_${service}_owner`, `${prefix}_${service}`]);
  await onServer(made.map((role) => `drop role if exists ${role}`), login("postgres"));
  await onServer([`drop role if exists ${prefix}_login`]);
}

function login(database: string): string {
  return Object.assign(new URL(server), { username: `${prefix}_login`, password: variables["HUB_LOGIN_PASSWORD"]!, pathname: `/${database}` }).href;
}

async function onServer(statements: string[], address = server.href): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function onDatabase(query: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: login(prefix) });
  await client.connect();
  try {
    return await client.query(query);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const listening = createServer();
  await new Promise<void>((resolve) => void listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  await new Promise((resolve) => void listening.close(resolve));
  return port;
}
