/** Plain SQL under a service's own role, on the service's own kind of connection: what the database lets through whatever the hub's code does. */
import pg from "pg";
import { rolesOf, type ServiceRoles } from "../../kernel/database/service-roles.js";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { TEST_SETTINGS } from "./database.js";

/** The roles of a service in the tests' database. */
export function testRolesOf(service: string): ServiceRoles {
  return rolesOf(service, TEST_SETTINGS.rolePrefix);
}

/** Connections of the services' roles, or of other roles that the login may take. */
export class ServiceSql {
  private readonly pools = new Map<string, pg.Pool>();

  constructor(private readonly databaseUrl: string) {}

  /** Works in one transaction in which the database is told who asks, and takes all of it back. Null: nobody is told of. */
  async as<T>(service: string, viewer: Viewer | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.under(testRolesOf(service).service, viewer, work);
  }

  /** The same under another role of the database. */
  async under<T>(role: string, viewer: Viewer | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool(role).connect();
    try {
      await client.query("begin");
      if (viewer) await client.query(`select ${Object.keys(settingsOf(viewer)).map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(", ")}`, Object.values(settingsOf(viewer)));
      return await work(client);
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  /** The rows of one statement. */
  async rows<R extends object>(service: string, viewer: Viewer | null, text: string, values: unknown[] = []): Promise<R[]> {
    return this.as(service, viewer, async (client) => (await client.query<R>(text, values)).rows);
  }

  /** PostgreSQL's code where it refuses a statement; otherwise how many rows were written. */
  async attempt(service: string, viewer: Viewer | null, text: string, values: unknown[] = []): Promise<string | number> {
    return this.as(service, viewer, (client) => attempt(client, text, values));
  }

  async close(): Promise<void> {
    for (const pool of this.pools.values()) await pool.end();
  }

  private pool(role: string): pg.Pool {
    let pool = this.pools.get(role);
    if (!pool) {
      this.pools.set(role, (pool = new pg.Pool({ connectionString: this.databaseUrl, max: 1, options: `-c role=${role}` })));
      // The database that is removed after the test may end a connection that the pool has just given up.
      pool.on("error", () => {});
    }
    return pool;
  }
}

/** PostgreSQL's code where it refuses a statement; otherwise how many rows were written. */
export async function attempt(client: pg.ClientBase, text: string, values: unknown[] = []): Promise<string | number> {
  try {
    return (await client.query(text, values)).rowCount ?? 0;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** The statement that inserts a row, given as JSON. */
export function insertion(table: string, row: Record<string, unknown>): [text: string, values: unknown[]] {
  const names = Object.keys(row).map((name) => `"${name}"`).join(", ");
  return [`insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`, [JSON.stringify(row)]];
}

/** PostgreSQL's code for what a role may not do: no grant, or a wall of row-level security. */
export const DENIED = "42501";

/** Who asks, as the database is told; written here anew, so that a slip in the hub's own words is seen. */
function settingsOf({ role, subject, partnerships, pccArea, scopes }: Viewer): Record<string, string> {
  return {
    "hub.role": role,
    "hub.subject": subject,
    "hub.partnerships": partnerships.join(" "),
    "hub.pcc_area": pccArea ?? "",
    "hub.scopes": scopes.join(" "),
    "hub.request": "a-request-of-a-test",
    "hub.verb": "test",
  };
}
