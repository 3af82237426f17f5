/** The gateway as one ordered list: what a request passes, from top to bottom. */
import { randomUUID } from "node:crypto";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from "@as-integrations/fastify";
import fastify, { type FastifyInstance } from "fastify";
import type { Limits } from "../kernel/config.js";
import type { Logger } from "../kernel/log.js";
import type { GatewayContext } from "./context.js";
import { serveHealth } from "./health.js";
import { serveIde } from "./ide.js";
import { questionLimits } from "./limits.js";
import { presentErrors } from "./present-errors.js";
import { readQuestions } from "./questions.js";
import type { SubgraphClient } from "./subgraph-client.js";
import { SubgraphDataSource } from "./subgraph-data-source.js";
import { readSupergraph } from "./supergraph.js";

/** A request whose body takes longer to arrive is given up. */
const REQUEST_WITHIN_MS = 30_000;

/** The gateway, open. */
export interface Gateway {
  app: FastifyInstance;
  /** Answers what has begun, takes no more, and lets go of the subgraphs. */
  close(): Promise<void>;
}

/** Makes the gateway over its subgraphs; the caller listens. */
export async function openGateway(subgraphs: Record<string, SubgraphClient>, limits: Limits, log: Logger): Promise<Gateway> {
  const app = fastify({ bodyLimit: limits.bodyBytes, requestTimeout: REQUEST_WITHIN_MS, forceCloseConnections: "idle" });

  const gateway = new ApolloGateway({
    supergraphSdl: readSupergraph(),
    buildService: ({ name }) => {
      const client = subgraphs[name];
      if (!client) throw new Error(`The supergraph names a service "${name}" that the gateway was not given.`);
      return new SubgraphDataSource(client);
    },
  });
  const server = new ApolloServer<GatewayContext>({
    gateway,
    introspection: true,
    parseOptions: { maxLexicalTokens: limits.tokens },
    validationRules: [questionLimits(limits)],
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    plugins: [
      presentErrors(log),
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
    logger: { debug: () => {}, info: () => {}, warn: (message) => log.warn(String(message)), error: (message) => log.error(String(message)) },
  });
  await server.start();

  serveHealth(app, subgraphs);
  serveIde(app, readQuestions());
  app.route({
    url: "/graphql",
    method: ["GET", "POST", "OPTIONS"],
    handler: fastifyApolloHandler(server, {
      context: async (_, reply) => {
        const requestId = randomUUID();
        void reply.header("x-request-id", requestId);
        return { requestId };
      },
    }),
  });
  return {
    app,
    async close() {
      await server.stop();
      await Promise.all(Object.values(subgraphs).map((client) => client.close()));
    },
  };
}
