/** One service down: what it owns is missing and says so, all the rest is answered, and the hub recovers by itself. */
import { REFUSALS } from "../../kernel/refusals.js";
import { services } from "../../services/index.js";
import { cloneDatabase } from "../support/database.js";
import type { HubAnswer } from "../support/hub.js";
import { Processes, until, type HubProcess } from "../support/processes.js";

const QUESTION = /* GraphQL */ `
  {
    partnerships {
      nodes {
        name
        plans { nodes { title } }
        awards { nodes { awarded { pounds } } }
        observations(first: 3) { nodes { value indicator { name } } }
      }
    }
  }
`;

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let grants: HubProcess;
let hub: HubProcess;
let whole: HubAnswer;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  const started = await Promise.all(services.map(({ name }) => startService(name)));
  grants = started[services.findIndex(({ name }) => name === "grants")]!;
  const addresses: Record<string, string> = Object.fromEntries(services.map(({ name }, place) => [`${name.toUpperCase()}_URL`, `${started[place]!.address}/graphql`]));
  hub = await processes.start({ file: "gateway/main.ts", settings: { HUB_SECRET: processes.secret, ...addresses } });
  whole = await hub.ask(QUESTION);
});

afterAll(async () => {
  await processes.clear();
  await database.drop();
});

test("with every service up the answer is whole and the hub is ready", async () => {
  expect(whole.errors).toBeUndefined();
  const partnerships: { awards: { nodes: object[] } }[] = whole.data.partnerships.nodes;
  expect(partnerships.some(({ awards }) => awards.nodes.length > 0)).toBe(true);
  expect(await hub.health("ready")).toEqual({ status: 200, body: { status: "ready", parts: { plans: "up", grants: "up", indicators: "up" } } });
});

describe("when grants is killed", () => {
  beforeAll(() => grants.end("SIGKILL"));

  test("its fields are null with a code and a path, and the rest of the answer stands", async () => {
    expectAllButGrants(await hub.ask(QUESTION));
  });

  test("a question for nothing of grants is answered without an error", async () => {
    const answer = await hub.ask(`{ partnerships { totalCount } observations { totalCount } }`);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.observations.totalCount).toBeGreaterThan(0);
  });

  test("a list of grants at the top of a question takes nothing else of the answer with it", async () => {
    const answer = await hub.ask(`{ partnerships { totalCount } awards { totalCount } }`);
    expect(answer.data).toEqual({ partnerships: { totalCount: expect.any(Number) as number }, awards: null });
    expectUnavailable(answer, ["awards"]);
  });

  test("the hub says that it is alive, and that it is not ready for want of grants", async () => {
    expect(await hub.health("live")).toEqual({ status: 200, body: { status: "live" } });
    expect(await hub.health("ready")).toEqual({ status: 503, body: { status: "degraded", parts: { plans: "up", grants: "down", indicators: "up" } } });
  });

  test("the hub recovers by itself when grants is started again", async () => {
    grants = await startService("grants", new URL(grants.address).port);
    await until(async () => (await hub.ask(QUESTION)).errors === undefined, "The hub did not recover");
    expect(await hub.ask(QUESTION)).toEqual(whole);
    expect(await hub.health("ready")).toMatchObject({ status: 200, body: { status: "ready" } });
  });
});

function startService(name: string, port = "0"): Promise<HubProcess> {
  return processes.start({ file: "services/main.ts", args: [name], settings: { HUB_SECRET: processes.secret, DATABASE_URL: database.url, PORT: port } });
}

/** The answer has everything but the awards, which are null. */
function expectAllButGrants(answer: HubAnswer): void {
  const nodes: object[] = whole.data.partnerships.nodes;
  expect(nodes.length).toBeGreaterThan(0);
  expect(answer.data).toEqual({ partnerships: { nodes: nodes.map((each) => ({ ...each, awards: null })) } });
  expectUnavailable(answer, ["partnerships"]);
}

/** The only errors say that grants is unavailable, at a place under the path, and tell nothing of the inside. */
function expectUnavailable(answer: HubAnswer, path: string[]): void {
  expect(answer.errors).not.toHaveLength(0);
  for (const error of answer.errors!) {
    expect(error.extensions).toMatchObject({ code: "SUBGRAPH_UNAVAILABLE", action: REFUSALS.SUBGRAPH_UNAVAILABLE.act });
    expect(error.message).toBe(`${REFUSALS.SUBGRAPH_UNAVAILABLE.says} Service: grants.`);
    expect(error.path?.slice(0, path.length)).toEqual(path);
    expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|localhost|:\d{4,5}|ECONN|undici|stack|node_modules/i);
  }
}
