/** Sign-in: who asks, as the token in the request's header says. Without it nothing else of the request is read. */
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from "fastify";
import type { Keys } from "../kernel/authority/keys.js";
import { readToken } from "../kernel/authority/tokens.js";
import { PUBLIC_VIEWER, type Viewer } from "../kernel/authority/viewer.js";
import type { Logger } from "../kernel/process/log.js";
import { fault, Refusal, refuse, refuseUnless } from "../kernel/refusals.js";
import type { Told } from "./problem.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; known once sign-in let the request pass. */
    viewer: Viewer;
  }
}

/** Whose tokens are believed, and whether anyone may read without one. */
export interface SignIn {
  keys: Keys;
  publicReading: boolean;
}

/** How a door says what was wrong. */
export type Say = (reply: FastifyReply, told: Told, status: number) => FastifyReply;

/** As GraphQL says it. */
const inGraphql: Say = (reply, { message, extensions }, status) => reply.code(status).send({ errors: [{ message, extensions }] });

/** The hook that lets a request pass with its viewer, or answers it with what was wrong. */
export function signIn({ keys, publicReading }: SignIn, log: Logger, say: Say = inGraphql): onRequestAsyncHookHandler {
  return async (request, reply) => {
    try {
      request.viewer = await viewerOf(request, keys, publicReading);
    } catch (error) {
      return turnAway(error, request, reply, { log, say });
    }
  };
}

async function viewerOf({ raw }: FastifyRequest, keys: Keys, publicReading: boolean): Promise<Viewer> {
  // Node keeps the first of several such headers and drops the others unseen; here there is one or none.
  const given = raw.rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]!.toLowerCase() === "authorization");
  const [header] = given;
  if (header === undefined) return publicReading ? PUBLIC_VIEWER : refuse("SIGN_IN_NEEDED");
  const token = /^Bearer +(\S+) *$/i.exec(header)?.[1];
  refuseUnless(token !== undefined && given.length === 1, "TOKEN_MALFORMED");
  return readToken(token, keys);
}

function turnAway(error: unknown, request: FastifyRequest, reply: FastifyReply, { log, say }: { log: Logger; say: Say }): FastifyReply {
  if (!(error instanceof Refusal)) {
    log.error({ requestId: request.id, err: error }, "fault");
    return say(reply, fault(request.id), 500);
  }
  if (error.code === "KEYS_UNAVAILABLE") return say(reply, error, 503);
  return say(reply.header("www-authenticate", "Bearer"), error, 401);
}
