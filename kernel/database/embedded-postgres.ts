/**
 * The embedded database: a real PostgreSQL from npm, started beside the hub and stopped with it. It survives kill -9 of
 * the hub (the next start finds it running) and of itself (PostgreSQL recovers). PostgreSQL refuses to run as root, so
 * root runs it as another user; folders that only root may enter are no hindrance.
 */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { madeOnce, ownFolder } from "../process/data-folder.js";
import type { Logger } from "../process/log.js";
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
/** The hub logs in as a role that is no superuser: the cluster's own is for starting and stopping it. */
const LOGIN = "hub_login";

/**
 * Starts the database in a folder, or finds it running there. A hub is alone on its folder; a command that works beside
 * a running hub is not, and leaves running what it found running.
 */
export async function startEmbeddedPostgres(dir: string, log: Logger, { alone = true } = {}): Promise<EmbeddedPostgres> {
  ownFolder(dir);
  const account = accountForPostgres();
  const programs = reachablePrograms(account);
  const cluster = new Cluster(path.join(dir, "postgres"), path.join(dir, "postgres.log"), programs, account);
  const password = madeOnce(path.join(dir, "password"), () => randomBytes(24).toString("base64url"));
  if (!cluster.exists()) cluster.init(password, dir);
  const found = await cluster.portIfRunning();
  const port = found ?? (await cluster.start());
  const loginPassword = madeOnce(path.join(dir, "login-password"), () => randomBytes(24).toString("base64url"));
  const urlOf = (user: string, secret: string, name: string): string => `postgres://${user}:${secret}@127.0.0.1:${port}/${name}`;
  const keeper = new pg.Client({ connectionString: urlOf("hub", password, "postgres"), application_name: "partnership-hub keeper", keepAlive: true });
  keeper.on("error", () => {}); // the database went away: whoever asks it will say so
  await keeper.connect();
  if (alone) await takeFolder(keeper, dir);
  await keeper.query(`select pg_advisory_lock_shared(${IN_USE})`);
  await makeDatabase(keeper, urlOf("hub", password, DATABASE), loginPassword);
  log.info({ port, dataDir: dir }, "embedded PostgreSQL answers");
  return {
    url: urlOf(LOGIN, loginPassword, DATABASE),
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

/** Makes the database and its login where they are not there, and hands over what a hub from before the login left in it. */
async function makeDatabase(keeper: pg.Client, ownersUrl: string, loginPassword: string): Promise<void> {
  await keeper.query("select pg_advisory_lock(hashtext('partnership-hub making'))");
  const { rowCount: database } = await keeper.query("select from pg_database where datname = $1", [DATABASE]);
  const { rowCount: login } = await keeper.query("select from pg_roles where rolname = $1", [LOGIN]);
  if (!login) await keeper.query(`create role ${LOGIN} login createrole password ${pg.escapeLiteral(loginPassword)}`);
  if (!database) await keeper.query(`create database ${DATABASE} owner ${LOGIN}`);
  else if (!login) await handOver(ownersUrl);
  await keeper.query("select pg_advisory_unlock(hashtext('partnership-hub making'))");
}

async function handOver(ownersUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownersUrl });
  await owner.connect();
  try {
    await owner.query(`do $$ declare each record; begin
      alter database ${DATABASE} owner to ${LOGIN};
      for each in select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$|public$)' loop
        execute format('alter schema %I owner to ${LOGIN}', each.name);
      end loop;
      for each in select oid::regclass as name from pg_class where relkind = 'r' and relnamespace::regnamespace::text !~ '^(pg_|information_schema$|public$)' loop
        execute format('alter table %s owner to ${LOGIN}', each.name);
      end loop;
      for each in select oid::regprocedure as name from pg_proc where pronamespace::regnamespace::text !~ '^(pg_|information_schema$|public$)' loop
        execute format('alter function %s owner to ${LOGIN}', each.name);
      end loop;
    end $$`);
  } finally {
    await owner.end();
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
