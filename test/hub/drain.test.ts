/** A part that is told to stop while sixteen askers ask without a pause: nothing that it took is lost, and its replacement is found. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { services } from "../../services/index.js";
import { cloneDatabase } from "../support/database.js";
import { Processes, until, type HubProcess } from "../support/processes.js";

const QUESTION = JSON.stringify({ query: "{ partnerships { nodes { name awards { totalCount } observations { totalCount } plans { nodes { title } } } } }" });

const DRAIN_MS = 2_000;

/** One request of the load. Times are milliseconds of the test's clock. */
interface Asked {
  begun: number;
  /** What became of it: the status and the codes of an answer, or how the connection failed. */
  outcome: string;
  /** Whether the answer was the last of its connection. */
  last: boolean;
}

const WHOLE = "200";
const NOBODY_LISTENS = "ECONNREFUSED";
/** What becomes of a connection that waits to be accepted in the moment in which the door closes. */
const DOOR_CLOSES = ["ECONNRESET", "UND_ERR_SOCKET"];

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let parts: Record<string, HubProcess>;
let gateway: HubProcess;
let load: ReturnType<typeof askOn> | undefined;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  parts = Object.fromEntries(await Promise.all(services.map(async ({ name }) => [name, await startPart(name)] as const)));
  gateway = await startPart("gateway");
});

afterEach(() => load?.stop());

afterAll(async () => {
  await processes.clear();
  await database.drop();
});

test("a gateway that is told to stop says that it is not ready, answers all that it took, and ends in order", async () => {
  const { asked, stop } = (load = askOn(gateway.address));
  await until(() => asked.length > 50, "The gateway did not answer", 60_000);
  const told = performance.now();
  const ending = gateway.end("SIGTERM");
  await sleep(DRAIN_MS / 4);
  expect(await gateway.health("ready")).toEqual({ status: 503, body: { status: "draining" } });
  expect((await gateway.health("live")).status).toBe(200);
  expect(await ending).toMatchObject({ code: 0, signal: null, stderr: "" });
  expect(performance.now() - told).toBeGreaterThan(DRAIN_MS);

  gateway = await startPart("gateway", gateway.address);
  const replaced = performance.now();
  await until(() => asked.filter(({ begun }) => begun > replaced).length > 50, "The replacement did not answer", 60_000);
  await stop();

  expect(outcomesOf(asked.filter(({ begun }) => begun < told + DRAIN_MS - 100))).toEqual([WHOLE]);
  expect(outcomesOf(asked).filter((outcome) => !DOOR_CLOSES.includes(outcome))).toEqual([WHOLE, NOBODY_LISTENS]);
  expect(outcomesOf(asked.filter(({ begun }) => begun > replaced))).toEqual([WHOLE]);
  const leaving = asked.filter(({ begun }) => begun > told + 100 && begun < told + DRAIN_MS - 100);
  expect(leaving).not.toHaveLength(0);
  expect(leaving.every(({ last }) => last)).toBe(true);
});

test.each(services.map(({ name }) => name))("when %s is told to stop, all that it took is answered, and the gateway finds its replacement by itself", async (name) => {
  const { asked, stop } = (load = askOn(gateway.address));
  await until(() => asked.length > 50, "The gateway did not answer", 60_000);
  const told = performance.now();
  const ending = parts[name]!.end("SIGTERM");
  await sleep(DRAIN_MS / 4);
  expect(await parts[name]!.health("ready")).toEqual({ status: 503, body: { status: "draining" } });
  expect(await ending).toMatchObject({ code: 0, signal: null, stderr: "" });

  parts[name] = await startPart(name, parts[name]!.address);
  const replaced = performance.now();
  await until(() => asked.filter(({ begun }) => begun > replaced).length > 50, "The replacement did not answer", 60_000);
  await stop();

  expect(outcomesOf(asked.filter(({ begun }) => begun < told))).toEqual([WHOLE]);
  // While nobody is there the gateway says so, and answers the rest.
  expect(outcomesOf(asked)).toEqual([WHOLE, "200 SUBGRAPH_UNAVAILABLE"]);
  expect(outcomesOf(asked.filter(({ begun }) => begun > replaced))).toEqual([WHOLE]);
});

test("whoever tells a part to stop a second time does not wait", async () => {
  const told = performance.now();
  void gateway.end("SIGTERM");
  await until(async () => (await gateway.health("ready")).status === 503, "The gateway did not begin to drain");
  expect((await gateway.end("SIGTERM")).code).toBe(1);
  expect(performance.now() - told).toBeLessThan(DRAIN_MS);
  gateway = await startPart("gateway");
});

test("whoever interrupts a part does not wait for it to drain, nor for connections on which nothing was asked", async () => {
  const silent = connect(Number(new URL(gateway.address).port), "127.0.0.1");
  await once(silent, "connect");
  const told = performance.now();
  expect(await gateway.end("SIGINT")).toMatchObject({ code: 0, stderr: "" });
  expect(performance.now() - told).toBeLessThan(DRAIN_MS);
  silent.destroy();
});

function startPart(name: string, at?: string): Promise<HubProcess> {
  const settings: Record<string, string> = { HUB_SECRET: processes.secret, DRAIN_MS: String(DRAIN_MS), PORT: at ? new URL(at).port : "0" };
  if (name !== "gateway") return processes.start({ file: "services/main.ts", args: [name], settings: { ...settings, DATABASE_URL: database.url } });
  const addresses = Object.entries(parts).map(([part, { address }]) => [`${part.toUpperCase()}_URL`, `${address}/graphql`]);
  return processes.start({ file: "gateway/main.ts", settings: { ...settings, ...(Object.fromEntries(addresses) as Record<string, string>) } });
}

/** Sixteen askers, each on a connection that it keeps as long as it may. */
function askOn(address: string): { asked: Asked[]; stop: () => Promise<void> } {
  const pool = new Pool(address, { connections: 16 });
  const asked: Asked[] = [];
  let stopped = false;
  const askers = Array.from({ length: 16 }, async () => {
    while (!stopped) {
      const begun = performance.now();
      try {
        const { statusCode, headers, body } = await pool.request({ method: "POST", path: "/graphql", headers: { "content-type": "application/json" }, body: QUESTION });
        const { errors = [] } = (await body.json()) as { errors?: { extensions: { code: string } }[] };
        asked.push({ begun, outcome: [statusCode, ...new Set(errors.map(({ extensions }) => extensions.code))].join(" "), last: headers["connection"] === "close" });
      } catch (error) {
        asked.push({ begun, outcome: String((error as { code?: unknown }).code), last: true });
        await sleep(20);
      }
    }
  });
  return {
    asked,
    async stop() {
      stopped = true;
      await Promise.all(askers);
      if (!pool.closed) await pool.close();
    },
  };
}

function outcomesOf(asked: Asked[]): string[] {
  return [...new Set(asked.map(({ outcome }) => outcome))].toSorted();
}
