/** A service as a process of its own: its subgraph over HTTP, with its health. It answers by the same code as in one process. */
import { randomUUID } from "node:crypto";
import fastify, { type FastifyInstance } from "fastify";
import { Refusal } from "./refusals.js";
import type { Request, RunningSubgraph } from "./running-subgraph.js";

/** Bytes of a request at most: a gateway's list of representations is long. */
const BODY_LIMIT = 20 * 1024 * 1024;

/** Makes the HTTP server of a subgraph; the caller listens. Only JSON is taken, so no page of another site can post here. */
export function serveSubgraph(running: RunningSubgraph): FastifyInstance {
  // Idle connections are kept longer than the gateway keeps them, so that it never writes into one that is being closed.
  const app = fastify({ bodyLimit: BODY_LIMIT, keepAliveTimeout: 65_000, forceCloseConnections: "idle" });
  app.get("/health/live", () => ({ status: "live" }));
  app.get("/health/ready", async (_, reply) => {
    const ready = await running.ready();
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "down", parts: { database: ready ? "up" : "down" } });
  });
  app.post<{ Body: Partial<Request> | null }>("/graphql", async (request, reply) => {
    const { query, variables, operationName } = request.body ?? {};
    const sound = typeof query === "string" && (variables == null || typeof variables === "object") && (operationName == null || typeof operationName === "string");
    if (!sound) {
      return reply.code(400).send({ errors: [new Refusal("MALFORMED_REQUEST")] });
    }
    const requestId = String(request.headers["x-request-id"] ?? randomUUID());
    return running.ask({ query, variables: variables ?? undefined, operationName: operationName ?? undefined }, requestId);
  });
  return app;
}
