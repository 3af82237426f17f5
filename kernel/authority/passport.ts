/** What a part of the hub shows another part with each question: who asks, signed for that one part, for these very bytes, and for one use. */
import { createHash, hkdfSync, randomUUID } from "node:crypto";
import { CompactSign, compactVerify, type CryptoKey } from "jose";
import { Refusal } from "../refusals.js";
import type { Asking } from "./asking.js";
import { PARTNERSHIP_ID, PCC_AREA_ID, ROLES, SCOPES, type Viewer } from "./viewer.js";

/** The header that carries it. */
export const PASSPORT_HEADER = "x-hub-passport";

/** Signs who asks, for a subgraph and the bytes that it is sent. */
export type Sign = (subgraph: string, body: string | Uint8Array, asking: Asking) => Promise<string>;

/** Says who asks; refuses where the passport is none that the hub signed for this subgraph and these bytes, or was used before. */
export type Inspect = (passport: string | undefined, body: Uint8Array) => Promise<Asking>;

/** A passport that is not believed. Whoever showed it learns no more; the log of the subgraph says why. */
export class PassportRefused extends Refusal {
  constructor(readonly why: string) {
    super("PASSPORT_REFUSED");
  }
}

/** It holds for so long: longer than a connection takes, shorter than anyone needs to carry it elsewhere. */
const HOLDS_MS = 30_000;

/** The clock of whoever signs may be ahead by so much. */
const AHEAD_MS = 5_000;

const ALGORITHM = "HS256";

interface Claims {
  aud: string;
  /** Milliseconds since 1970. */
  issued: number;
  /** Seconds since 1970, as JWT has it. */
  exp: number;
  jti: string;
  digest: string;
  viewer: Viewer;
  requestId: string;
  deadline: number;
}

/** Signs with the hub's secret. */
export function signer(secret: string): Sign {
  const keys = new Map<string, Promise<CryptoKey>>();
  return async (subgraph, body, { viewer, requestId, deadline }) => {
    const key = keys.get(subgraph) ?? keyFor(secret, subgraph);
    keys.set(subgraph, key);
    const issued = Date.now();
    const claims: Claims = { aud: subgraph, issued, exp: (issued + HOLDS_MS) / 1_000, jti: randomUUID(), digest: digestOf(body), viewer, requestId, deadline };
    return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: ALGORITHM }).sign(await key);
  };
}

/** Inspects for one subgraph, from now on: what was issued before is refused, since nobody here remembers whether it was used. */
export function inspector(secret: string, subgraph: string): Inspect {
  const key = keyFor(secret, subgraph);
  const since = Date.now();
  /** What was used, with the time at which it ends by itself. The oldest stand first. */
  const used = new Map<string, number>();

  return async (passport, body) => {
    if (!passport) throw new Refusal("PASSPORT_MISSING");
    const { aud, issued, exp, jti, digest, viewer, requestId, deadline } = await claimsOf(passport, await key);
    const now = Date.now();
    if (aud !== subgraph) throw new PassportRefused("it is for another subgraph");
    if (digest !== digestOf(body)) throw new PassportRefused("it is for another body");
    if (issued > now + AHEAD_MS) throw new PassportRefused("it was issued in the future");
    if (issued < since) throw new PassportRefused("it was issued before this process started");
    if (now >= Math.min(exp * 1_000, issued + HOLDS_MS)) throw new PassportRefused("it has expired");
    for (const [old, ends] of used) {
      if (ends > now) break;
      used.delete(old);
    }
    if (used.has(jti)) throw new PassportRefused("it was used before");
    used.set(jti, issued + HOLDS_MS);
    return { viewer, requestId, deadline };
  };
}

/** Each subgraph has a key of its own: what is signed for one is nothing to another. */
function keyFor(secret: string, subgraph: string): Promise<CryptoKey> {
  const bytes = hkdfSync("sha256", secret, "", `partnership-hub passport for ${subgraph}`, 32);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

function digestOf(body: string | Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

async function claimsOf(passport: string, key: CryptoKey): Promise<Claims> {
  let claims: unknown;
  try {
    const { payload } = await compactVerify(passport, key, { algorithms: [ALGORITHM] });
    claims = JSON.parse(Buffer.from(payload).toString());
  } catch {
    throw new PassportRefused("the hub did not sign it for this subgraph, or under another HUB_SECRET");
  }
  if (!areClaims(claims)) throw new PassportRefused("its claims are not of the form");
  return claims;
}

/** Parts of two releases may meet: a claim is not believed to have the right form because it is signed. */
function areClaims(given: unknown): given is Claims {
  if (!isObject(given)) return false;
  const { aud, issued, exp, jti, digest, viewer, requestId, deadline } = given;
  return [aud, jti, digest, requestId].every(isText) && [issued, exp, deadline].every(Number.isFinite) && isViewer(viewer);
}

function isViewer(given: unknown): given is Viewer {
  if (!isObject(given)) return false;
  const { role, subject, partnerships, pccArea, scopes } = given;
  const known = (list: readonly unknown[], each: unknown): boolean => list.includes(each);
  return (
    known([...ROLES, "HUB"], role) &&
    isText(subject) &&
    Array.isArray(partnerships) && partnerships.every((id) => isText(id) && PARTNERSHIP_ID.test(id)) &&
    (pccArea === null || (isText(pccArea) && PCC_AREA_ID.test(pccArea))) &&
    Array.isArray(scopes) && scopes.every((scope) => known(SCOPES, scope))
  );
}

function isObject(given: unknown): given is Record<string, unknown> {
  return typeof given === "object" && given !== null;
}

function isText(given: unknown): given is string {
  return typeof given === "string" && given.length > 0;
}
