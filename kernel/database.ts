/** The only file that opens databases: one schema for each service, made and changed by its migrations alone. */
import { Migrator, type Migration } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import type { Pool } from "pg";
import { Rows } from "./rows.js";

/** A question that takes longer is given up; imports and migrations may take their time. */
const STATEMENT_WITHIN_MS = 30_000;

/** A migration's class; its name orders it. */
export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/** A service's database, open. */
export interface Database {
  orm: MikroORM;
  pool: Pool;
  rows: Rows;
  close(): Promise<void>;
}

/** What a service keeps in the database. */
export interface Tables {
  service: string;
  nouns: readonly (abstract new () => object)[];
  migrations: readonly MigrationClass[];
}

/** Opens the schema of a service. Connections are made when needed and let go when idle. */
export async function openDatabase({ service, nouns, migrations }: Tables, url: string, connections = 10): Promise<Database> {
  let pool: Pool | undefined;
  const orm = await MikroORM.init({
    clientUrl: url,
    schema: service,
    entities: [...nouns],
    extensions: [Migrator],
    forceUtcTimezone: true,
    pool: { min: 0, max: connections },
    driverOptions: { connectionTimeoutMillis: 5_000, statement_timeout: STATEMENT_WITHIN_MS, application_name: `partnership-hub ${service}`, onPoolCreated: (made: Pool) => void (pool = made) },
    migrations: {
      schema: service,
      tableName: "migration",
      snapshot: false,
      migrationsList: migrations.map((each) => ({ name: each.name, class: each })),
    },
    logger: () => {},
  });
  await orm.connect();
  if (!pool) throw new Error("The driver made no pool of connections.");
  return { orm, pool, rows: new Rows(service, pool), close: () => orm.close(true) };
}

/** Brings the schema of a service to its newest version. Several processes may ask at once: one does it, the others wait. */
export async function migrate({ orm, pool }: Database, service: string): Promise<void> {
  const lock = await pool.connect();
  try {
    await lock.query("set statement_timeout = 0");
    await lock.query("select pg_advisory_lock(hashtext($1))", [`partnership-hub migrate ${service}`]);
    await orm.migrator.up();
  } finally {
    await lock.query("select pg_advisory_unlock_all()");
    await lock.query("reset statement_timeout");
    lock.release();
  }
}
