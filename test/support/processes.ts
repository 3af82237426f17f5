/** The hub's processes as an operator starts and kills them: each found by the address it logs, and none left behind. */
import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT_DIR, SETTINGS } from "../../kernel/process/config.js";
import type { HubAnswer } from "./hub.js";

// Ends what hangs. A busy machine may take its time: how fast a start is, the bench tells.
const STARTS_WITHIN_MS = 240_000;
const STOPS_WITHIN_MS = 15_000;

/** What to start: a file of the project, its arguments, its settings and, where the test may choose, its user. */
export interface Program {
  file: "start.ts" | `commands/${string}.ts` | "gateway/main.ts" | "services/main.ts";
  args?: string[];
  settings?: Record<string, string>;
  account?: { uid: number; gid: number } | undefined;
}

/** How a process ended, and all that it wrote. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A process of the hub that answers. */
export interface HubProcess {
  /** Where it answers, without a slash at the end. */
  address: string;
  ask(query: string, variables?: Record<string, unknown>): Promise<HubAnswer>;
  health(of: "live" | "ready"): Promise<{ status: number; body: unknown }>;
  /** Sends the signal and waits until it has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** The processes and folders of one test file: call `clear` at its end, however it ends. */
export class Processes {
  /** The secret under which parts believe each other: give it as HUB_SECRET to those that belong together. */
  readonly secret = randomBytes(32).toString("hex");
  private readonly children = new Map<ChildProcess, Promise<Ended>>();
  private readonly folders: string[] = [];

  /** A new temporary folder, which only this process's user may enter. */
  folder(): string {
    const made = mkdtempSync(path.join(tmpdir(), "hub-process-"));
    this.folders.push(made);
    return made;
  }

  /** Starts a program and waits until it says where it answers. */
  async start(program: Program): Promise<HubProcess> {
    const { child, ended } = this.spawn(program);
    const address = await new Promise<string>((resolve, reject) => {
      const tooLate = setTimeout(() => child.kill("SIGKILL"), STARTS_WITHIN_MS);
      let written = "";
      child.stdout!.on("data", (chunk: string) => {
        written += chunk;
        const found = /"(?:graphql|address)":"([^"]+)\/graphql"/.exec(written);
        if (!found) return;
        clearTimeout(tooLate);
        resolve(found[1]!);
      });
      ended
        .finally(() => clearTimeout(tooLate))
        .then((end) => reject(new Error(`${program.file} ended before it answered: ${JSON.stringify(end)}`)))
        .catch(reject);
    });
    return {
      address,
      async ask(query, variables = {}) {
        const response = await fetch(`${address}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ query, variables }),
        });
        return (await response.json()) as HubAnswer;
      },
      async health(of) {
        const response = await fetch(`${address}/health/${of}`);
        return { status: response.status, body: await response.json() };
      },
      end(signal) {
        child.kill(signal);
        return ended;
      },
    };
  }

  /** Runs a program that is expected to end by itself. */
  run(program: Program): Promise<Ended> {
    return this.begin(program).ended;
  }

  /** Begins a program that is expected to end by itself, if nobody ends it before. */
  begin(program: Program): { ended: Promise<Ended>; end: (signal: NodeJS.Signals) => Promise<Ended> } {
    const { child, ended } = this.spawn(program);
    const tooLate = setTimeout(() => child.kill("SIGKILL"), STARTS_WITHIN_MS);
    return {
      ended: ended.finally(() => clearTimeout(tooLate)),
      end(signal) {
        child.kill(signal);
        return ended;
      },
    };
  }

  /** Ends what still runs, databases too, and removes the folders. */
  async clear(): Promise<void> {
    for (const [child, ended] of this.children) {
      child.kill("SIGTERM");
      const tooLate = setTimeout(() => child.kill("SIGKILL"), STOPS_WITHIN_MS);
      await ended.catch(() => {}); // it never started
      clearTimeout(tooLate);
    }
    for (const folder of this.folders) {
      for (const dataDir of [folder, path.join(folder, "hub")]) await endDatabase(dataDir);
      rmSync(folder, { recursive: true, force: true });
    }
  }

  private spawn({ file, args = [], settings = {}, account }: Program): { child: ChildProcess; ended: Promise<Ended> } {
    // What is set where the tests run is not what the test set.
    const inherited = Object.entries(process.env).filter(([name]) => name !== "NODE_OPTIONS" && SETTINGS.every((setting) => setting.name !== name));
    const env = { ...Object.fromEntries(inherited), HOST: "127.0.0.1", PORT: "0", DRAIN_MS: "0", ...(settings["DATABASE_URL"] ? { DATABASE_ROLE_PREFIX: process.env["HUB_TEST_ROLE_PREFIX"] } : {}), ...settings };
    const child = spawn(process.execPath, ["--import", "./register.js", file, ...args], {
      cwd: PROJECT_DIR,
      stdio: ["ignore", "pipe", "pipe"],
      env,
      ...account,
    });
    const written = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) child[stream].setEncoding("utf8").on("data", (chunk: string) => (written[stream] += chunk));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal, ...written }));
    });
    ended.catch(() => {}); // whoever waits for it is told; nobody has to
    this.children.set(child, ended);
    return { child, ended };
  }
}

/** The number of the PostgreSQL process that serves a data folder; null where none does. */
export function databaseProcess(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
    return runs(pid) ? pid : null;
  } catch {
    return null;
  }
}

/** Whether a process runs. One that ended but was never waited for does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Waits until a condition holds; fails with the sentence where it does not hold in time. */
export async function until(holds: () => boolean | Promise<boolean>, otherwise: string, withinMs = 10_000): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; await sleep(50)) if (await holds()) return;
  throw new Error(`${otherwise} within ${withinMs} ms.`);
}

async function endDatabase(dataDir: string): Promise<void> {
  const pid = databaseProcess(dataDir);
  if (pid === null) return;
  process.kill(pid, "SIGINT");
  try {
    await until(() => !runs(pid), "PostgreSQL did not stop", STOPS_WITHIN_MS);
  } catch {
    process.kill(pid, "SIGKILL");
  }
}
