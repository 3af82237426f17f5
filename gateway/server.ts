/** The gateway as one ordered list: what a request passes, from top to bottom. */
import { randomUUID } from "node:crypto";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled, ApolloServerPluginSchemaReportingDisabled, ApolloServerPluginUsageReportingDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Limits, OpenGrantsPublisher } from "../kernel/process/config.js";
import { drainOf } from "../kernel/process/drain.js";
import type { Logger } from "../kernel/process/log.js";
import { askedBySlug } from "./asked-by-slug.js";
import type { GatewayContext } from "./context.js";
import { serveHealth } from "./health.js";
import { serveIde } from "./ide.js";
import { questionLimits } from "./limits.js";
import { OPEN_GRANTS_ROUTES, serveOpenGrants } from "./open-grants-doors.js";
import { OpenTables } from "./open-tables.js";
import { presentErrors } from "./present-errors.js";
import { sendProblem } from "./problem.js";
import type { Ask } from "./question-answer.js";
import { QUESTION_ROUTES, serveQuestions } from "./question-doors.js";
import { readQuestions, type SavedQuestion } from "./questions.js";
import { logRequests } from "./request-log.js";
import { signIn, type SignIn } from "./sign-in.js";
import type { SubgraphClient } from "./subgraph-client.js";
import { SubgraphDataSource } from "./subgraph-data-source.js";
import { readSupergraph } from "./supergraph.js";

/** The gateway, open. */
export interface Gateway {
  app: FastifyInstance;
  /** Goes on answering for so long, and says that it is not ready. */
  leave(forMs: number): Promise<void>;
  /** Answers what has begun, takes no more, and lets go of the subgraphs. */
  close(): Promise<void>;
}

/** What a gateway is made of. */
export interface GatewayParts {
  subgraphs: Record<string, SubgraphClient>;
  signIn: SignIn;
  limits: Limits;
  /** One request may take so long, its arrival included. */
  requestTimeoutMs: number;
  /** Rows in a page at most. */
  pageSizeAtMost: number;
  /** Whether there is a page at `/`. */
  ide: boolean;
  /** As whom grants are published; null where nobody has said it. */
  publisher: OpenGrantsPublisher | null;
  /** The saved questions; those of the project where left out. */
  questions?: readonly SavedQuestion[];
  log: Logger;
}

/** Rows of the top list that the doors of saved questions ask for at once: few requests, each with its nested lists far below the limits. */
const QUESTION_PAGE = 250;

/** Makes the gateway over its subgraphs; the caller listens. */
export async function openGateway({ subgraphs, signIn: door, limits, requestTimeoutMs, pageSizeAtMost, ide, publisher, questions = readQuestions(), log }: GatewayParts): Promise<Gateway> {
  const app = fastify({ bodyLimit: limits.bodyBytes, requestTimeout: requestTimeoutMs, forceCloseConnections: "idle", return503OnClosing: false, genReqId: () => randomUUID() });
  const drain = drainOf(app);
  app.addHook("onRequest", forNobodyElse);

  const gateway = new ApolloGateway({
    supergraphSdl: readSupergraph(),
    buildService: ({ name }) => {
      const client = subgraphs[name];
      if (!client) throw new Error(`The supergraph names a service "${name}" that the gateway was not given.`);
      return new SubgraphDataSource(name, client);
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
    stopOnTerminationSignals: false,
    plugins: [
      presentErrors(log),
      logRequests(app, ["/graphql", ...QUESTION_ROUTES, ...OPEN_GRANTS_ROUTES], log),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
    logger: { debug: () => {}, info: () => {}, warn: (message) => log.warn(String(message)), error: (message) => log.error(String(message)) },
  });
  await server.start();

  serveHealth(app, subgraphs, drain);
  if (ide) serveIde(app, questions);
  app.decorateRequest("viewer");
  app.route({
    url: "/graphql",
    method: ["GET", "POST", "OPTIONS"],
    onRequest: signIn(door, log),
    preHandler: askedBySlug(questions),
    handler: fastifyApolloHandler(server, {
      context: (request) => Promise.resolve({ requestId: request.id, viewer: request.viewer, deadline: request.began + requestTimeoutMs }),
    }),
  });
  const doors = {
    signIn: signIn(door, log, sendProblem),
    paging: { ask: askWith(server), pageSize: Math.min(QUESTION_PAGE, pageSizeAtMost), timeoutMs: requestTimeoutMs },
    // What one caller reads at once is counted over both.
    open: new OpenTables(),
    log,
  };
  serveQuestions(app, { questions, ...doors });
  serveOpenGrants(app, { publisher, ...doors });
  return {
    app,
    leave: (forMs) => drain.lead(forMs),
    async close() {
      await drain.close();
      await server.stop();
      await Promise.all(Object.values(subgraphs).map((client) => client.close()));
    },
  };
}

/** What an answer says depends on who asks and when: nobody keeps it, or takes it for anything but what it says it is. */
function forNobodyElse(_: FastifyRequest, reply: FastifyReply, done: () => void): void {
  void reply.headers({ "cache-control": "no-store", "x-content-type-options": "nosniff", vary: "authorization" });
  done();
}

/** Asks as a caller would, with the limits and the form of errors that hold for all. */
function askWith(server: ApolloServer<GatewayContext>): Ask {
  return async (question, contextValue) => {
    const { body } = await server.executeOperation(question, { contextValue });
    if (body.kind !== "single") throw new Error("A saved question was answered in pieces.");
    return body.singleResult;
  };
}
