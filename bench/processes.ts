/** Processes that a benchmark starts: each says in its log where it answers; all of them are stopped at the end. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { PROJECT_DIR } from "../kernel/process/config.js";

/** A process that answers. */
export interface Running {
  pid: number;
  address: string;
  stop(): Promise<void>;
}

/** A program with its arguments, and where it runs. */
export interface Command {
  program: string;
  args: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
}

const STOP_WITHIN_MS = 30_000;
const left = new Set<() => unknown>();

/** Stops and removes what an interrupted benchmark left. */
export async function clearUp(): Promise<void> {
  for (const clear of [...left].reverse()) await clear();
}

/** A folder that is gone when the work on it is done. */
export async function inTemporaryFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(tmpdir(), "hub-bench-"));
  const remove = (): void => rmSync(dir, { recursive: true, force: true });
  left.add(remove);
  try {
    return await work(dir);
  } finally {
    remove();
    left.delete(remove);
  }
}

/** A script of the project, run as npm runs it. */
export function script(file: string, args: readonly string[], env: Record<string, string>): Command {
  return { program: process.execPath, args: ["--import", "./register.js", file, ...args], env };
}

/** Starts a process and waits until its log says where it answers. It takes a free port, so that nothing else is in its way. */
export async function start({ program, args, env = {}, cwd = PROJECT_DIR }: Command): Promise<Running> {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "info", HOST: "127.0.0.1", PORT: "0", DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own: npm starts further processes, and all of them are told to stop.
    detached: true,
  });
  const stop = (): Promise<void> => stopGroup(child).finally(() => left.delete(stop));
  left.add(stop);
  let complaint = "";
  child.stderr.on("data", (text: Buffer) => (complaint = (complaint + text.toString()).slice(-2_000)));
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with ${code} before it answered: ${complaint}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const found = addressIn(line);
        if (found) resolve(found);
      });
    });
    return { pid: child.pid!, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressIn(line: string): string | undefined {
  try {
    const { graphql, address } = JSON.parse(line) as { graphql?: string; address?: string };
    return graphql ?? address;
  } catch {
    return undefined; // not a line of the log
  }
}

function stopGroup(child: ChildProcess): Promise<void> {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const group = -child.pid;
  return new Promise((resolve) => {
    const late = setTimeout(() => process.kill(group, "SIGKILL"), STOP_WITHIN_MS);
    child.once("close", () => {
      clearTimeout(late);
      resolve();
    });
    process.kill(group, "SIGTERM");
  });
}

/** Asks over HTTP; fails unless the answer is data without errors. */
export async function ask(address: string, query: string): Promise<{ text: string; data: unknown }> {
  const response = await fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}: ${text.slice(0, 500)}`);
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (!data || errors) throw new Error(`${address} answered with errors: ${text.slice(0, 500)}`);
  return { text, data };
}
