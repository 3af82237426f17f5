/** The log as an operator follows one request through it: the same id in every part, and nothing of what was asked or by whom. */
import { openDevelopmentKeys } from "../../kernel/authority/keys.js";
import { makeToken } from "../../kernel/authority/tokens.js";
import { services } from "../../services/index.js";
import { cloneDatabase } from "../support/database.js";
import { member } from "../support/people.js";
import { Processes, type HubProcess } from "../support/processes.js";

const NAME = "a".repeat(150);
const QUESTION = `query ${NAME}($id: ID!) { partnership(id: $id) { plans { totalCount } awards { totalCount } observations { totalCount } } }`;

/** A line of the log, parsed. */
type Line = Record<string, unknown>;

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let gateway: HubProcess;
let parts: HubProcess[];
let token: string;
let written: { all: string; gateway: Line[]; services: Line[][] };
const answers: Record<string, { id: string | null; codes: unknown[]; status: number }> = {};

beforeAll(async () => {
  database = await cloneDatabase("documents");
  const dataDir = processes.folder();
  const settings = { HUB_SECRET: processes.secret, HUB_DATA_DIR: dataDir, LOG_LEVEL: "info" };
  parts = await Promise.all(services.map(({ name }) => processes.start({ file: "services/main.ts", args: [name], settings: { ...settings, DATABASE_URL: database.url } })));
  const addresses: Record<string, string> = Object.fromEntries(services.map(({ name }, place) => [`${name.toUpperCase()}_URL`, `${parts[place]!.address}/graphql`]));
  gateway = await processes.start({ file: "gateway/main.ts", settings: { ...settings, ...addresses } });
  token = await makeToken(await openDevelopmentKeys(dataDir), { ...member("partnership-fenland"), subject: "somebody-in-particular" }, 300);

  const bearer = { authorization: `Bearer ${token}` };
  answers["answered"] = await post({ query: QUESTION, variables: { id: "partnership-fenland" } }, bearer);
  answers["wrong"] = await post({ query: `query Wrong { partnerships(asOf: "yesterday") { totalCount } nowhere }` }, bearer);
  answers["refused"] = await post({ query: `query Refused { partnerships(asOf: "yesterday") { totalCount } awards(asOf: "today") { totalCount } }` }, bearer);
  answers["too deep"] = await post({ query: `query Deep { awards ${"{ nodes { partnership { awards ".repeat(10)} { totalCount } ${"} } }".repeat(10)} }` }, bearer);
  answers["turned away"] = await post({ query: QUESTION }, { authorization: `Bearer ${token}x` });
  answers["too large"] = await post({ query: `{ __typename } # ${"a".repeat(2_000_000)}` }, bearer);
  answers["no JSON"] = await post("{", bearer);
  answers["anyone"] = await post({ query: "{ partnerships { totalCount } }" }, { "x-request-id": "an id of the caller" });

  const [said, ...saidByParts] = await Promise.all([gateway, ...parts].map(async (each) => (await each.end("SIGTERM")).stdout));
  written = { all: [said, ...saidByParts].join(""), gateway: linesOf(said!), services: saidByParts.map(linesOf) };
});

afterAll(async () => {
  await processes.clear();
  await database.drop();
});

test("an answered request has one line at the gateway, and one for each call in every service, under the id that the answer carries", () => {
  const { id, codes } = answers["answered"]!;
  expect(codes).toEqual([]);
  expect(requestLines(id)).toEqual([expect.objectContaining({ role: "MEMBER", operation: NAME.slice(0, 100), errors: [], status: 200 })]);
  // The first question of all goes through every part: no machine answers it within a millisecond.
  expect(requestLines(id)[0]!["ms"]).toBeGreaterThan(0);
  services.forEach(({ name }, place) => {
    const calls = written.services[place]!.filter(({ requestId }) => requestId === id);
    expect(calls).not.toHaveLength(0);
    for (const call of calls) expect(call).toMatchObject({ service: name, role: "MEMBER", ms: expect.any(Number) as number, status: 200 });
  });
});

test("every request has an id of its own, which the gateway makes", () => {
  const ids = Object.values(answers).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test.each([
  ["refused", { role: "MEMBER", operation: "Refused", errors: ["MALFORMED_DATE"] }],
  ["wrong", { role: "MEMBER", errors: ["GRAPHQL_VALIDATION_FAILED"] }],
  ["too deep", { role: "MEMBER", errors: ["QUESTION_TOO_DEEP"] }],
  ["turned away", { role: null, operation: null, errors: ["TOKEN_NOT_TRUSTED"] }],
  ["too large", { role: "MEMBER", operation: null, status: 413 }],
  ["no JSON", { role: "MEMBER", operation: null, status: 400 }],
  ["anyone", { role: "PUBLIC", operation: null, errors: [] }],
])("a request that was %s has a line that says so", (which, line) => {
  const { id, codes, status } = answers[which]!;
  expect(requestLines(id)).toEqual([expect.objectContaining({ ...line, status })]);
  expect([...new Set(codes)]).toEqual(requestLines(id)[0]!["errors"]);
});

test("no line holds a token, who it speaks of, what was asked or a passport", () => {
  expect(written.all).toContain(answers["answered"]!.id!);
  for (const kept of [token, token.split(".")[2]!, "somebody-in-particular", "partnership-fenland", "totalCount", "eyJ", processes.secret]) expect(written.all).not.toContain(kept);
});

function requestLines(id: string | null): Line[] {
  return written.gateway.filter(({ msg, requestId }) => msg === "request" && requestId === id);
}

function linesOf(text: string): Line[] {
  return text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Line);
}

async function post(body: object | string, headers: Record<string, string>): Promise<{ id: string | null; codes: unknown[]; status: number }> {
  const response = await fetch(`${gateway.address}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions?: { code?: unknown } }[] };
  return { id: response.headers.get("x-request-id"), codes: errors.map(({ extensions }) => extensions?.code ?? null), status: response.status };
}
