/** A saved question asked in GraphQL by its slug: `documentId` in the place of `query`, as GraphQL over HTTP calls a document that the server holds. */
import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { Refusal, refuseUnless } from "../kernel/refusals.js";
import { questionCalled } from "./question-answer.js";
import type { SavedQuestion } from "./questions.js";

const ID = "documentId";

/** The hook that puts the saved question where its slug stood. */
export function askedBySlug(questions: readonly SavedQuestion[]): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const given = (request.method === "GET" ? request.query : request.body) as Record<string, unknown> | null | undefined;
    if (!given || typeof given !== "object" || !Object.hasOwn(given, ID)) return;
    try {
      putIn(request, given, questions);
    } catch (error) {
      if (error instanceof Refusal) return turnAway(reply, error);
      throw error;
    }
  };
}

function putIn(request: FastifyRequest, { [ID]: slug, ...others }: Record<string, unknown>, questions: readonly SavedQuestion[]): void {
  refuseUnless(typeof slug === "string" && others["query"] === undefined, "MALFORMED_REQUEST", { field: ID, detail: `\`${ID}\` is the slug of a saved question and stands in the place of \`query\`.` });
  const query = questionCalled(questions, slug, ID).tables[0].prepared;
  if (request.method !== "GET") {
    request.body = { ...others, query };
    return;
  }
  // Only the first ? begins the query string: in a value it may stand as it is.
  const [address] = request.url.split("?", 1);
  const parameters = new URLSearchParams(request.url.slice(address!.length));
  parameters.delete(ID);
  parameters.set("query", query);
  request.raw.url = `${address!}?${parameters.toString()}`;
}

function turnAway(reply: FastifyReply, { code, message, extensions }: Refusal): FastifyReply {
  return reply.code(code === "QUESTION_UNKNOWN" ? 404 : 400).send({ errors: [{ message, extensions }] });
}
