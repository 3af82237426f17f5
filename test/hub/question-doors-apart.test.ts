/** The doors of saved questions over services in processes of their own, behind sign-in: with a part down no half table is shown. */
import { openDevelopmentKeys } from "../../kernel/authority/keys.js";
import { makeToken } from "../../kernel/authority/tokens.js";
import { cloneDatabase } from "../support/database.js";
import { member } from "../support/people.js";
import { Processes, type HubProcess } from "../support/processes.js";

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let plans: HubProcess;
let gateway: HubProcess;
let headers: Record<string, string>;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  const settings = { HUB_SECRET: processes.secret, HUB_DATA_DIR: processes.folder(), LOG_LEVEL: "info" };
  const parts = await Promise.all(["plans", "indicators"].map((name) => processes.start({ file: "services/main.ts", args: [name], settings: { ...settings, DATABASE_URL: database.url } })));
  plans = parts[0]!;
  gateway = await processes.start({ file: "gateway/main.ts", settings: { ...settings, PUBLIC_READING: "off", PLANS_URL: `${plans.address}/graphql`, INDICATORS_URL: `${parts[1]!.address}/graphql` } });
  headers = { authorization: `Bearer ${await makeToken(await openDevelopmentKeys(settings.HUB_DATA_DIR), member("partnership-fenland"), 300)}` };
});

afterAll(async () => {
  await processes.clear();
  await database.drop();
});

async function read(path: string, sent: Record<string, string> = headers): Promise<{ status: number; type: string; body: string }> {
  const answer = await fetch(`${gateway.address}${path}`, { headers: sent });
  return { status: answer.status, type: answer.headers.get("content-type") ?? "", body: await answer.text() };
}

test("without a token nothing is shown, not even which questions there are", async () => {
  for (const path of ["/q", "/q/compare-plans.csv", "/q/nothing.json"]) {
    const { status, type, body } = await read(path, {});
    expect([status, type]).toEqual([401, "application/problem+json; charset=utf-8"]);
    expect(JSON.parse(body)).toMatchObject({ code: "SIGN_IN_NEEDED" });
  }
});

test("a table is shown while the services it needs answer, and refused whole when one of them does not", async () => {
  const whole = await read("/q/inconsistent-targets.csv");
  expect([whole.status, whole.body.split("\r\n").length]).toEqual([200, 3]);
  await plans.end("SIGKILL");
  for (const path of ["/q/inconsistent-targets.csv", "/q/inconsistent-targets.json", "/q/compare-plans.json"]) {
    const { status, type, body } = await read(path);
    expect([status, type]).toEqual([503, "application/problem+json; charset=utf-8"]);
    expect(JSON.parse(body)).toMatchObject({ code: "SUBGRAPH_UNAVAILABLE", detail: expect.stringMatching(/^The service that owns these fields cannot be reached\. Service: plans\. A table is shown whole or not at all\.$/) as string });
  }
  expect((await read("/q")).status).toBe(200);
});

test("the log has a line for each of them, with its code and the role, and nothing of who or what", async () => {
  const { stdout } = await gateway.end("SIGTERM");
  const lines = stdout.split("\n").filter((line) => line.includes('"request"')).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ status, role, operation, errors }) => [status, role, operation, errors])).toEqual([
    ...Array.from({ length: 3 }, () => [401, null, null, ["SIGN_IN_NEEDED"]]),
    [200, "MEMBER", "InconsistentTargets", []],
    [503, "MEMBER", "InconsistentTargets", ["SUBGRAPH_UNAVAILABLE"]],
    [503, "MEMBER", "InconsistentTargets", ["SUBGRAPH_UNAVAILABLE"]],
    [503, "MEMBER", "ComparePlans", ["SUBGRAPH_UNAVAILABLE"]],
    [200, "MEMBER", null, []],
  ]);
});
