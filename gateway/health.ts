/** The health of the hub: alive while it runs, ready while every part answers. It says which part does not. */
import type { FastifyInstance } from "fastify";
import type { Drain } from "../kernel/process/drain.js";
import type { SubgraphClient } from "./subgraph-client.js";

/**
 * Serves `/health/live` and `/health/ready`. With a part down the hub still answers for the others, and says here that it
 * is not whole; a hub that is about to end still answers, and says here that whoever asks should go elsewhere.
 */
export function serveHealth(app: FastifyInstance, subgraphs: Record<string, SubgraphClient>, drain: Drain): void {
  app.get("/health/live", () => ({ status: "live" }));
  app.get("/health/ready", async (_, reply) => {
    if (drain.begun()) return reply.code(503).send({ status: "draining" });
    const parts = await Promise.all(Object.entries(subgraphs).map(async ([name, client]) => [name, (await client.ready()) ? "up" : "down"] as const));
    const whole = parts.every(([, state]) => state === "up");
    return reply.code(whole ? 200 : 503).send({ status: whole ? "ready" : "degraded", parts: Object.fromEntries(parts) });
  });
}
