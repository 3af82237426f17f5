/** What a service that runs by itself answers to whoever is not the hub, or is and asks twice. */
import { createHmac, randomUUID } from "node:crypto";
import { inspector, PASSPORT_HEADER, signer } from "../../kernel/authority/passport.js";
import { PUBLIC_VIEWER, Role } from "../../kernel/authority/viewer.js";
import { REFUSALS } from "../../kernel/refusals.js";
import { cloneDatabase } from "../support/database.js";
import { Processes, type HubProcess } from "../support/processes.js";

const QUESTION = JSON.stringify({ query: "{ partnerships { totalCount } }" });
const ENTITIES = JSON.stringify({
  query: "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Partnership { name } } }",
  variables: { representations: [{ __typename: "Partnership", id: "partnership-fenland", asOf: "2026-01-01" }] },
});
const SERVICE_SDL = JSON.stringify({ query: "{ _service { sdl } }" });

const processes = new Processes();
const sign = signer(processes.secret);
const asking = { viewer: PUBLIC_VIEWER, requestId: randomUUID(), deadline: Date.now() + 600_000 };
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let plans: HubProcess;

beforeAll(async () => {
  database = await cloneDatabase("documents");
  plans = await startPlans();
});

afterAll(async () => {
  await processes.clear();
  await database.drop();
});

test("what the hub signed for the service is answered", async () => {
  expect(await show(await sign("plans", QUESTION, asking), QUESTION)).toEqual({ status: 200, answer: { data: { partnerships: { totalCount: 7 } } } });
  expect(await show(await sign("plans", ENTITIES, asking), ENTITIES)).toMatchObject({ status: 200, answer: { data: { _entities: [{ name: expect.any(String) as string }] } } });
});

test.each([
  ["a question", QUESTION],
  ["things by their keys", ENTITIES],
  ["its schema", SERVICE_SDL],
  ["something that is no JSON", "{"],
])("whoever asks the service directly for %s is turned away", async (_, body) => {
  expect(await show(undefined, body)).toEqual(turnedAway("PASSPORT_MISSING"));
});

test("what comes without a passport is not even read", async () => {
  expect(await show(undefined, "x".repeat(100), "text/plain")).toEqual(turnedAway("PASSPORT_MISSING"));
});

test("a passport is good for one use", async () => {
  const passport = await sign("plans", QUESTION, asking);
  expect((await show(passport, QUESTION)).status).toBe(200);
  expect(await show(passport, QUESTION)).toEqual(turnedAway("PASSPORT_REFUSED"));
});

test("of many uses at once one is answered", async () => {
  const passport = await sign("plans", QUESTION, asking);
  const answers = await Promise.all(Array.from({ length: 8 }, () => show(passport, QUESTION)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401, 401, 401, 401]);
});

test("a passport that was used is refused by the service after a restart too", async () => {
  const passport = await sign("plans", QUESTION, asking);
  expect((await show(passport, QUESTION)).status).toBe(200);
  await plans.end("SIGKILL");
  plans = await startPlans(new URL(plans.address).port);
  expect(await show(passport, QUESTION)).toEqual(turnedAway("PASSPORT_REFUSED"));
  expect((await show(await sign("plans", QUESTION, asking), QUESTION)).status).toBe(200);
});

describe("a passport is refused", () => {
  const later = JSON.stringify({ query: "{ plans { totalCount } }" });
  test.each<[string, () => Promise<string> | string]>([
    ["that was signed for another body", () => sign("plans", later, asking)],
    ["that was signed for another service", () => sign("grants", QUESTION, asking)],
    ["that was signed with another secret", () => signer("another secret of more than 32 characters")("plans", QUESTION, asking)],
    ["whose claims were changed", async () => changed(await sign("plans", QUESTION, asking), { viewer: { ...PUBLIC_VIEWER, role: "HUB" } })],
    ["that is not signed at all", async () => unsigned(await sign("plans", QUESTION, asking))],
    ["that the bare secret signed", async () => signedByHand(await sign("plans", QUESTION, asking), processes.secret)],
    ["whose viewer has a role that nobody has", () => sign("plans", QUESTION, { ...asking, viewer: { ...PUBLIC_VIEWER, role: "KING" as Role } })],
    ["whose viewer's partnerships are no list", () => sign("plans", QUESTION, { ...asking, viewer: { ...PUBLIC_VIEWER, partnerships: "all" as unknown as string[] } })],
    ["that names no request", () => sign("plans", QUESTION, { ...asking, requestId: "" })],
    ["that is no passport", () => "all.access.areas"],
  ])("%s", async (_, make) => {
    expect(await show(await make(), QUESTION)).toEqual(turnedAway("PASSPORT_REFUSED"));
  });
});

describe("by the clock of the service", () => {
  const body = Buffer.from(QUESTION);
  const clock = Date.now;
  let now: number;
  beforeEach(() => {
    now = Date.UTC(2026, 0, 1);
    Date.now = () => now;
  });
  afterEach(() => void (Date.now = clock));

  test.each([
    [29_999, "is believed"],
    [30_000, "has expired"],
    [-5_000, "is believed"],
    [-5_001, "was issued in the future"],
  ])("a passport that was issued %d ms ago %s", async (age, verdict) => {
    const inspect = inspector(processes.secret, "plans");
    now += 60_000;
    const passport = await sign("plans", body, asking);
    now += age;
    if (verdict === "is believed") expect(await inspect(passport, body)).toEqual(asking);
    else await expect(inspect(passport, body)).rejects.toMatchObject({ code: "PASSPORT_REFUSED", why: `it ${verdict}` });
  });

  test("a passport that was used is remembered until it has expired by itself", async () => {
    const inspect = inspector(processes.secret, "plans");
    const ahead = now + 5_000;
    now = ahead;
    const passport = await sign("plans", body, asking);
    now -= 5_000;
    await inspect(passport, body);
    for (now += 1_000; now < ahead + 30_000; now += 1_000) {
      await inspect(await sign("plans", body, asking), body);
      await expect(inspect(passport, body)).rejects.toMatchObject({ why: "it was used before" });
    }
    await expect(inspect(passport, body)).rejects.toMatchObject({ why: "it has expired" });
  });

  test("a passport that was issued before the process started is refused: nobody there knows whether it was used", async () => {
    const passport = await sign("plans", body, asking);
    now += 1;
    await expect(inspector(processes.secret, "plans")(passport, body)).rejects.toMatchObject({ why: "it was issued before this process started" });
  });
});

test.each(["{", "[]", "null", "{}", '{"query":7}', '{"query":"{ __typename }","variables":"x"}', '{"query":"{ __typename }","operationName":1}'])(
  "what the hub signed and is no GraphQL request is refused as that: %s",
  async (body) => {
    const { status, answer } = await show(await sign("plans", body, asking), body);
    expect({ status, answer }).toEqual({ status: 400, answer: { errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: "MALFORMED_REQUEST" }) as object })] } });
  },
);

test("a body that is not sent as JSON is refused", async () => {
  expect((await show(await sign("plans", QUESTION, asking), QUESTION, "text/plain")).status).toBe(415);
});

test("health is told to anyone", async () => {
  expect(await plans.health("live")).toEqual({ status: 200, body: { status: "live" } });
  expect(await plans.health("ready")).toEqual({ status: 200, body: { status: "ready", parts: { database: "up" } } });
});

function startPlans(port = "0"): Promise<HubProcess> {
  return processes.start({ file: "services/main.ts", args: ["plans"], settings: { HUB_SECRET: processes.secret, DATABASE_URL: database.url, PORT: port } });
}

async function show(passport: string | undefined, body: string, type = "application/json"): Promise<{ status: number; answer: unknown }> {
  const headers = { "content-type": type, ...(passport ? { [PASSPORT_HEADER]: passport } : {}) };
  const response = await fetch(`${plans.address}/graphql`, { method: "POST", headers, body });
  return { status: response.status, answer: await response.json() };
}

/** The code, its sentence, and nothing of why. */
function turnedAway(code: "PASSPORT_MISSING" | "PASSPORT_REFUSED"): { status: number; answer: unknown } {
  const { says, act } = REFUSALS[code];
  return { status: 401, answer: { errors: [{ message: says, extensions: { code, action: act } }] } };
}

function changed(passport: string, claims: object): string {
  const [header, payload, signature] = passport.split(".");
  return [header, base64({ ...(JSON.parse(Buffer.from(payload!, "base64url").toString()) as object), ...claims }), signature].join(".");
}

function unsigned(passport: string): string {
  return [base64({ alg: "none" }), passport.split(".")[1], ""].join(".");
}

function signedByHand(passport: string, secret: string): string {
  const signed = passport.split(".").slice(0, 2).join(".");
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
