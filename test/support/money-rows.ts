/** Rows of money as a test lays them into the grants service: as the hub itself, through the database's own walls and guards, on whichever day it was known. */
import pg from "pg";
import { insertion, testRolesOf } from "./service-sql.js";

/** One version of a fact. */
export interface MoneyRowOfTest {
  table: "allocation" | "over_allocation" | "claim" | "ledger_entry" | "spend_return" | "award" | "service_funding";
  row: Record<string, unknown> & { id: string; of_partnership: string };
}

/** Writes rows of the grants service in one transaction; a row whose id stands there is its next version. */
export class MoneyRows {
  private readonly pool: pg.Pool;

  constructor(databaseUrl: string) {
    const settings = ["hub.role=HUB", "hub.subject=test", "hub.verb=test", "hub.request=test", `role=${testRolesOf("grants").service}`];
    this.pool = new pg.Pool({ connectionString: databaseUrl, max: 1, options: settings.map((each) => `-c ${each}`).join(" ") });
    this.pool.on("error", () => {});
  }

  async write(rows: readonly MoneyRowOfTest[], knownFrom = "2016-01-01T00:00:00Z"): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query("begin");
      for (const { table, row } of rows) {
        const { rowCount } = await client.query(`update grants.${table} set known_to = $2 where id = $1 and known_to is null`, [row.id, knownFrom]);
        const { rows: before } = await client.query<{ n: number }>(`select count(*)::int as n from grants.${table} where id = $1`, [row.id]);
        if ((rowCount ?? 0) > 1) throw new Error(`${row.id} had two current versions.`);
        await client.query(...insertion(`grants.${table}`, { gaps: [], visibility: "PUBLISHED", ...row, known_from: knownFrom, version: before[0]!.n + 1 }));
      }
      await client.query("commit");
    } catch (error) {
      await client.query("rollback");
      throw error;
    } finally {
      client.release();
    }
  }

  /** Writes by one statement, where rows are too many to be named. */
  async run(statement: string): Promise<void> {
    await this.pool.query(statement);
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
