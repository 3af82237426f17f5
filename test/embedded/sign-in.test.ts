/** Sign-in as callers meet it: a gateway of its own, asked over its socket with tokens good and bad. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from "jose";
import { Role } from "../../kernel/authority/viewer.js";
import { REFUSALS, type RefusalCode } from "../../kernel/refusals.js";
import { Processes, type HubProcess } from "../support/processes.js";

const processes = new Processes();
const dataDir = path.join(processes.folder(), "hub");
const settings = { HUB_DATA_DIR: dataDir, NODE_ENV: "", DRAIN_MS: "0" };
let hub: HubProcess;
let kid: string;

const FENLAND = "partnership-fenland";
const CAMBRIDGESHIRE = "pcc-area-cambridgeshire";
const MEMBER = { role: "MEMBER", partnerships: [FENLAND] };

beforeAll(async () => {
  hub = await processes.start({ file: "gateway/main.ts", settings });
  const [header = ""] = (await minted("MEMBER", "--partnership", FENLAND)).split(".");
  ({ kid } = JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string });
});
afterAll(() => processes.clear());

test("without a token anyone may ask", async () => {
  expect(await ask()).toEqual({ status: 200, body: { data: { __typename: "Query" } } });
});

test.each([
  [Role.MEMBER, { partnerships: [FENLAND, "partnership-peterborough"] }],
  [Role.MEMBER, { partnerships: Array.from({ length: 100 }, (_, i) => `partnership-${i}`) }],
  [Role.GRANT_OFFICER, { pcc_area: CAMBRIDGESHIRE }],
  [Role.ANALYST, { pcc_area: CAMBRIDGESHIRE }],
  [Role.STEWARD, { pcc_area: CAMBRIDGESHIRE }],
  [Role.ADMINISTRATOR, { pcc_area: CAMBRIDGESHIRE }],
  [Role.APP, { partnerships: [FENLAND], scopes: ["read"] }],
  [Role.APP, { partnerships: [FENLAND], scopes: ["read", "progress:write"] }],
  [Role.APP, { partnerships: [FENLAND], scopes: ["read", "progress:write", "returns:write", "observations:write", "claims:write"] }],
])("a token of the role %s with the reach of its role is accepted", async (role, reach) => {
  expect(await ask(`Bearer ${await signed({ role, ...reach })}`)).toEqual({ status: 200, body: { data: { __typename: "Query" } } });
});

test.each([
  ["MEMBER", "--partnership", FENLAND, "--partnership", "partnership-peterborough"],
  ["GRANT_OFFICER", "--area", CAMBRIDGESHIRE],
  ["ANALYST", "--area", CAMBRIDGESHIRE, "--hours", "1"],
  ["STEWARD", "--area", CAMBRIDGESHIRE],
  ["ADMINISTRATOR", "--area", CAMBRIDGESHIRE],
  ["APP", "--partnership", FENLAND, "--scope", "read", "--scope", "progress:write"],
  ["APP", "--partnership", FENLAND, "--scope", "returns:write", "--scope", "claims:write"],
])("the token that the command makes for %s %s %s is accepted", async (...args) => {
  expect(await ask(`Bearer ${await minted(...args)}`)).toMatchObject({ status: 200, body: { data: { __typename: "Query" } } });
});

test.each([
  ["no role", []],
  ["the role PUBLIC", ["PUBLIC"]],
  ["a role that there is not", ["KING"]],
  ["a MEMBER of nothing", ["MEMBER"]],
  ["a MEMBER of something that is no partnership", ["MEMBER", "--partnership", "fenland"]],
  ["an ANALYST with a partnership", ["ANALYST", "--area", CAMBRIDGESHIRE, "--partnership", FENLAND]],
  ["an APP without a scope", ["APP", "--partnership", FENLAND]],
  ["a token for ever", ["MEMBER", "--partnership", FENLAND, "--hours", "99999"]],
  ["an option that there is not", ["MEMBER", "--reach", "everywhere"]],
])("the command makes no token for %s, and says what it takes", async (_, args) => {
  const ended = await processes.run({ file: "commands/token.ts", args, settings });
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).toMatch(/npm run token -- [A-Z]|^--hours: .*whole number/);
  expect(ended.stderr).not.toMatch(/\.ts:|node_modules/);
});

test("the command without arguments shows an example for each role that a token can have", async () => {
  const { stderr } = await processes.run({ file: "commands/token.ts", settings });
  expect(stderr.match(/(?<=npm run token -- )[A-Z_]+/g)).toEqual(Object.values(Role).filter((role) => role !== Role.PUBLIC));
});

const now = Math.floor(Date.now() / 1_000);
/** A key that is not the hub's. */
const stranger = generateKeyPairSync("ed25519").privateKey;

const BAD_TOKENS: [called: string, make: () => string | Promise<string>, code: RefusalCode, claim?: string][] = [
  ["that has expired", () => signed({ ...MEMBER, iat: now - 100, exp: now - 30 }), "TOKEN_EXPIRED"],
  ["that begins to hold in a minute", () => signed({ ...MEMBER, nbf: now + 60 }), "TOKEN_NOT_YET_VALID", "nbf"],
  ["that was issued in a minute from now", () => signed({ ...MEMBER, iat: now + 60 }), "TOKEN_NOT_YET_VALID", "iat"],
  ["forged with another key of the same name", () => signed(MEMBER, {}, stranger), "TOKEN_NOT_TRUSTED"],
  ["of a key that the hub does not know", () => signed(MEMBER, { kid: "another" }, stranger), "TOKEN_NOT_TRUSTED"],
  ["whose claims were changed after it was signed", async () => changed(await signed(MEMBER)), "TOKEN_NOT_TRUSTED"],
  ["that is not signed at all", () => new UnsecuredJWT(whole(MEMBER)).encode(), "TOKEN_NOT_TRUSTED"],
  ["signed with the text of the public key as if it were a secret", () => new SignJWT(whole(MEMBER)).setProtectedHeader({ alg: "HS256", kid }).sign(publicBytes()), "TOKEN_NOT_TRUSTED"],
  ["meant for somebody else", () => signed({ ...MEMBER, aud: "another-hub" }), "TOKEN_NOT_FOR_THIS_HUB", "aud"],
  ["meant for nobody", () => signed({ ...MEMBER, aud: undefined }), "TOKEN_NOT_FOR_THIS_HUB", "aud"],
  ["of another issuer", () => signed({ ...MEMBER, iss: "https://id.example" }), "TOKEN_NOT_FOR_THIS_HUB", "iss"],
  ["without an end", () => signed({ ...MEMBER, exp: undefined }), "TOKEN_MALFORMED", "exp"],
  ["without a beginning", () => signed({ ...MEMBER, iat: undefined }), "TOKEN_MALFORMED", "iat"],
  ["whose end is a text", () => signed({ ...MEMBER, exp: "tomorrow" }), "TOKEN_MALFORMED", "exp"],
  ["without a subject", () => signed({ ...MEMBER, sub: undefined }), "TOKEN_MALFORMED", "sub"],
  ["whose subject has a line break", () => signed({ ...MEMBER, sub: "a\nb" }), "TOKEN_MALFORMED", "sub"],
  ["whose subject ends in a line break", () => signed({ ...MEMBER, sub: "a\n" }), "TOKEN_MALFORMED", "sub"],
  ["that is no JWT", () => "correct-horse-battery-staple", "TOKEN_MALFORMED"],
  ["that looks like a JWT and is none", () => "a.b.c", "TOKEN_MALFORMED"],
  ["of 8,192 characters that are no JWT", () => "a".repeat(8_192), "TOKEN_MALFORMED"],
  ["of 8,193 characters", () => "a".repeat(8_193), "TOKEN_TOO_LARGE"],
  ["without a role", () => signed({ partnerships: [FENLAND] }), "TOKEN_MALFORMED", "role"],
  ["with two roles", () => signed({ ...MEMBER, role: ["MEMBER", "ANALYST"] }), "TOKEN_MALFORMED", "role"],
  ["of an unknown role", () => signed({ ...MEMBER, role: "KING" }), "ROLE_UNKNOWN", "role"],
  ["of a role in small letters", () => signed({ ...MEMBER, role: "member" }), "ROLE_UNKNOWN", "role"],
  ["of the role PUBLIC", () => signed({ role: "PUBLIC" }), "ROLE_UNKNOWN", "role"],
  ["of the hub itself", () => signed({ role: "HUB" }), "ROLE_UNKNOWN", "role"],
  ["of a MEMBER without partnerships", () => signed({ role: "MEMBER" }), "TOKEN_MALFORMED", "partnerships"],
  ["of a MEMBER of an empty list of partnerships", () => signed({ role: "MEMBER", partnerships: [] }), "TOKEN_MALFORMED", "partnerships"],
  ["of a MEMBER of 101 partnerships", () => signed({ role: "MEMBER", partnerships: Array.from({ length: 101 }, (_, i) => `partnership-${i}`) }), "TOKEN_MALFORMED", "partnerships"],
  ["of a MEMBER whose partnership is no id", () => signed({ role: "MEMBER", partnerships: ["partnership-%"] }), "TOKEN_MALFORMED", "partnerships"],
  ["of a MEMBER whose partnerships are a text", () => signed({ role: "MEMBER", partnerships: FENLAND }), "TOKEN_MALFORMED", "partnerships"],
  ["of a MEMBER who has a PCC area as well", () => signed({ ...MEMBER, pcc_area: CAMBRIDGESHIRE }), "TOKEN_MALFORMED", "pcc_area"],
  ["of a MEMBER with scopes", () => signed({ ...MEMBER, scopes: ["read"] }), "TOKEN_MALFORMED", "scopes"],
  ["of an APP of two partnerships", () => signed({ role: "APP", partnerships: [FENLAND, "partnership-peterborough"], scopes: ["read"] }), "TOKEN_MALFORMED", "partnerships"],
  ["of an APP without a scope", () => signed({ role: "APP", partnerships: [FENLAND] }), "TOKEN_MALFORMED", "scopes"],
  ["of an APP with an unknown scope", () => signed({ role: "APP", partnerships: [FENLAND], scopes: ["read", "everything"] }), "TOKEN_MALFORMED", "scopes"],
  ["of an APP with a PCC area", () => signed({ role: "APP", partnerships: [FENLAND], scopes: ["read"], pcc_area: CAMBRIDGESHIRE }), "TOKEN_MALFORMED", "pcc_area"],
  ["of an ANALYST without a PCC area", () => signed({ role: "ANALYST" }), "TOKEN_MALFORMED", "pcc_area"],
  ["of an ANALYST whose PCC area is no id", () => signed({ role: "ANALYST", pcc_area: "cambridgeshire" }), "TOKEN_MALFORMED", "pcc_area"],
  ["of a GRANT_OFFICER of a partnership", () => signed({ role: "GRANT_OFFICER", pcc_area: CAMBRIDGESHIRE, partnerships: [FENLAND] }), "TOKEN_MALFORMED", "partnerships"],
  ["of a STEWARD with scopes", () => signed({ role: "STEWARD", pcc_area: CAMBRIDGESHIRE, scopes: ["read"] }), "TOKEN_MALFORMED", "scopes"],
];
for (const [called, make, code, claim] of BAD_TOKENS) {
  test(`a token ${called} is refused, with its code and nothing of the inside`, async () => {
    expect(await ask(`Bearer ${await make()}`)).toEqual(refused(code, claim));
  });
}

test("clocks that differ by some seconds, and claims that identity providers add, are no hindrance", async () => {
  const moment = Math.floor(Date.now() / 1_000);
  const early = await signed({ ...MEMBER, iat: moment + 3, nbf: moment + 3, jti: "1", azp: "portal", email_verified: true, aud: ["partnership-hub", "another"] });
  expect(await ask(`Bearer ${early}`)).toMatchObject({ status: 200 });
  expect(await ask(`Bearer ${await signed({ ...MEMBER, exp: moment - 1 })}`)).toMatchObject({ status: 200 });
});

test("the word Bearer may be written in any case; what is not one Bearer header is refused", async () => {
  const token = await signed(MEMBER);
  expect(await ask(`bearer ${token}`)).toMatchObject({ status: 200 });
  expect(await ask(`BEARER  ${token}`)).toMatchObject({ status: 200 });
  for (const header of [`Basic ${Buffer.from("hub:hub").toString("base64")}`, token, "Bearer", "", `Bearer ${token} ${token}`, `Bearer ${token}, Bearer ${token}`]) {
    expect(await ask(header)).toEqual(refused("TOKEN_MALFORMED"));
  }
  expect(await ask(`Bearer ${token}`, `Bearer ${token}`)).toEqual(refused("TOKEN_MALFORMED"));
  expect(await ask(`Bearer ${token}`, "")).toEqual(refused("TOKEN_MALFORMED"));
});

test("a header of 100 KB is refused before anything of it is read", async () => {
  expect((await ask(`Bearer ${"a".repeat(100_000)}`)).status).toBe(431);
});

test("a question sent by GET is judged by its token too", async () => {
  const get = (token: string): Promise<Response> => fetch(`${hub.address}/graphql?query={__typename}`, { headers: { "apollo-require-preflight": "1", authorization: `Bearer ${token}` } });
  expect((await get(await signed(MEMBER))).status).toBe(200);
  expect((await get(await signed({ ...MEMBER, exp: now - 30 }))).status).toBe(401);
});

/** What a caller gets whose token is refused. */
function refused(code: RefusalCode, field?: string): Answer {
  const { says: message, act: action } = REFUSALS[code];
  return { status: 401, wwwAuthenticate: "Bearer", body: { errors: [{ message, extensions: { code, action, ...(field ? { field } : {}) } }] } };
}

interface Answer {
  status: number;
  wwwAuthenticate?: string;
  body: unknown;
}

/** Asks with the `Authorization` headers given, as they are. */
async function ask(...authorization: string[]): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = ["host", "hub", "content-type", "application/json", ...authorization.flatMap((each) => ["authorization", each])];
  request(`${hub.address}/graphql`, { method: "POST", headers }, (response) => {
    let text = "";
    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    response.on("end", () => {
      const wwwAuthenticate = response.headers["www-authenticate"];
      resolve({ status: response.statusCode!, ...(wwwAuthenticate ? { wwwAuthenticate } : {}), body: JSON.parse(text) as unknown });
    });
  })
    .on("error", reject)
    .end(JSON.stringify({ query: "{ __typename }" }));
  return promise;
}

/** A token's claims: good ones, except as given. */
function whole(claims: Record<string, unknown>): JWTPayload {
  return { iss: "partnership-hub development", aud: "partnership-hub", sub: "somebody", iat: now, exp: now + 600, ...claims };
}

/** A token signed with the hub's own key, or with another. */
async function signed(claims: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}, key?: KeyObject): Promise<string> {
  return new SignJWT(whole(claims)).setProtectedHeader({ alg: "EdDSA", kid, ...header }).sign(key ?? (await importJWK(developmentKey(), "EdDSA")));
}

function developmentKey(): JWK {
  return JSON.parse(readFileSync(path.join(dataDir, "development-key.json"), "utf8")) as JWK;
}

function publicBytes(): Uint8Array {
  return new TextEncoder().encode(developmentKey().x);
}

/** The token with other claims under the same signature. */
function changed(token: string): string {
  const [header, , signature] = token.split(".");
  return [header, Buffer.from(JSON.stringify(whole({ role: "ADMINISTRATOR", pcc_area: CAMBRIDGESHIRE }))).toString("base64url"), signature].join(".");
}

/** A token as the command makes it. */
async function minted(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await processes.run({ file: "commands/token.ts", args, settings });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("This token makes its bearer") as string });
  return stdout.trim();
}
