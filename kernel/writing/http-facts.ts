/** Facts of a service that runs elsewhere. */
import { request } from "undici";
import { PASSPORT_HEADER, type Sign } from "../authority/passport.js";
import type { FactSource, FactsTold } from "./outbox.js";

/** Asks a service at its address for its facts, under the hub's signature. */
export function httpFacts(source: string, address: string, sign: Sign): FactSource {
  const url = new URL("/facts", address);
  return {
    async facts(asked, asking) {
      const body = JSON.stringify(asked);
      const { statusCode, body: answer } = await request(url, {
        method: "POST",
        headers: { "content-type": "application/json", [PASSPORT_HEADER]: await sign(source, body, asking) },
        body,
        signal: AbortSignal.timeout(Math.max(1, asking.deadline - Date.now())),
      });
      const told = (await answer.json()) as Partial<FactsTold> | null;
      if (statusCode !== 200 || !Array.isArray(told?.facts)) throw new Error(`The ${source} service answered with status ${statusCode} and no facts.`);
      return told as FactsTold;
    },
  };
}
