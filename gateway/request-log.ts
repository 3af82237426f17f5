/** The log of requests: one line for each, under the id that its answer carries. Nothing of a question but its name, nothing of who asks but the role. */
import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import type { Logger } from "../kernel/process/log.js";
import type { GatewayContext } from "./context.js";

/** What becomes known of a request while it is answered. */
interface Line {
  operation: string | null;
  /** Codes of the errors in its answer. */
  errors: unknown[];
}

declare module "fastify" {
  interface FastifyRequest {
    /** When it began to come in, in milliseconds since 1970: its body may be long under way. */
    began: number;
  }
}

const NAME_AT_MOST = 100;

/** Writes a line for each request to the routes, those turned away included. The plugin tells what only Apollo knows: list it after all that change errors. */
export function logRequests(app: FastifyInstance, routes: readonly string[], log: Logger): ApolloServerPlugin<GatewayContext> {
  const lines = new Map<string, Line>();

  app.decorateRequest("began", 0);
  app.addHook("onRequest", (request, reply, done) => {
    request.began = Date.now();
    void reply.header("x-request-id", request.id);
    if (routes.includes(request.routeOptions.url ?? "")) {
      lines.set(request.id, { operation: null, errors: [] });
      // Also where the caller went away before the answer.
      reply.raw.once("close", () => {
        const line = lines.get(request.id);
        lines.delete(request.id);
        const role = (request.viewer as typeof request.viewer | undefined)?.role ?? null;
        log.info({ requestId: request.id, role, ...line, ms: Date.now() - request.began, status: reply.statusCode }, "request");
      });
    }
    done();
  });
  // Turned away before Apollo saw it: such answers are short.
  app.addHook("onSend", (request, reply, payload, done) => {
    const line = lines.get(request.id);
    if (line && reply.statusCode >= 400 && typeof payload === "string") line.errors = codesIn(payload);
    done(null, payload);
  });

  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ operationName, response, contextValue }) {
          const line = lines.get(contextValue.requestId);
          const errors = response.body.kind === "single" ? response.body.singleResult.errors : undefined;
          if (line) {
            line.operation = operationName?.slice(0, NAME_AT_MOST) ?? null;
            line.errors = codesOf(errors);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Each code once: a hundred fields may miss for one reason. */
function codesOf(errors: readonly { extensions?: Record<string, unknown> }[] = []): unknown[] {
  return [...new Set(errors.map(({ extensions }) => extensions?.["code"] ?? null))];
}

function codesIn(payload: string): unknown[] {
  try {
    // Errors as GraphQL says them, or a problem of the doors of saved questions.
    const { errors, code, detail } = JSON.parse(payload) as { errors?: { extensions?: Record<string, unknown> }[]; code?: unknown; detail?: unknown };
    return detail === undefined ? codesOf(errors) : [code];
  } catch {
    return [];
  }
}
