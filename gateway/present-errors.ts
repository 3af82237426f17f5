/** What a caller is told of an error: a code and a place, nothing of the inside. */
import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "../kernel/process/log.js";
import { fault, Refusal, REFUSALS } from "../kernel/refusals.js";
import type { GatewayContext } from "./context.js";

/** Codes that Apollo gives to what the caller wrote, and what each says: its message is meant for the caller. */
export const CODES_OF_GRAPHQL: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: "The text is not GraphQL, or too long.",
  GRAPHQL_VALIDATION_FAILED: "A field, an argument or a code of a closed list is not there, or a value is not of its type.",
  BAD_USER_INPUT: "A variable is missing, is not of its type, or is not a code of its closed list.",
  BAD_REQUEST: "The HTTP request carries no question in the form that GraphQL over HTTP has.",
  OPERATION_RESOLUTION_FAILURE: "Several operations were sent and none of them named, or the one that is named is not there.",
  INVALID_GRAPHQL: "Several operations were sent and none of them named, or the one that is named is not there.",
  PERSISTED_QUERY_NOT_FOUND: "A question was named by its hash alone: the hub keeps none.",
  PERSISTED_QUERY_NOT_SUPPORTED: "A question was named by its hash alone: the hub keeps none.",
};

/**
 * Passes on refusals and what the caller wrote wrongly; everything else becomes a fault, logged whole under the
 * request's id. What Apollo's gateway moves out of sight (a null where the schema allows none) becomes an error again.
 */
export function presentErrors(log: Logger): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ response, contextValue }) {
          if (response.body.kind !== "single") return Promise.resolve();
          const result = response.body.singleResult;
          const { valueCompletion, ...extensions } = (result.extensions ?? {}) as { valueCompletion?: GraphQLFormattedError[] };
          const hidden = (valueCompletion ?? []).map(unknownThing);
          const errors = [...(result.errors ?? []), ...hidden];
          if (errors.length) result.errors = errors.map((error) => present(error, contextValue.requestId, log));
          if (Object.keys(extensions).length) result.extensions = extensions;
          else delete result.extensions;
          return Promise.resolve();
        },
      }),
  };
}

/**
 * Where every service answered and still a field is null that may not be, a thing was referred to that its service does
 * not know: services hold each other's ids without asking.
 */
function unknownThing(error: GraphQLFormattedError): GraphQLFormattedError {
  const { message, extensions } = new Refusal("THING_UNKNOWN");
  return { message, extensions, ...(error.path ? { path: error.path } : {}) };
}

function present(error: GraphQLFormattedError, requestId: string, log: Logger): GraphQLFormattedError {
  const { stacktrace: inside, serviceName: service, refusal, ...given } = error.extensions ?? {};
  const extensions = refusal ? { ...given, code: refusal } : given;
  const code = typeof extensions["code"] === "string" ? extensions["code"] : "";
  const place = { ...(error.locations ? { locations: error.locations } : {}), ...(error.path ? { path: error.path } : {}) };
  if (Object.hasOwn(REFUSALS, code) || (code === "FAULT" && extensions["requestId"])) {
    return { message: error.message, ...place, extensions: { ...extensions, ...(service ? { service } : {}) } };
  }
  if (Object.hasOwn(CODES_OF_GRAPHQL, code)) return { message: error.message, ...place, extensions };
  log.error({ requestId, error, inside }, "fault");
  return { ...fault(requestId), ...place };
}
