/** Questions across services that run apart: who is told facts, what stands while their owner is away, and the command that looks after what is kept. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { PASSPORT_HEADER, signer } from "../../kernel/authority/passport.js";
import { HUB_VIEWER, PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { freePort } from "../../kernel/database/postgres-cluster.js";
import { cloneDatabase, READS_ALL } from "../support/database.js";
import { administrator, grantOfficer } from "../support/people.js";
import { Processes, until, type HubProcess } from "../support/processes.js";

const QUESTION = `{ partnerships(orderBy: { field: AWARDED, direction: DESC }) { nodes { id awardedTotal { amount { pence } upToDateAt } } } }`;

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let direct: pg.Pool;
let settings: Record<string, string>;
let grants: HubProcess;
let gateway: HubProcess;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  direct = new pg.Pool({ connectionString: database.url, max: 1, options: READS_ALL });
  direct.on("error", () => {});
  const [plansPort, grantsPort] = [await freePort(), await freePort()];
  const addresses = { PLANS_URL: `http://127.0.0.1:${plansPort}/graphql`, GRANTS_URL: `http://127.0.0.1:${grantsPort}/graphql` };
  settings = { DATABASE_URL: database.url, HUB_SECRET: processes.secret, PROJECTION_EVERY_MS: "100", HUB_DATA_DIR: processes.folder(), ...addresses };
  [, grants, gateway] = await Promise.all([service("plans", plansPort), service("grants", grantsPort), processes.start({ file: "gateway/main.ts", settings })]);
});
afterAll(async () => {
  await processes.clear();
  await direct.end();
  await database.drop();
});

const service = (name: string, port: number | string): Promise<HubProcess> => processes.start({ file: "services/main.ts", args: [name], settings: { ...settings, PORT: String(port) } });

describe("facts", () => {
  const sign = signer(processes.secret);
  const ALL = { topic: "award", after: null };

  async function askForFacts(passport: string | null, asked: object = ALL, address = grants.address): Promise<{ status: number; body: { facts?: { id: string }[]; errors?: { extensions: { code: string } }[] } }> {
    const response = await fetch(`${address}/facts`, { method: "POST", headers: { "content-type": "application/json", ...(passport === null ? {} : { [PASSPORT_HEADER]: passport }) }, body: JSON.stringify(asked) });
    return { status: response.status, body: (await response.json()) as Awaited<ReturnType<typeof askForFacts>>["body"] };
  }
  const passportOf = (viewer: Viewer, asked: object = ALL): Promise<string> => sign("grants", JSON.stringify(asked), { viewer, requestId: randomUUID(), deadline: Date.now() + 10_000 });
  const refused = (status: number, code: string): object => ({ status, body: { errors: [{ extensions: { code } }] } });

  test("are told to the hub's own parts", async () => {
    const { status, body } = await askForFacts(await passportOf(HUB_VIEWER));
    expect(status).toBe(200);
    expect(body.facts!.map(({ id }) => id)).toEqual(["award-peterborough-2015-16", "award-plymouth-2017-19"]);
  });

  test("are not told to whoever shows no passport, or one that the hub did not sign for this", async () => {
    expect(await askForFacts(null)).toMatchObject(refused(401, "PASSPORT_MISSING"));
    expect(await askForFacts(await signer("another secret of more than 32 characters")("grants", JSON.stringify(ALL), { viewer: HUB_VIEWER, requestId: randomUUID(), deadline: Date.now() + 10_000 }))).toMatchObject(refused(401, "PASSPORT_REFUSED"));
    expect(await askForFacts(await passportOf(HUB_VIEWER, { ...ALL, topic: "fund" }))).toMatchObject(refused(401, "PASSPORT_REFUSED"));
    const used = await passportOf(HUB_VIEWER);
    expect((await askForFacts(used)).status).toBe(200);
    expect(await askForFacts(used)).toMatchObject(refused(401, "PASSPORT_REFUSED"));
  });

  test.each<[string, Viewer]>([
    ["anyone", PUBLIC_VIEWER],
    ["a grant officer", grantOfficer("pcc-area-cambridgeshire")],
    ["an administrator", administrator("pcc-area-cambridgeshire")],
  ])("are not told to %s, whose passport the hub signed for a question", async (_, viewer) => {
    expect(await askForFacts(await passportOf(viewer))).toMatchObject(refused(400, "NOT_YOUR_DOOR"));
    const queue = { topic: "award", consumer: "plans", taken: [1, 2, 3] };
    expect(await askForFacts(await passportOf(viewer, queue), queue)).toMatchObject(refused(400, "NOT_YOUR_DOOR"));
  });

  test.each([{ topic: "fund", after: null }, { topic: "award; drop table grants.award", after: null }, { topic: "award", consumer: "plans", taken: ["1"] }, { topic: "award", after: { id: 1, version: "1" } }, {}])(
    "are not told where something is asked for that is not published, or not in the right form: %j",
    async (asked) => {
      expect(await askForFacts(await passportOf(HUB_VIEWER, asked), asked)).toMatchObject(refused(400, "MALFORMED_REQUEST"));
    },
  );

  test("are not to be had of the gateway", async () => {
    expect((await askForFacts(await passportOf(HUB_VIEWER), ALL, gateway.address)).status).toBe(404);
  });
});

interface Sum {
  id: string;
  awardedTotal: { amount: { pence: string }; upToDateAt: string | null };
}

async function ask(): Promise<Sum[]> {
  const { data, errors } = await gateway.ask(QUESTION);
  expect(errors).toBeUndefined();
  return data.partnerships.nodes as Sum[];
}
const age = (sums: Sum[]): number => new Date(sums[0]!.awardedTotal.upToDateAt ?? 0).getTime();
const becomesNewer = async (): Promise<void> => {
  const before = age(await ask());
  await until(async () => age(await ask()) > before, "The sums did not become newer");
};

test("while the service that owns the awards is away the answer stands and shows how old it is, and becomes newer when it is back", async () => {
  await becomesNewer();
  await grants.end("SIGKILL");
  // What was told just before is still being taken.
  await sleep(500);
  const alone = await ask();
  expect(alone.map(({ id, awardedTotal }) => [id, awardedTotal.amount.pence])).toEqual([
    ["partnership-plymouth", "40056800"],
    ...["south-cambridgeshire", "peterborough", "huntingdonshire", "fenland", "east-cambridgeshire", "cambridge"].map((place) => [`partnership-${place}`, "0"]),
  ]);
  await sleep(1_000);
  expect(await ask()).toEqual(alone);
  expect(Date.now() - age(alone)).toBeGreaterThan(1_000);
  grants = await service("grants", new URL(grants.address).port);
  await becomesNewer();
});

describe("the command", () => {
  const command = (...args: string[]) => processes.run({ file: "commands/projections.ts", args, settings: { ...settings, LOG_LEVEL: "silent" } });
  const kept = async (): Promise<object[]> => (await direct.query<object>("select award_id, version, year_from::text, partnership_id, pence, known_from, known_to, of_partnership, visibility from plans.awarded order by 1, 2, 3")).rows;

  test("shows what each service keeps, of whom, and how old it is", async () => {
    const { code, stdout, stderr } = await command();
    expect([code, stderr]).toEqual([0, ""]);
    const when = String.raw`up to date at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;
    for (const line of [`plans/award, from grants: ${when}`, `plans/funded, from grants: ${when}`, `plans/plans_facts, from plans: ${when}`, `plans/grants_facts, from grants: ${when}`, `plans/indicators_facts, from indicators: ${when}`, `grants/partnership, from plans: ${when}`, `grants/attributable, from plans: ${when}`, `grants/organisation, from plans: ${when}`, `grants/service_output, from indicators: ${when}`, `indicators/partnership, from plans: ${when}`]) expect(stdout).toMatch(new RegExp(`^${line}$`, "m"));
    expect(stdout.trim().split("\n")).toHaveLength(10);
  });

  test.each([[[]], [["--apart"]]])("makes a projection anew from what its source says, in the database or at its address: rebuild plans/award %j", async (apart) => {
    const before = await kept();
    expect(before).toHaveLength(3);
    await direct.query("update plans.awarded set pence = pence + 1, known_to = now()");
    await direct.query("delete from plans.awarded where award_id = 'award-plymouth-2017-19'");
    expect(await command("rebuild", "plans/award", ...apart)).toMatchObject({ code: 0, stdout: "plans/award: made anew from 2 facts\n", stderr: "" });
    expect(await kept()).toEqual(before);
  });

  test("says what can be made anew where it is asked for something else", async () => {
    for (const args of [["rebuild", "plans/fund"], ["destroy", "plans/award"]]) {
      expect(await command(...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("What is kept: plans/award, plans/funded, plans/plans_facts, plans/grants_facts, plans/indicators_facts, grants/partnership, grants/attributable, grants/organisation, grants/service_output, indicators/partnership") as string });
    }
  });

  test("leaves everything as it was where the source cannot be asked", async () => {
    const before = await kept();
    const { code, stdout } = await processes.run({ file: "commands/projections.ts", args: ["rebuild", "plans/award", "--apart"], settings: { ...settings, LOG_LEVEL: "silent", GRANTS_URL: "http://127.0.0.1:1/graphql" } });
    expect([code, stdout]).toEqual([1, ""]);
    expect(await kept()).toEqual(before);
  });
});
