/** What travels with a question from the gateway to every part that answers it. */
import { randomUUID } from "node:crypto";
import { HUB_VIEWER, type Viewer } from "./viewer.js";

/** Who asks, under which request, and until when an answer is of use. */
export interface Asking {
  viewer: Viewer;
  /** Names the request in the log of every part, in the audit, and in an answer that holds a fault. */
  requestId: string;
  /** Milliseconds since 1970 after which nobody waits for the answer any more. */
  deadline: number;
}

/** The hub itself, at its own work: it waits as long as that takes. */
export function asHub(): Asking {
  return { viewer: HUB_VIEWER, requestId: randomUUID(), deadline: Infinity };
}
