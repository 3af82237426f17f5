/** How the database is told who asks: settings of one transaction, which its row-level security and its audit read. */
import { escapeLiteral } from "pg";
import type { Asking } from "../authority/asking.js";
import { Refusal } from "../refusals.js";

/** A transaction that may still be of use gets at least this long, so that it ends with a refusal and not in the middle. */
const STATEMENT_AT_LEAST_MS = 100;

/** The statement that says who asks, for the rest of the transaction; without it nothing can be seen or written. */
export function sayWhoAsks({ viewer, requestId, deadline }: Asking, verb = ""): string {
  const settings: Record<string, string> = {
    "hub.role": viewer.role,
    "hub.subject": viewer.subject,
    "hub.partnerships": viewer.partnerships.join(" "),
    "hub.scopes": viewer.scopes.join(" "),
    "hub.pcc_area": viewer.pccArea ?? "",
    "hub.request": requestId,
    "hub.verb": verb,
    ...(Number.isFinite(deadline) ? { statement_timeout: String(Math.max(STATEMENT_AT_LEAST_MS, Math.ceil(deadline - Date.now()))) } : {}),
  };
  return `select ${Object.entries(settings).map(([name, value]) => `set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, true)`).join(", ")}`;
}

/** What PostgreSQL says of a statement that it ended for want of time, in the words of the hub: it is as often the first to know as the hub is. */
export function inWordsOfTheHub(error: unknown, { deadline }: Asking): unknown {
  return (error as { code?: string }).code === "57014" && Number.isFinite(deadline) ? new Refusal("DEADLINE_PASSED") : error;
}
