/** One PostgreSQL cluster: a folder, and the process that serves it. */
import { spawn, spawnSync, type StdioOptions } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedPostgresError, type Account } from "./postgres-programs.js";

const START_WITHIN_MS = 60_000;
const ORPHANS_WITHIN_MS = 10_000;

/** A cluster. */
export class Cluster {
  constructor(
    private readonly dir: string,
    private readonly logFile: string,
    private readonly programs: string,
    private readonly account: Account | undefined,
  ) {}

  exists(): boolean {
    return fs.existsSync(path.join(this.dir, "PG_VERSION"));
  }

  /** Makes the cluster beside its place and moves it there, so that an interrupted attempt leaves nothing half made. */
  init(password: string, dir: string): void {
    const making = fs.mkdtempSync(path.join(dir, "making-"));
    if (this.account) fs.chownSync(making, this.account.uid, this.account.gid);
    const passwordFile = `${making}.password`;
    fs.writeFileSync(passwordFile, password, { mode: 0o600, flag: "wx" });
    if (this.account) fs.chownSync(passwordFile, this.account.uid, this.account.gid);
    const open = [making, passwordFile].map((each) => fs.openSync(each, "r"));
    const { status, stderr } = spawnSync(
      path.join(this.programs, "bin", "initdb"),
      [
        ...["-D", asSeen(making, 3, this.account), `--pwfile=${asSeen(passwordFile, 4, this.account)}`],
        ...["-U", "hub", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"],
      ],
      { ...this.spawnOptions(), encoding: "utf8", stdio: ["ignore", "ignore", "pipe", ...open] },
    );
    for (const each of open) fs.closeSync(each);
    fs.rmSync(passwordFile);
    if (status !== 0) {
      fs.rmSync(making, { recursive: true, force: true });
      throw new EmbeddedPostgresError(`The embedded PostgreSQL could not be set up: ${stderr.trim()}`);
    }
    try {
      fs.renameSync(making, this.dir);
    } catch {
      fs.rmSync(making, { recursive: true }); // another start was quicker
    }
  }

  /** The port it listens on where it runs already; a process that died without leaving word is cleared away. */
  async portIfRunning(): Promise<number | null> {
    const left = this.pidFile();
    if (!left) return null;
    if (!this.isOurs(left.pid)) {
      await this.endOrphans();
      fs.rmSync(path.join(this.dir, "postmaster.pid"), { force: true });
      return null;
    }
    // It may be starting or stopping: wait until it says that it is ready, or is gone.
    for (const until = Date.now() + START_WITHIN_MS; Date.now() < until; await sleep(50)) {
      const now = this.pidFile();
      if (!now || !this.isOurs(now.pid)) return this.portIfRunning();
      if (now.ready && (await answers(now.port))) return now.port;
    }
    throw new EmbeddedPostgresError(`Process ${left.pid} holds ${this.dir} and does not become ready: see ${this.logFile}.`);
  }

  async start(): Promise<number> {
    const port = await freePort();
    const log = fs.openSync(this.logFile, "a", 0o600);
    const fd = fs.openSync(this.dir, "r");
    const child = spawn(
      path.join(this.programs, "bin", "postgres"),
      ["-D", asSeen(this.dir, 3, this.account), "-p", String(port), "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100"],
      { ...this.spawnOptions(), stdio: ["ignore", log, log, fd] as StdioOptions, detached: true },
    );
    let failed: string | undefined;
    child.once("error", (error) => (failed = error.message));
    child.once("exit", (code, signal) => (failed ??= `it ended with ${signal ?? `exit code ${code}`}`));
    fs.closeSync(log);
    fs.closeSync(fd);
    for (const until = Date.now() + START_WITHIN_MS; Date.now() < until; await sleep(25)) {
      if (failed) throw new EmbeddedPostgresError(`The embedded PostgreSQL did not start (${failed}): see ${this.logFile}.`);
      if (this.pidFile()?.ready && (await answers(port))) {
        child.unref();
        return port;
      }
    }
    throw new EmbeddedPostgresError(`The embedded PostgreSQL did not become ready: see ${this.logFile}.`);
  }

  async stop(): Promise<void> {
    const running = this.pidFile();
    if (!running || !this.isOurs(running.pid)) return;
    // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything is flushed.
    process.kill(running.pid, "SIGINT");
    for (const until = Date.now() + START_WITHIN_MS; Date.now() < until && this.isOurs(running.pid); ) await sleep(25);
  }

  /** Ends what a server that was killed left at work: PostgreSQL does not start beside it, and whoever it worked for has lost it. */
  private async endOrphans(): Promise<void> {
    if (process.platform !== "linux") return;
    for (const until = Date.now() + ORPHANS_WITHIN_MS; Date.now() < until; await sleep(50)) {
      const orphans = fs.readdirSync("/proc").map(Number).filter((pid) => pid > 0 && this.isOurs(pid) && isHelper(pid));
      if (orphans.length === 0) return;
      for (const pid of orphans) {
        try {
          process.kill(pid, "SIGTERM");
        } catch {} // it has ended
      }
    }
  }

  private pidFile(): { pid: number; port: number; ready: boolean } | null {
    try {
      const lines = fs.readFileSync(path.join(this.dir, "postmaster.pid"), "utf8").split("\n");
      return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
    } catch {
      return null;
    }
  }

  /**
   * Whether the process is the one that serves this folder. A number left from before a reboot may be somebody
   * else's now, and a process that ended but was never waited for still has its number: PostgreSQL works inside its
   * folder, so that tells.
   */
  private isOurs(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return process.platform !== "linux" || fs.readlinkSync(`/proc/${pid}/cwd`) === fs.realpathSync(this.dir);
    } catch {
      return false;
    }
  }

  private spawnOptions(): object {
    return { ...this.account, cwd: os.platform() === "win32" ? undefined : "/", env: { PATH: process.env["PATH"], LC_ALL: "C.UTF-8", TZ: "UTC", SYSTEMROOT: process.env["SYSTEMROOT"] } };
  }
}

/**
 * How PostgreSQL is told a path. Under root it runs as a user who may not be able to enter the folders above; it is
 * given the open file or folder instead, as the file of that number: what is open stays reachable.
 */
function asSeen(place: string, file: number, account: Account | undefined): string {
  return account ? `/proc/self/fd/${file}` : place;
}

/** A port of this machine that nothing listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Whether a process is one that a PostgreSQL server made for its work: these call themselves so. */
function isHelper(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").startsWith("postgres:");
  } catch {
    return false; // it has ended
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
