/**
 * The embedded database: a real PostgreSQL from npm, started beside the hub and stopped with it. It survives kill -9 of
 * the hub (the next start finds it running) and of itself (PostgreSQL recovers). PostgreSQL refuses to run as root, so
 * root runs it as another user; folders that only root may enter are no hindrance.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Logger } from "./log.js";
import { Cluster } from "./postgres-cluster.js";
import { accountForPostgres, EmbeddedPostgresError, reachablePrograms } from "./postgres-programs.js";

/** The embedded database, running. */
export interface EmbeddedPostgres {
  /** Address with the password in it: never logged. */
  url: string;
  /** Stops it in order, as far as it still runs. */
  stop(): Promise<void>;
}

const DATABASE = "hub";

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
