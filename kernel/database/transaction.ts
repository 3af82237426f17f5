/** One transaction that writes: the database is told who asks and by which verb, and all of it is written or nothing. */
import type { PoolClient } from "pg";
import type { Asking } from "../authority/asking.js";
import { isRefusalCode, Refusal, refuseUnless } from "../refusals.js";
import type { Database } from "./database.js";
import { inWordsOfTheHub, sayWhoAsks } from "./viewer-settings.js";

/** Does the work in one transaction; where it throws, nothing is written. What the database's own walls hold back is a refusal. */
export async function inTransaction<T>(database: Database, asking: Asking, verb: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  // Nobody waits for it any more: it must not hold up others.
  refuseUnless(Date.now() < asking.deadline, "DEADLINE_PASSED");
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    // Whatever the database does by itself: who waited for another must see what that one wrote.
    await client.query(`begin isolation level read committed; ${sayWhoAsks(asking, verb)}`);
    const done = await work(client);
    await client.query("commit");
    return done;
  } catch (error) {
    await client.query("rollback").catch((lost: unknown) => (broken = lost as Error));
    throw refusalOf(error, asking);
  } finally {
    client.release(broken);
  }
}

/** What PostgreSQL says where a wall of its own held, in the words of the hub. */
function refusalOf(error: unknown, asking: Asking): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  // Row-level security: the verb should have refused before, and here it is refused all the same.
  if (code === "42501") return new Refusal("OUTSIDE_YOUR_REACH");
  // A guard of the database's own that is named as the refusal: the verb should have refused before, likewise.
  if (code === "23514" && constraint !== undefined && isRefusalCode(constraint)) return new Refusal(constraint);
  // Somebody wrote the same thing between our look and our write.
  if (code === "23505" && /_(current|version_counts|pkey)$/.test(constraint ?? "")) return new Refusal("WRITTEN_MEANWHILE");
  // Two waited for each other and PostgreSQL gave one up: nothing of it was written.
  if (code === "40P01") return new Refusal("WRITTEN_MEANWHILE");
  return inWordsOfTheHub(error, asking);
}
