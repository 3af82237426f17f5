/** How a server leaves: it first says that it is not ready and goes on answering, so that whoever asks moves elsewhere; then it ends what has begun. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

/** The end of a server. */
export interface Drain {
  /** Whether it has begun: the server is then no longer ready, though it answers. */
  begun(): boolean;
  /** Goes on answering for so long, each answer the last one of its connection. */
  lead(forMs: number): Promise<void>;
  /** Takes no more connections, answers what came in on those it has, and closes them. */
  close(): Promise<void>;
}

/** New requests are held back for so long at most, so that those under way end first. */
const HOLD_MS = 500;
/** Whoever just got an answer and comes back for more is there within this time. */
const COME_BACK_MS = 25;
/** A connection on which nothing has come for so long has nothing on its way. */
const NOTHING_COMES_MS = 100;

/** Prepares a server for its end. */
export function drainOf(app: FastifyInstance): Drain {
  let begun = false;
  let underWay = 0;
  let held = 0;
  /** When the last request came or ended. */
  let last = 0;
  let gate: Promise<void> | null = null;

  app.addHook("onRequest", (_, reply, done) => {
    underWay++;
    last = performance.now();
    reply.raw.once("close", () => {
      underWay--;
      last = performance.now();
    });
    if (!gate) {
      done();
      return;
    }
    held++;
    void gate.then(() => {
      held--;
      done();
    });
  });
  app.addHook("onSend", (_, reply, payload, done) => {
    if (begun) void reply.header("connection", "close");
    done(null, payload);
  });

  /** Waits until nothing but what is held is under way, and nothing has come or ended for a while. */
  async function quiet(forMs: number, atMostMs = Infinity): Promise<void> {
    const from = performance.now();
    const isQuiet = (): boolean => underWay === held && performance.now() - Math.max(last, from) > forMs;
    while (!isQuiet() && performance.now() - from < atMostMs) await sleep(5);
  }

  return {
    begun: () => begun,
    async lead(forMs) {
      begun = true;
      await sleep(forMs);
    },
    async close() {
      begun = true;
      if (app.server.listening) {
        // Who has connected and was not accepted yet is lost when a socket stops listening. Under load there is always
        // somebody, unless the process has nothing else to do at that moment: so what is new waits for it.
        let open = (): void => {};
        gate = new Promise((resolve) => (open = resolve));
        await quiet(COME_BACK_MS, HOLD_MS);
        const closed = new Promise((resolve) => app.server.close(resolve));
        gate = null;
        open();
        // Node would wait for connections on which nothing was ever asked.
        await quiet(NOTHING_COMES_MS);
        app.server.closeAllConnections();
        await closed;
      }
      await app.close();
    },
  };
}
