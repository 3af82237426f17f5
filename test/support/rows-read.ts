/** How many rows PostgreSQL reads for something: what an act looks at, whatever the machine is busy with. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TestHub } from "./hub.js";

/** A connection tells of its reading with the next thing that it does, a second later. */
const TOLD_AFTER_MS = 1_500;

/** The rows that PostgreSQL has fetched of tables of a schema by now, those that the act takes with them. */
export async function rowsRead(hub: TestHub, schema: string, tables: readonly string[], act: () => Promise<unknown>): Promise<number> {
  await sleep(TOLD_AFTER_MS);
  await act();
  await sleep(TOLD_AFTER_MS / 3);
  const [row] = await hub.sql<{ rows: number }>("select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as rows from pg_stat_user_tables where schemaname = $1 and relname = any ($2)", [schema, tables]);
  return row!.rows;
}
