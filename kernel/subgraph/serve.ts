/** A service as a process of its own: its subgraph over HTTP, for whoever shows a passport of the hub, and its health for anyone. */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Asking } from "../authority/asking.js";
import { PASSPORT_HEADER, PassportRefused, type Inspect } from "../authority/passport.js";
import { drainOf, type Drain } from "../process/drain.js";
import type { Logger } from "../process/log.js";
import { fault, Refusal, refuse, refuseUnless } from "../refusals.js";
import type { FactsAsked } from "../writing/outbox.js";
import type { Request, RunningSubgraph } from "./running-subgraph.js";

/** Bytes of a request at most: a gateway's list of representations is long. */
const BODY_LIMIT = 20 * 1024 * 1024;

/** A service's server; the caller listens. */
export interface ServedSubgraph {
  app: FastifyInstance;
  drain: Drain;
}

/** Makes the HTTP server of a subgraph: the doors at which a passport is shown, and health. */
export function serveSubgraph(running: RunningSubgraph, inspect: Inspect, log: Logger): ServedSubgraph {
  // Idle connections are kept longer than the gateway keeps them, so that it never writes into one that is being closed.
  const app = fastify({ bodyLimit: BODY_LIMIT, keepAliveTimeout: 65_000, forceCloseConnections: "idle", return503OnClosing: false });
  const drain = drainOf(app);
  const askings = new WeakMap<FastifyRequest, Asking>();

  // The passport speaks of the bytes. Only JSON is taken, so no page of another site can post here.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, bytes, done) => done(null, bytes));

  signed("/graphql", (body, asking) => {
    // The hub's own parts are told facts; whoever asks a question is somebody.
    if (asking.viewer.role === "HUB") throw new PassportRefused("the hub itself asks no questions");
    return running.ask(questionIn(body), asking);
  });
  signed("/facts", (body, asking) => running.facts(factsIn(body), asking));

  app.get("/health/live", () => ({ status: "live" }));
  app.get("/health/ready", async (_, reply) => {
    if (drain.begun()) return reply.code(503).send({ status: "draining" });
    const ready = await running.ready();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "down", parts: { database: ready ? "up" : "down" } });
  });
  return { app, drain };

  /** A door that opens to a passport alone: JSON in, JSON out, and a line in the log. */
  function signed(url: string, answer: (body: unknown, asking: Asking) => Promise<object>): void {
    app.post<{ Body: Buffer | undefined }>(url, {
      // Whoever shows nothing need not be listened to.
      onRequest: (request, _, done) => done(passportOf(request) ? undefined : new Refusal("PASSPORT_MISSING")),
      handler: async (request) => {
        const { body = Buffer.alloc(0) } = request;
        const asking = await inspect(passportOf(request), body);
        askings.set(request, asking);
        return answer(jsonIn(body), asking);
      },
      errorHandler: (error, request, reply) => {
        turnAway(error, askings.get(request)?.requestId ?? request.id, reply);
      },
      onResponse: (request, reply, done) => {
        const { requestId = null, viewer = null } = askings.get(request) ?? {};
        log.info({ requestId, service: running.name, role: viewer && viewer.role, ms: Math.round(reply.elapsedTime), status: reply.statusCode }, "call");
        done();
      },
    });
  }

  function turnAway(error: unknown, requestId: string, reply: FastifyReply): void {
    if (error instanceof PassportRefused) log.warn({ service: running.name, why: error.why }, "passport refused");
    if (error instanceof Refusal) {
      void reply.code(error.code.startsWith("PASSPORT_") ? 401 : 400).send({ errors: [error] });
      return;
    }
    const { statusCode = 500 } = error as { statusCode?: number };
    if (statusCode < 500) {
      // Too large, or no JSON by its header.
      void reply.code(statusCode).send({ errors: [new Refusal("MALFORMED_REQUEST")] });
      return;
    }
    log.error({ requestId, service: running.name, err: error }, "fault");
    void reply.code(500).send({ errors: [fault(requestId)] });
  }
}

function passportOf({ headers }: FastifyRequest): string | undefined {
  return headers[PASSPORT_HEADER] as string | undefined;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return refuse("MALFORMED_REQUEST");
  }
}

function questionIn(body: unknown): Request {
  const { query, variables, operationName } = (body ?? {}) as Partial<Request>;
  refuseUnless(typeof query === "string", "MALFORMED_REQUEST");
  refuseUnless(variables == null || typeof variables === "object", "MALFORMED_REQUEST");
  refuseUnless(operationName == null || typeof operationName === "string", "MALFORMED_REQUEST");
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined };
}

function factsIn(body: unknown): FactsAsked {
  const { topic, consumer, taken, after } = (body ?? {}) as { topic?: unknown; consumer?: unknown; taken?: unknown; after?: { id?: unknown; version?: unknown } | null };
  refuseUnless(typeof topic === "string", "MALFORMED_REQUEST");
  if (consumer !== undefined) {
    refuseUnless(typeof consumer === "string" && Array.isArray(taken) && taken.every((n) => Number.isSafeInteger(n)), "MALFORMED_REQUEST");
    return { topic, consumer, taken: taken as number[] };
  }
  if (after == null) return { topic, after: null };
  refuseUnless(typeof after.id === "string" && Number.isSafeInteger(after.version), "MALFORMED_REQUEST");
  return { topic, after: { id: after.id, version: after.version as number } };
}
