/** Those who speak to the hub's processes over HTTP with a token of their own: each answer as it was sent, byte for byte. */
import { openDevelopmentKeys, type DevelopmentKeys } from "../../kernel/authority/keys.js";
import { makeToken } from "../../kernel/authority/tokens.js";
import type { Viewer } from "../../kernel/authority/viewer.js";
import type { HubAnswer } from "./hub.js";

const TOKEN_SECONDS = 3_600;

/** An answer over HTTP. */
export interface SentAnswer extends HubAnswer {
  /** The body as it was sent. */
  text: string;
  /** The header by which the log and the audit know the request. */
  requestId: string;
}

/** Somebody with a token. Where no answer comes, because the hub was killed or is not there, asking throws. */
export interface Caller {
  ask(query: string, variables?: Record<string, unknown>): Promise<SentAnswer>;
}

/** Hands out tokens of the development key in a data folder: the key of whatever hub or gateway has the same HUB_DATA_DIR. */
export class Callers {
  private keys: Promise<DevelopmentKeys> | undefined;

  constructor(private readonly dataDir: string) {}

  /** Somebody who asks at an address, which may change as the hub is started again. */
  async at(address: () => string, viewer: Viewer): Promise<Caller> {
    const token = await makeToken(await (this.keys ??= openDevelopmentKeys(this.dataDir)), viewer, TOKEN_SECONDS);
    return {
      async ask(query, variables = {}) {
        const response = await fetch(`${address()}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables }),
        });
        const text = await response.text();
        return { ...(JSON.parse(text) as HubAnswer), text, requestId: response.headers.get("x-request-id") ?? "" };
      },
    };
  }
}
