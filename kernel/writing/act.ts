/**
 * The one way to write: a verb that acts runs in one transaction, once for each idempotency key, and what it changes is
 * audited and published by the database in that same transaction. A repeat gets the first answer, however the first
 * attempt ended: two at once wait for each other, and after a crash there is the whole of it or nothing.
 */
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { inTransaction } from "../database/transaction.js";
import { refuseUnless } from "../refusals.js";
import type { Context } from "../subgraph/context.js";

/** What is asked to be done. */
export interface Act {
  /** The name of the mutation, as the audit shows it. */
  verb: string;
  idempotencyKey: string;
  /** Everything else that the caller said: a repeat must say the same. */
  said: unknown;
}

/**
 * Does the work once for its key; the answer is kept and given again to every repeat. What takes long and needs no
 * database is prepared before the transaction, so that it holds no connection meanwhile.
 */
export async function actOnce<A extends object>(
  context: Context,
  { verb, idempotencyKey, said }: Act,
  work: (client: PoolClient) => Promise<A>,
  prepare?: () => Promise<void>,
): Promise<A> {
  refuseUnless(/^[A-Za-z0-9_-]{8,100}$/.test(idempotencyKey), "MALFORMED_KEY", { field: "idempotencyKey" });
  // A request holds one connection at a time: with two, requests could wait for each other's for ever.
  await context.rows.end();
  await prepare?.();
  const { service } = context.database;
  const owner = [context.viewer.subject, idempotencyKey];
  const digest = createHash("sha256").update(canonical([verb, said])).digest("hex");
  return inTransaction(context.database, context.asking, verb, async (client) => {
    // A repeat at the same moment waits here until the first attempt has been written, or has come to nothing.
    const { rowCount: first } = await client.query(
      `insert into ${service}.write_request (subject, key, verb, digest, request_id) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [...owner, verb, digest, context.asking.requestId],
    );
    if (!first) {
      const { rows } = await client.query<{ digest: string; answer: A }>(`select digest, answer from ${service}.write_request where subject = $1 and key = $2`, owner);
      refuseUnless(rows[0]?.digest === digest, "IDEMPOTENCY_KEY_REUSED", { field: "idempotencyKey" });
      return rows[0].answer;
    }
    const answer = await work(client);
    await client.query(`update ${service}.write_request set answer = $3 where subject = $1 and key = $2`, [...owner, JSON.stringify(answer)]);
    return answer;
  });
}

/** The same text for the same content, in whatever order it was said. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).filter(([, each]) => each !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
