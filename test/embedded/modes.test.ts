/** The two modes as an operator starts them: what demo opens by itself, and what production asks for before it opens anything. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { madeOnce } from "../../kernel/process/data-folder.js";
import { makeCertificate } from "../support/certificate.js";
import { Processes, type Ended, type HubProcess } from "../support/processes.js";

const processes = new Processes();
const folder = processes.folder();
const SECRET = "correct-horse-battery-staple-correct-horse";
const ISSUER = "https://id.example/";
const AUDIENCE = "the-hub";
let signer: CryptoKey;
let publicKey: JWK;
let privateKey: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256", { extractable: true });
  signer = pair.privateKey;
  publicKey = { ...(await exportJWK(pair.publicKey)), kid: "first", use: "sig", alg: "ES256" };
  privateKey = { ...(await exportJWK(pair.privateKey)), kid: "first" };
});
afterAll(() => processes.clear());

describe("in demo mode", () => {
  const dataDir = path.join(folder, "demo");
  const settings = { HUB_DATA_DIR: dataDir, NODE_ENV: "", DRAIN_MS: "0" };
  const keyFile = path.join(dataDir, "development-key.json");

  test("two starts at once make one development key, which its owner alone may read, and later starts keep it", async () => {
    const hubs = await Promise.all([1, 2].map(() => gateway(settings)));
    const key = readFileSync(keyFile, "utf8");
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(dataDir).mode & 0o777).toBe(0o755);
    const { stdout } = await processes.run({ file: "commands/token.ts", args: ["ANALYST", "--area", "pcc-area-cambridgeshire"], settings });
    for (const hub of hubs) expect(await status(hub, stdout.trim())).toBe(200);
    await Promise.all(hubs.map((hub) => hub.end("SIGTERM")));
    const later = await gateway(settings);
    expect(readFileSync(keyFile, "utf8")).toBe(key);
    expect(await status(later, stdout.trim())).toBe(200);
    await later.end("SIGTERM");
  });

  test("of two starts at once the first to name what it made has it, and the other takes it over", () => {
    const file = path.join(processes.folder(), "made-once");
    const first: string[] = [];
    const second = madeOnce(file, () => {
      // Another start is quicker, just while this one makes its own.
      first.push(madeOnce(file, () => "of the first"));
      return "of the second";
    });
    expect([...first, second, readFileSync(file, "utf8")]).toEqual(["of the first", "of the first", "of the first"]);
    expect(readdirSync(path.dirname(file))).toEqual(["made-once"]);
  });

  test("the log of the start says the mode, what can be read without a token, where the key lies and how to make a token", async () => {
    const hub = await gateway(settings);
    expect(await status(hub)).toBe(200);
    expect((await fetch(`${hub.address}/`)).status).toBe(200);
    const { stdout } = await hub.end("SIGTERM");
    expect(stdout).toContain(`"mode":"demo","developmentKey":"${keyFile}"`);
    expect(stdout).toContain("npm run token");
    expect(stdout).toContain("what is published can be read without a token");
    expect(stdout).not.toContain((JSON.parse(readFileSync(keyFile, "utf8")) as { d: string }).d);
  });

  test("reading without a token and the page can be switched off", async () => {
    const hub = await gateway({ ...settings, PUBLIC_READING: "off", IDE: "off" });
    expect(await status(hub)).toBe(401);
    expect((await fetch(`${hub.address}/`)).status).toBe(404);
    const { stdout } = await hub.end("SIGTERM");
    expect(stdout).not.toContain("can be read without a token");
  });

  test("a folder that everybody can write to is not trusted with a key", async () => {
    const open = path.join(folder, "open");
    mkdirSync(open);
    // Whatever the umask is.
    chmodSync(open, 0o777);
    for (const file of ["gateway/main.ts", "commands/token.ts"] as const) {
      const ended = await processes.run({ file, args: ["MEMBER", "--partnership", "partnership-fenland"], settings: { HUB_DATA_DIR: open } });
      expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^HUB_DATA_DIR: .*written by everybody.*\n$/) as string });
    }
  });

  test.each(["", "{}", "[]", "null", '{"kty":"OKP","crv":"Ed25519","x":"x","d":"correct-horse"}'])("a development key file that holds %s stops the start, and is not repeated", async (text) => {
    const broken = path.join(processes.folder(), "hub");
    mkdirSync(broken);
    writeFileSync(path.join(broken, "development-key.json"), text);
    const ended = await processes.run({ file: "gateway/main.ts", settings: { HUB_DATA_DIR: broken } });
    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^HUB_DATA_DIR: .*development-key\.json holds no development key\. .*\n$/) as string });
    expect(ended.stderr).not.toContain("correct-horse");
  });

  test("a setting that holds in production alone stops the start", async () => {
    expect(await refusedStart({ ...settings, TOKEN_ISSUER: ISSUER })).toMatch(/^TOKEN_ISSUER: .*HUB_MODE=production\n$/);
  });
});

describe("in production", () => {
  const jwksFile = path.join(folder, "jwks.json");
  const production = { HUB_MODE: "production", HUB_SECRET: SECRET, HUB_DATA_DIR: path.join(folder, "production"), NODE_ENV: "", DRAIN_MS: "0" };
  const trust = { TOKEN_ISSUER: ISSUER, TOKEN_AUDIENCE: AUDIENCE, TOKEN_JWKS_FILE: jwksFile };
  beforeAll(() => writeFileSync(jwksFile, JSON.stringify({ keys: [publicKey] })));

  test.each([
    ["TOKEN_ISSUER", { TOKEN_ISSUER: "" }],
    ["TOKEN_AUDIENCE", { TOKEN_AUDIENCE: "" }],
    ["TOKEN_JWKS_URL", { TOKEN_JWKS_FILE: "" }],
    ["TOKEN_JWKS_URL", { TOKEN_JWKS_URL: "https://id.example/keys" }],
    ["TOKEN_JWKS_URL", { TOKEN_JWKS_FILE: "", TOKEN_JWKS_URL: "http://id.example/keys" }],
    ["TOKEN_JWKS_FILE", { TOKEN_JWKS_FILE: "/nowhere/jwks.json" }],
    ["HUB_SECRET", { HUB_SECRET: "" }],
    ["HUB_SECRET", { HUB_SECRET: "correct-horse" }],
  ])("the gateway does not start without a sound %s", async (name, change) => {
    expect(await refusedStart({ ...production, ...trust, ...change })).toMatch(new RegExp(`^${name}: .+\\n$`));
  });

  test("nor does the whole hub", async () => {
    const ended = await processes.run({ file: "start.ts", settings: { ...production, ...trust, TOKEN_ISSUER: "" } });
    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: "TOKEN_ISSUER: needed in production\n" });
  });

  test.each<[string, () => string]>([
    ["is not JSON", () => '{"keys": [correct-horse'],
    ["is not a JWKS", () => JSON.stringify({ key: publicKey })],
    ["holds null for a JWKS", () => "null"],
    ["holds no key", () => JSON.stringify({ keys: [] })],
    ["holds null for a key", () => JSON.stringify({ keys: [null] })],
    ["holds keys for encryption alone", () => JSON.stringify({ keys: [{ ...publicKey, use: "enc" }] })],
    ["holds a key that is too short", () => JSON.stringify({ keys: [{ kty: "RSA", n: Buffer.alloc(128, 0xc1).toString("base64url"), e: "AQAB" }] })],
    ["holds a private key", () => JSON.stringify({ keys: [publicKey, privateKey] })],
    ["holds a symmetric key", () => JSON.stringify({ keys: [publicKey, { kty: "oct", k: "correct-horse", kid: "second" }] })],
  ])("a key file that %s stops the start, and is not repeated", async (_, text) => {
    const file = path.join(processes.folder(), "jwks.json");
    writeFileSync(file, text());
    const said = await refusedStart({ ...production, ...trust, TOKEN_JWKS_FILE: file });
    expect(said).toMatch(/^TOKEN_JWKS_FILE: the file .+\n$/);
    for (const secret of ["correct-horse", privateKey.d!, publicKey.x!]) expect(said).not.toContain(secret);
  });

  test("nothing is answered without a token, not even what the schema holds; with one it is; and there is no page", async () => {
    const hub = await gateway({ ...production, ...trust });
    for (const query of ["{ __typename }", "{ __schema { queryType { name } } }", "nonsense"]) {
      const answer = await ask(hub, undefined, query);
      expect(answer).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: "SIGN_IN_NEEDED" } }] } });
      expect(answer.body).not.toHaveProperty("data");
    }
    const token = await signed();
    expect(await ask(hub, token, "{ __schema { queryType { name } } }")).toEqual({ status: 200, body: { data: { __schema: { queryType: { name: "Query" } } } } });
    expect(await ask(hub, await signed({ issuer: "https://other.example" }))).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: "TOKEN_NOT_FOR_THIS_HUB", field: "iss" } }] } });
    expect((await fetch(`${hub.address}/`)).status).toBe(404);
    expect((await fetch(`${hub.address}/health/live`)).status).toBe(200);
    const { stdout, stderr } = await hub.end("SIGTERM");
    expect(stdout).toContain(`"mode":"production","issuer":"${ISSUER}","audience":"${AUDIENCE}"`);
    expect(stdout).not.toMatch(/without a token|the page at/);
    for (const secret of [token, SECRET]) expect(stdout + stderr).not.toContain(secret);
  });

  test("a token of the development key is not believed", async () => {
    const { stdout } = await processes.run({ file: "commands/token.ts", args: ["MEMBER", "--partnership", "partnership-fenland"], settings: { HUB_DATA_DIR: path.join(folder, "demo") } });
    const hub = await gateway({ ...production, ...trust });
    expect(await ask(hub, stdout.trim())).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: "TOKEN_NOT_TRUSTED" } }] } });
  });

  test("signatures of four kinds are believed, and no others", async () => {
    const file = path.join(folder, "all-kinds.json");
    const kinds = ["EdDSA", "ES256", "RS256", "PS256", "ES384", "RS512"];
    const pairs = await Promise.all(kinds.map((kind) => generateKeyPair(kind)));
    writeFileSync(file, JSON.stringify({ keys: await Promise.all(pairs.map(async (pair, i) => ({ ...(await exportJWK(pair.publicKey)), kid: kinds[i] }))) }));
    const hub = await gateway({ ...production, ...trust, TOKEN_JWKS_FILE: file });
    const answers = await Promise.all(kinds.map(async (kind, i) => ask(hub, await signed({ alg: kind, kid: kind, key: pairs[i]!.privateKey }))));
    expect(answers.slice(0, 4)).toEqual([1, 2, 3, 4].map(() => ({ status: 200, body: { data: { __typename: "Query" } } })));
    for (const answer of answers.slice(4)) expect(answer).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: "TOKEN_NOT_TRUSTED" } }] } });
    await hub.end("SIGTERM");
  });

  test("what is opened on purpose is open, and the log says so", async () => {
    const hub = await gateway({ ...production, ...trust, PUBLIC_READING: "on", IDE: "on" });
    expect(await status(hub)).toBe(200);
    expect((await fetch(`${hub.address}/`)).status).toBe(200);
    expect(await status(hub, "nonsense")).toBe(401);
    const { stdout } = await hub.end("SIGTERM");
    expect(stdout).toContain("what is published can be read without a token");
    expect(stdout).toContain("the page at / is served");
  });

  test("the whole hub answers a question about facts with a token, and nobody without", async () => {
    const hub = await processes.start({ file: "start.ts", settings: { ...production, ...trust } });
    expect(await status(hub)).toBe(401);
    expect(await ask(hub, await signed(), "{ partnerships { totalCount } }")).toEqual({ status: 200, body: { data: { partnerships: { totalCount: 7 } } } });
    await hub.end("SIGTERM");
  });

  test("no token is made by the command", async () => {
    const ended = await processes.run({ file: "commands/token.ts", args: ["MEMBER", "--partnership", "partnership-fenland"], settings: production });
    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("TOKEN_ISSUER") as string });
  });

  describe("with the keys on the issuer's server", () => {
    const { key, cert } = makeCertificate();
    const certificate = path.join(folder, "certificate.pem");
    let server: Server | undefined;
    let port = 0;
    beforeAll(() => writeFileSync(certificate, cert));
    afterAll(() => server?.close());

    /** The issuer's server: keys at /keys, and a way there from /moved. */
    async function issuerAnswers(): Promise<void> {
      server = createServer({ key, cert }, (request, response) => {
        if (request.url === "/moved") response.writeHead(302, { location: "/keys" }).end();
        else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: [request.url === "/private" ? privateKey : publicKey] }));
      });
      await new Promise<void>((resolve) => server!.listen(port, "127.0.0.1", resolve));
      ({ port } = server.address() as AddressInfo);
    }

    function hubWithKeysAt(place: string): Promise<HubProcess> {
      return gateway({ ...production, ...trust, TOKEN_JWKS_FILE: "", TOKEN_JWKS_URL: `https://127.0.0.1:${port}${place}`, NODE_EXTRA_CA_CERTS: certificate });
    }

    const unavailable = { status: 503, body: { errors: [{ extensions: { code: "KEYS_UNAVAILABLE" } }] } };

    test("while it cannot be reached nobody is believed, the log says why, and the hub recovers by itself", async () => {
      await issuerAnswers();
      await new Promise((resolve) => server!.close(resolve));
      const hub = await hubWithKeysAt("/keys");
      expect(await ask(hub, await signed())).toMatchObject(unavailable);
      expect(await status(hub)).toBe(401);
      await issuerAnswers();
      expect(await status(hub, await signed())).toBe(200);
      expect(await ask(hub, await signed({ kid: "second" }))).toMatchObject({ status: 401, body: { errors: [{ extensions: { code: "TOKEN_NOT_TRUSTED" } }] } });
      const { stdout } = await hub.end("SIGTERM");
      expect(stdout).toContain("the issuer's keys cannot be had");
    });

    test.each([
      ["that sends the hub elsewhere", "/moved"],
      ["that hands out a private key", "/private"],
    ])("a server %s gives it no keys", async (_, place) => {
      expect(await ask(await hubWithKeysAt(place), await signed())).toMatchObject(unavailable);
    });
  });
});

function gateway(settings: Record<string, string>): Promise<HubProcess> {
  return processes.start({ file: "gateway/main.ts", settings });
}

/** What a gateway that does not start says. Secrets are not repeated. */
async function refusedStart(settings: Record<string, string>): Promise<string> {
  const ended: Ended = await processes.run({ file: "gateway/main.ts", settings });
  expect(ended).toMatchObject({ code: 1, stdout: "" });
  expect(ended.stderr).not.toContain("correct-horse");
  return ended.stderr;
}

/** A sound token of the issuer, except as given. */
function signed({ issuer = ISSUER, alg = "ES256", kid = "first", key = signer } = {}): Promise<string> {
  return new SignJWT({ role: "MEMBER", partnerships: ["partnership-fenland"] })
    .setProtectedHeader({ alg, kid })
    .setIssuer(issuer)
    .setAudience(AUDIENCE)
    .setSubject("somebody")
    .setIssuedAt()
    .setExpirationTime("10m")
    .sign(key);
}

async function ask({ address }: HubProcess, token?: string, query = "{ __typename }"): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
}

async function status(hub: HubProcess, token?: string): Promise<number> {
  return (await ask(hub, token)).status;
}
