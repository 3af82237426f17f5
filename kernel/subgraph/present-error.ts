/** What a caller is told of an error in a subgraph: a refusal as it is, anything else behind the request's id. */
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Logger } from "../process/log.js";
import { fault, Refusal } from "../refusals.js";

/** Codes under which the driver and PostgreSQL say that the database cannot be reached just now. */
const AWAY = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "57P01", "57P02", "57P03", "53300"]);

/** Whether the error says that the database cannot be reached just now. */
export function databaseIsAway(error: Error & { code?: string }): boolean {
  return AWAY.has(error.code ?? "") || /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(error.message);
}

/** The error as the caller may see it; what is not the caller's own is logged whole. */
export function presentError(error: GraphQLError, requestId: string, service: string, log: Logger): GraphQLFormattedError {
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(error.path ? { path: error.path } : {}) };
  const cause = error.originalError;
  if (cause && databaseIsAway(cause)) {
    log.error({ requestId, service, err: cause }, "database cannot be reached");
    const { message, extensions } = new Refusal("SUBGRAPH_UNAVAILABLE", { detail: `Service: ${service}.` });
    return { message, extensions, ...place };
  }
  // A refusal has a code. What graphql-js finds wrong before it resolves anything has no path: it is the caller's own.
  const code = error.extensions["code"] ?? (error.path ? undefined : "GRAPHQL_VALIDATION_FAILED");
  if (code && (!cause || cause instanceof GraphQLError)) {
    return { message: error.message, extensions: { ...error.extensions, code }, ...place };
  }
  log.error({ requestId, service, err: cause ?? error }, "fault");
  return { ...fault(requestId), ...place };
}
