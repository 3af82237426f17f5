/** How much PostgreSQL reads for something: what an act looks at, whatever the machine is busy with. */
import { setTimeout as sleep } from "node:timers/promises";
import type { TestHub } from "./hub.js";

/** A connection tells of its reading with the next thing that it does, a second later. */
const TOLD_AFTER_MS = 1_500;

/** What was read of tables. */
export interface Reading {
  rows: number;
  /** Pages of their indexes, each as often as it was looked at. */
  indexPages: number;
}

/** What PostgreSQL has read of tables of a schema by now; that of the act is told with it. */
export async function readOf(hub: TestHub, schema: string, tables: readonly string[], act: () => Promise<unknown>): Promise<Reading> {
  await sleep(TOLD_AFTER_MS);
  await act();
  await sleep(TOLD_AFTER_MS / 3);
  const [read] = await hub.sql<{ rows: number; index_pages: number }>(
    `select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as rows, sum(coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0))::int as index_pages
     from pg_stat_user_tables join pg_statio_user_tables using (relid) where pg_stat_user_tables.schemaname = $1 and pg_stat_user_tables.relname = any ($2)`,
    [schema, tables],
  );
  return { rows: read!.rows, indexPages: read!.index_pages };
}
