/** What a door that is no GraphQL says where it turns a caller down: a problem as RFC 9457 writes it. */
import { STATUS_CODES } from "node:http";
import type { FastifyReply } from "fastify";
import type { RefusalCode } from "../kernel/refusals.js";

/** A refusal or a fault, as GraphQL would show it. */
export interface Told {
  message: string;
  extensions: Record<string, unknown>;
}

/** The status of each refusal; 400 where none stands here. Sign-in has its own. */
const STATUS: Partial<Record<RefusalCode | "FAULT", number>> = {
  NOT_YOUR_DOOR: 403,
  OUTSIDE_YOUR_REACH: 403,
  QUESTION_UNKNOWN: 404,
  THING_UNKNOWN: 404,
  NOTHING_TO_PUBLISH: 404,
  LIST_TOO_LONG: 422,
  TOO_MANY_TABLES: 429,
  FAULT: 500,
  SUBGRAPH_MISANSWERED: 502,
  SUBGRAPH_UNAVAILABLE: 503,
  PUBLISHER_NOT_SET: 503,
  DEADLINE_PASSED: 504,
};

/** Sends a problem: `code` and `action` of the registry, and the parameter that it is about. */
export function sendProblem(reply: FastifyReply, { message, extensions }: Told, status = STATUS[extensions["code"] as RefusalCode] ?? 400): FastifyReply {
  const { code, field, action } = extensions;
  // Programs that read tables wait for so many seconds and ask again by themselves.
  if (status === 429) void reply.header("retry-after", "1");
  return reply
    .code(status)
    .type("application/problem+json; charset=utf-8")
    .send(JSON.stringify({ title: STATUS_CODES[status], status, detail: message, code, ...(field === undefined ? {} : { parameter: field }), ...(action ? { action } : {}), requestId: reply.request.id }));
}
