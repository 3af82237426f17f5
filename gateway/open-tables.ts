/** The tables that are being read at the doors of saved questions: few at once for each caller, and none for a reader who takes nothing. */
import { finished } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Role } from "../kernel/authority/viewer.js";
import { refuseUnless } from "../kernel/refusals.js";

/** Tables that one caller reads at once. */
const AT_MOST = 8;

/** Counts the tables that are open, by caller. */
export class OpenTables {
  private readonly open = new Map<string, number>();

  /** Counts one more until its answer ends in whatever way; refuses one too many. */
  count(request: FastifyRequest, reply: FastifyReply): void {
    const caller = callerOf(request);
    const before = this.open.get(caller) ?? 0;
    refuseUnless(before < AT_MOST, "TOO_MANY_TABLES", { detail: `The most is ${AT_MOST}.` });
    this.open.set(caller, before + 1);
    finished(reply.raw, () => this.leave(caller));
  }

  private leave(caller: string): void {
    const left = this.open.get(caller)! - 1;
    if (left) this.open.set(caller, left);
    else this.open.delete(caller);
  }
}

/** Ends an answer of which nothing is taken for so long while something waits; where the next page is slow nothing waits. */
export function endWhereNothingIsTaken({ raw }: FastifyReply, forMs: number): void {
  raw.setTimeout(forMs, () => {
    if (raw.socket?.writableLength) raw.destroy();
  });
}

/** Whoever has a token is known by its subject, anyone else by the address. */
function callerOf({ viewer, ip }: FastifyRequest): string {
  return viewer.role === Role.PUBLIC ? `address ${ip}` : `subject ${viewer.subject}`;
}
