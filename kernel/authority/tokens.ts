/** Tokens: the one form in which a bearer's role and reach come to the hub, and how it is judged. */
import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { Refusal, refuse, refuseUnless } from "../refusals.js";
import { ALGORITHMS, type DevelopmentKeys, type Keys } from "./keys.js";
import { AREA_ROLES, PARTNERSHIP_ID, PCC_AREA_ID, Role, ROLES, SCOPES, type Scope, type Viewer } from "./viewer.js";

/** A longer token is not even parsed. */
const CHARACTERS_AT_MOST = 8_192;

/** Clocks of two machines differ. */
const TOLERANCE_SECONDS = 5;

const PARTNERSHIPS_AT_MOST = 100;

/** The claims that say how far a role reaches. Which of them a role has is settled: one more is refused like one less. */
const REACH = ["partnerships", "pcc_area", "scopes"] as const;
type Claim = (typeof REACH)[number];

/** Whom a token speaks of. Refuses a token that the hub cannot believe, or whose claims do not make one of its roles. */
export async function readToken(token: string, keys: Keys): Promise<Viewer> {
  refuseUnless(token.length <= CHARACTERS_AT_MOST, "TOKEN_TOO_LARGE");
  return viewerIn(await believedClaims(token, keys));
}

/** Makes a token. The hub signs with its development key alone: in production tokens come from the issuer. */
export function makeToken(keys: DevelopmentKeys, viewer: Viewer, seconds: number): Promise<string> {
  const { role, subject, partnerships, pccArea, scopes } = viewer;
  const now = Math.floor(Date.now() / 1_000);
  const claims = { role, ...(partnerships.length ? { partnerships } : {}), ...(pccArea === null ? {} : { pcc_area: pccArea }), ...(scopes.length ? { scopes } : {}) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", typ: "JWT", kid: keys.kid })
    .setIssuer(keys.issuer)
    .setAudience(keys.audience)
    .setSubject(subject)
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(keys.privateKey);
}

async function believedClaims(token: string, keys: Keys): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: ALGORITHMS,
      issuer: keys.issuer,
      audience: keys.audience,
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ["sub", "exp", "iat", "role"],
    });
    refuseUnless(payload.iat! <= Date.now() / 1_000 + TOLERANCE_SECONDS, "TOKEN_NOT_YET_VALID", { field: "iat" });
    return payload;
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What the library found wrong, in the registry's words. */
function asRefusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new Refusal("TOKEN_EXPIRED");
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim: field, reason } = error;
    if (field === "iss" || field === "aud") return new Refusal("TOKEN_NOT_FOR_THIS_HUB", { field });
    return new Refusal(field === "nbf" && reason === "check_failed" ? "TOKEN_NOT_YET_VALID" : "TOKEN_MALFORMED", { field });
  }
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return new Refusal("TOKEN_MALFORMED");
  if (error instanceof errors.JOSEError) return new Refusal("TOKEN_NOT_TRUSTED");
  return error;
}

function viewerIn(claims: JWTPayload): Viewer {
  const subject = claims.sub;
  refuseUnless(typeof subject === "string" && /^[A-Za-z0-9@._:|-]{1,200}$/.test(subject), "TOKEN_MALFORMED", { field: "sub" });
  refuseUnless(typeof claims["role"] === "string", "TOKEN_MALFORMED", { field: "role" });
  const role = ROLES.find((each) => each === claims["role"]);
  // Nobody needs a token to be anyone.
  if (role === undefined || role === Role.PUBLIC) refuse("ROLE_UNKNOWN", { field: "role" });
  const nobody: Viewer = { role, subject, partnerships: [], pccArea: null, scopes: [] };
  if (AREA_ROLES.includes(role)) {
    onlyClaims(claims, "pcc_area");
    return { ...nobody, pccArea: pccAreaIn(claims) };
  }
  if (role === Role.MEMBER) {
    onlyClaims(claims, "partnerships");
    return { ...nobody, partnerships: partnershipsIn(claims, PARTNERSHIPS_AT_MOST) };
  }
  onlyClaims(claims, "partnerships", "scopes");
  return { ...nobody, partnerships: partnershipsIn(claims, 1), scopes: scopesIn(claims) };
}

function onlyClaims(claims: JWTPayload, ...allowed: Claim[]): void {
  for (const claim of REACH) refuseUnless(allowed.includes(claim) || !(claim in claims), "TOKEN_MALFORMED", { field: claim });
}

function pccAreaIn(claims: JWTPayload): string {
  const id = claims["pcc_area"];
  refuseUnless(typeof id === "string" && PCC_AREA_ID.test(id), "TOKEN_MALFORMED", { field: "pcc_area" });
  return id;
}

function partnershipsIn(claims: JWTPayload, most: number): string[] {
  return listIn(claims, "partnerships", most, (each): each is string => typeof each === "string" && PARTNERSHIP_ID.test(each));
}

function scopesIn(claims: JWTPayload): Scope[] {
  return listIn(claims, "scopes", SCOPES.length, (each): each is Scope => SCOPES.includes(each as Scope));
}

function listIn<T>(claims: JWTPayload, claim: Claim, most: number, isOne: (each: unknown) => each is T): T[] {
  const list = claims[claim];
  refuseUnless(Array.isArray(list) && list.length >= 1 && list.length <= most && list.every(isOne), "TOKEN_MALFORMED", { field: claim });
  return list;
}
