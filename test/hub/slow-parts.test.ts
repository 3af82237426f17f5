/** A service that is slow, silent or answers something else: its fields say so in time, and the rest of the answer stands. */
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { httpSubgraph } from "../../gateway/subgraph-client.js";
import { SubgraphDataSource } from "../../gateway/subgraph-data-source.js";
import { asHub } from "../../kernel/authority/asking.js";
import { signer } from "../../kernel/authority/passport.js";
import { PUBLIC_VIEWER } from "../../kernel/authority/viewer.js";
import { openLog } from "../../kernel/process/log.js";
import { REFUSALS, type RefusalCode } from "../../kernel/refusals.js";
import { services } from "../../services/index.js";
import { cloneDatabase } from "../support/database.js";
import { startHub, type HubAnswer } from "../support/hub.js";
import { Processes, type HubProcess } from "../support/processes.js";

const QUESTION = /* GraphQL */ `
  {
    partnerships {
      nodes {
        name
        plans { nodes { title } }
        awards { totalCount }
        observations(first: 3) { nodes { value indicator { name } } }
      }
    }
  }
`;

/** Milliseconds that one gateway waits for a call. */
const PATIENCE = 2_000;
/** Milliseconds that another gives to a whole request. */
const HURRY = 4_000;
/** What an answer may take besides, on a machine with other things to do; far less than the patience of other gateways. */
const MARGIN = 3_000;

type Reply = http.ServerResponse;
const json = { "content-type": "application/json" };

/** Something else in the place of the grants service: it gets the references that it is asked for. */
let standIn: (reply: Reply, references: object[], request: http.IncomingMessage) => unknown;
let calls = 0;
const standing = http.createServer((request, reply) => {
  if (request.url !== "/graphql") {
    reply.writeHead(404).end();
    return;
  }
  calls++;
  void text(request).then((body) => standIn(reply, (JSON.parse(body) as { variables?: { representations?: object[] } }).variables?.representations ?? [], request));
});

const noAwards = (references: object[]): string => JSON.stringify({ data: { _entities: references.map(() => ({ awards: { totalCount: 0 } })) } });

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let address: string;
let impatient: HubProcess;
let hurried: HubProcess;
let patient: HubProcess;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  await new Promise<void>((resolve) => standing.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(standing.address() as AddressInfo).port}/graphql`;
  const others = services.filter(({ name }) => name !== "grants");
  const started = await Promise.all(
    others.map(({ name }) => processes.start({ file: "services/main.ts", args: [name], settings: { HUB_SECRET: processes.secret, DATABASE_URL: database.url } })),
  );
  const addresses = Object.fromEntries(others.map(({ name }, place) => [`${name.toUpperCase()}_URL`, `${started[place]!.address}/graphql`]));
  const gateway = (settings: Record<string, string>): Promise<HubProcess> =>
    processes.start({ file: "gateway/main.ts", settings: { HUB_SECRET: processes.secret, ...addresses, GRANTS_URL: address, ...settings } });
  [impatient, hurried, patient] = await Promise.all([
    gateway({ SUBGRAPH_TIMEOUT_MS: String(PATIENCE) }),
    gateway({ REQUEST_TIMEOUT_MS: String(HURRY) }),
    gateway({}),
  ]);
});

beforeEach(() => void (calls = 0));

afterAll(async () => {
  standing.closeAllConnections();
  if (standing.listening) await new Promise((resolve) => standing.close(resolve));
  await processes.clear();
  await database.drop();
});

test("a service that takes its time and answers in it is waited for", async () => {
  standIn = async (reply, references) => {
    await sleep(PATIENCE / 4);
    reply.writeHead(200, json).end(noAwards(references));
  };
  expect(await impatient.ask(QUESTION)).toEqual({ data: { partnerships: { nodes: expect.arrayContaining([expect.objectContaining({ awards: { totalCount: 0 } })]) as object[] } } });
});

const WRONG: Record<string, [RefusalCode, typeof standIn]> = {
  "a page of HTML": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, { "content-type": "text/html" }).end("<html><body>Welcome to nginx</body></html>")],
  "an empty body": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, json).end()],
  "half an answer": ["SUBGRAPH_MISANSWERED", (reply, references) => reply.writeHead(200, json).end(noAwards(references).slice(0, -10))],
  "JSON that is no answer": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, json).end("[]")],
  "null": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, json).end('{"data":null}')],
  "errors that are none": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, json).end('{"errors":["ECONNREFUSED 127.0.0.1:5432"]}')],
  "status 500": ["SUBGRAPH_MISANSWERED", (reply, references) => reply.writeHead(500, json).end(noAwards(references))],
  "one thing too few": ["SUBGRAPH_MISANSWERED", (reply, references) => reply.writeHead(200, json).end(noAwards(references.slice(1)))],
  "one thing too many": ["SUBGRAPH_MISANSWERED", (reply, references) => reply.writeHead(200, json).end(noAwards([...references, {}]))],
  "nothing of what it was asked": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(200, json).end('{"data":{}}')],
  "text in the place of things": ["SUBGRAPH_MISANSWERED", (reply, references) => reply.writeHead(200, json).end(JSON.stringify({ data: { _entities: references.map(() => "a") } }))],
  "a passport that it does not believe": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(401, json).end(JSON.stringify({ errors: [{ message: "no", extensions: { code: "PASSPORT_REFUSED" } }] }))],
  "a redirect": ["SUBGRAPH_MISANSWERED", (reply) => reply.writeHead(307, { location: address }).end()],
  "an error page of a proxy": ["SUBGRAPH_UNAVAILABLE", (reply) => reply.writeHead(502, { "content-type": "text/html" }).end("<html><body>Bad gateway</body></html>")],
  "nothing, ever": ["SUBGRAPH_UNAVAILABLE", () => {}],
  "half an answer and then nothing": ["SUBGRAPH_UNAVAILABLE", (reply) => reply.writeHead(200, json).write('{"data":{')],
  "a byte now and then": ["SUBGRAPH_UNAVAILABLE", (reply) => drip(reply)],
  "half an answer on a connection that breaks": ["SUBGRAPH_UNAVAILABLE", (reply) => reply.writeHead(200, json).write('{"data":{', () => reply.destroy())],
  "a connection that breaks": ["SUBGRAPH_UNAVAILABLE", (reply) => reply.destroy()],
};

test.each(Object.entries(WRONG))("a service that answers with %s is said to, in time, and tells nothing of the inside", async (_, [code, answer]) => {
  standIn = answer;
  expectAllButAwards(await within(PATIENCE, impatient.ask(QUESTION)), code);
  expect(await impatient.health("live")).toMatchObject({ status: 200 });
  expect(await impatient.health("ready")).toMatchObject({ status: 503, body: { parts: { grants: "down", plans: "up" } } });
});

test("a redirect is not followed", async () => {
  standIn = (reply) => reply.writeHead(307, { location: address }).end();
  await impatient.ask(QUESTION);
  expect(calls).toBe(1);
});

test("a connection that breaks before an answer is tried once more, with a passport of its own", async () => {
  const passports = new Set<unknown>();
  standIn = (reply, references, { headers }) => {
    passports.add(headers["x-hub-passport"]);
    return calls === 1 ? reply.destroy() : reply.writeHead(200, json).end(noAwards(references));
  };
  expect((await impatient.ask(QUESTION)).errors).toBeUndefined();
  expect(calls).toBe(2);
  expect(passports.size).toBe(2);
});

test("an answer of more than a hundred megabytes is read no further", async () => {
  let written = 0;
  const megabyte = "a".repeat(1024 * 1024);
  standIn = async (reply) => {
    for (reply.writeHead(200, json).write('{"data":{"a":"'); !reply.destroyed && written < 200; written++) {
      if (!reply.write(megabyte)) await new Promise((resolve) => reply.once("drain", resolve).once("close", resolve));
    }
    reply.end();
  };
  expectAllButAwards(await patient.ask(QUESTION), "SUBGRAPH_MISANSWERED");
  expect(written).toBeLessThan(150);
});

test("when the time for the whole request is over, what was answered is given and the rest says why", async () => {
  standIn = () => {};
  expectAllButAwards(await within(HURRY, hurried.ask(QUESTION)), "DEADLINE_PASSED");
});

test("the time for the whole request begins when it begins to come in", async () => {
  standIn = () => {};
  const body = JSON.stringify({ query: "{ partnerships { totalCount } }" });
  const asked = http.request(`${hurried.address}/graphql`, { method: "POST", headers: { ...json, "content-length": body.length } });
  const answered = once(asked, "response") as Promise<[http.IncomingMessage]>;
  asked.write(body.slice(0, 10));
  await sleep(HURRY + 200);
  asked.end(body.slice(10));
  const [answer] = await answered;
  const said = await text(answer);
  // Now and then Node itself looks for requests that take too long, and turns them away first.
  if (answer.statusCode !== 408) expect(JSON.parse(said)).toMatchObject({ errors: [{ extensions: { code: "DEADLINE_PASSED" } }] });
});

test("many slow parts of one question take no longer together", async () => {
  standIn = () => {};
  const answer = await within(HURRY, hurried.ask(`{ awards { nodes { partnership { name } } } funds { totalCount } partnerships { totalCount nodes { awards { totalCount } plans { nodes { awards { totalCount } } } } } }`));
  expect(answer.data).toMatchObject({ awards: null, funds: null, partnerships: { totalCount: 7 } });
  expect(new Set(answer.errors!.map(({ extensions }) => extensions["code"]))).toEqual(new Set(["DEADLINE_PASSED"]));
});

test("a hub in one process waits no longer for a part of its own", async () => {
  const hub = await processes.start({ file: "start.ts", settings: { DATABASE_URL: database.url, REQUEST_TIMEOUT_MS: String(HURRY), HUB_DATA_DIR: processes.folder() } });
  expect((await hub.ask("{ funds { totalCount } partnerships { totalCount } }")).errors).toBeUndefined();
  const somebodyElse = new pg.Client({ connectionString: database.url });
  await somebodyElse.connect();
  await somebodyElse.query("begin; lock table grants.fund in access exclusive mode");
  const answer = await within(HURRY, hub.ask("{ funds { totalCount } partnerships { totalCount } }"));
  await somebodyElse.query("rollback");
  await somebodyElse.end();
  expect(answer.data).toEqual({ funds: null, partnerships: { totalCount: 7 } });
  // The hub and PostgreSQL run to the same deadline: whichever is first says so.
  expect(answer.errors).toEqual([expect.objectContaining({ path: expect.arrayContaining(["funds"]) as string[], extensions: expect.objectContaining({ code: "DEADLINE_PASSED" }) as object })]);
  expect((await hub.ask("{ funds { totalCount } }")).errors).toBeUndefined();
});

test("a service whose statement PostgreSQL ends at the deadline says that the time is over, not that it failed", async () => {
  const hub = await startHub();
  try {
    const somebodyElse = new pg.Client({ connectionString: hub.databaseUrl });
    await somebodyElse.connect();
    await somebodyElse.query("begin; lock table grants.fund in access exclusive mode");
    const answer = await hub.service("grants").ask({ query: "{ funds { totalCount } }" }, { ...asHub(), deadline: Date.now() + 500 });
    await somebodyElse.end();
    expect(answer.errors!.map(({ extensions }) => extensions!["code"])).toEqual(["DEADLINE_PASSED"]);
  } finally {
    await hub.close();
  }
});

test.each<[RefusalCode, number]>([
  ["SUBGRAPH_UNAVAILABLE", 60_000],
  ["DEADLINE_PASSED", 100],
])("a change that was not answered for (%s) may have been made, and says how to ask again", async (code, left) => {
  standIn = () => {};
  const { data, errors } = await change(left);
  expect(calls).toBe(1);
  expect(data).toBeNull();
  expect(errors).toEqual([expect.objectContaining({ path: ["recordProgress"], message: expect.stringMatching(/may or may not have been made.*same idempotency key/) as string })]);
  expect(errors![0]!.extensions["code"]).toBe(code);
});

test("a change for which there is no time left is not begun, and does not say that it may have been", async () => {
  const { errors } = await change(0);
  expect(calls).toBe(0);
  expect(errors).toEqual([expect.objectContaining({ message: `${REFUSALS.DEADLINE_PASSED.says} Service: grants.` })]);
});

/** Asks the stand-in for a change, as the gateway's plan would, with so many milliseconds left. */
async function change(left: number): Promise<HubAnswer> {
  const grants = httpSubgraph({ name: "grants", address, timeoutMs: 200, sign: signer(processes.secret), log: openLog("silent") });
  const request = { query: `mutation { recordProgress(input: { idempotencyKey: "k" }) { id } }` };
  const context = { viewer: PUBLIC_VIEWER, requestId: "r", deadline: Date.now() + left };
  const answer = await new SubgraphDataSource("grants", grants).process({ request, context } as Parameters<SubgraphDataSource["process"]>[0]);
  await grants.close();
  return answer as HubAnswer;
}

/** A byte every tenth of the patience: there is always an answer under way, and never one. */
function drip(reply: Reply): void {
  reply.writeHead(200, json).write("{");
  const dripping = setInterval(() => reply.write(" "), PATIENCE / 10);
  reply.once("close", () => clearInterval(dripping));
}

async function within(ms: number, answer: Promise<HubAnswer>): Promise<HubAnswer> {
  const begun = performance.now();
  await answer;
  expect(performance.now() - begun).toBeLessThan(ms + MARGIN);
  return answer;
}

/** The answer has everything but the awards, each of which says why with the code, and tells nothing of the inside. */
function expectAllButAwards(answer: HubAnswer, code: RefusalCode): void {
  const nodes: { name: string; awards: unknown; plans: { nodes: unknown[] }; observations: { nodes: unknown[] } }[] = answer.data.partnerships.nodes;
  expect(nodes).toHaveLength(7);
  expect(nodes.every(({ name, awards }) => name && awards === null)).toBe(true);
  expect(nodes.some(({ plans, observations }) => plans.nodes.length > 0 && observations.nodes.length > 0)).toBe(true);
  expect(answer.errors!.map(({ path }) => path)).toEqual(nodes.map((_, i) => ["partnerships", "nodes", i, "awards"]));
  for (const error of answer.errors!) {
    expect(error.message).toBe(`${REFUSALS[code].says} Service: grants.`);
    expect(error.extensions).toMatchObject({ code, action: REFUSALS[code].act });
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|localhost|:\d{4,5}|ECONN|undici|stack|node_modules|nginx|passport/i);
  }
}
