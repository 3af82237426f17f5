/** The only file that opens databases: one schema for each service, made and changed by its migrations alone. */
import { Migrator, type Migration } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import pg, { type Pool } from "pg";
import { Rows } from "./rows.js";
import { ensureRoles } from "./service-roles.js";

/** A question that takes longer is given up; imports and migrations may take their time. */
const STATEMENT_WITHIN_MS = 30_000;

/** A migration's class; its name orders it. */
export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/** A service's database, open under the service's role. */
export interface Database {
  service: string;
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

/** Where the database is, and how the hub's roles in it are called. */
export interface DatabasePlace {
  url: string;
  rolePrefix: string;
}

/**
 * Opens the schema of a service under its own role, after its owner has brought it to the newest version. Connections
 * are made when needed and let go when idle.
 */
export async function openDatabase(tables: Tables, { url, rolePrefix }: DatabasePlace, connections = 10): Promise<Database> {
  const { service } = tables;
  const roles = await ensureRoles(url, service, rolePrefix);
  if (!(await isNewest(tables, url, roles.owner))) await migrate(tables, url, roles.owner);
  const { orm, pool } = await connect(tables, url, roles.service, { connections, statementMs: STATEMENT_WITHIN_MS });
  return { service, orm, pool, rows: new Rows(service, pool), close: () => orm.close(true) };
}

async function connect({ service, nouns, migrations }: Tables, url: string, role: string, { connections, statementMs }: { connections: number; statementMs: number }): Promise<{ orm: MikroORM; pool: Pool }> {
  let pool: Pool | undefined;
  const orm = await MikroORM.init({
    clientUrl: url,
    schema: service,
    entities: [...nouns],
    extensions: [Migrator],
    forceUtcTimezone: true,
    pool: { min: 0, max: connections },
    driverOptions: {
      connectionTimeoutMillis: 5_000,
      ...(statementMs ? { statement_timeout: statementMs } : {}),
      application_name: `partnership-hub ${service}`,
      // The role is the session's from its first moment, so that `reset role` leads back to it. The questions are many and
      // short: PostgreSQL would take a third of a second to compile one that it then answers in a millisecond.
      options: `-c role=${role} -c jit=off`,
      onPoolCreated: (made: Pool) => {
        pool = made;
        // A connection that breaks while a request holds it breaks that request, not the process.
        made.on("connect", (client) => client.on("error", () => {}));
      },
    },
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
  return { orm, pool };
}

/** Whether all migrations have run: then a start has nothing to do as the owner. */
async function isNewest({ service, migrations }: Tables, url: string, owner: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, options: `-c role=${owner}` });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass($1) is not null as there", [`${service}.migration`]);
    if (!rows[0]!.there) return false;
    const { rows: done } = await client.query<{ name: string }>(`select name from ${service}.migration`);
    return migrations.every((each) => done.some(({ name }) => name === each.name));
  } finally {
    await client.end();
  }
}

/** Brings the schema of a service to its newest version. Several processes may ask at once: one does it, the others wait. */
async function migrate(tables: Tables, url: string, owner: string): Promise<void> {
  const { orm, pool } = await connect(tables, url, owner, { connections: 2, statementMs: 0 });
  try {
    const lock = await pool.connect();
    try {
      await lock.query("set statement_timeout = 0");
      await lock.query("select pg_advisory_lock(hashtext($1))", [`partnership-hub migrate ${tables.service}`]);
      await orm.migrator.up();
    } finally {
      lock.release(true);
    }
  } finally {
    await orm.close(true);
  }
}
