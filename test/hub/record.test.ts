import { setTimeout as sleep } from "node:timers/promises";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { refusalOf, startHub, type TestHub } from "../support/hub.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const RECORD_PROGRESS = `mutation($input: ProgressInput!, $expectedVersion: Int!, $key: ID!) {
  recordProgress(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version narrative deliveryRag visibility knownFrom action { id title } project { id } period { label } }
}`;
const RECORD_AWARD = `mutation($input: AwardInput!, $expectedVersion: Int!, $key: ID!) {
  recordAward(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version awarded { pounds } annualAmounts { year amount { pounds } } visibility partnership { name } }
}`;
const QUARTER = { kind: "FINANCIAL_QUARTER", from: "2014-07-01", to: "2014-09-30" };
const ACTION = "action-fenland-2014-15-1-2-1";
const fenland = member("partnership-fenland");
const officer = grantOfficer("pcc-area-cambridgeshire");
let keys = 0;
const newKey = (): string => `test-key-${String(++keys)}`;

const progress = (narrative: string, more: object = {}) => ({ action: ACTION, period: QUARTER, narrative, deliveryRag: "AMBER", ...more });
const award = (more: object = {}) => ({
  fund: "fund-cambridgeshire-pcc-safer-peterborough",
  partnership: "partnership-peterborough",
  awarded: "100.01",
  annualAmounts: [{ year: "2016/17", amount: "100.01" }],
  ...more,
});

test("a member records progress on an action of the partnership, for the partnership's eyes unless published", async () => {
  const input = progress("Two forums were held.");
  const answer = await hub.as(fenland).ask(RECORD_PROGRESS, { input, expectedVersion: 0, key: newKey() });
  expect(answer.errors).toBeUndefined();
  expect(answer.data.recordProgress).toMatchObject({ version: 1, narrative: "Two forums were held.", deliveryRag: "AMBER", visibility: "PARTNERSHIP", action: { id: ACTION }, project: null });
  const { id } = answer.data.recordProgress;
  const seen = (asker: { ask: TestHub["ask"] }) => asker.ask(`query($id: ID!) { progressUpdate(id: $id) { id } }`, { id });
  const sees = async (asker: { ask: TestHub["ask"] }): Promise<boolean> => (await seen(asker)).data.progressUpdate !== null;
  expect(await sees(hub.as(fenland))).toBe(true);
  expect(await sees(hub.as(officer))).toBe(true);
  expect(await sees(hub.as(analyst("pcc-area-cambridgeshire")))).toBe(true);
  expect(await sees(hub.as(app("partnership-fenland", "read")))).toBe(true);
  expect(await sees(hub)).toBe(false);
  expect(await sees(hub.as(member("partnership-peterborough")))).toBe(false);
  expect(await sees(hub.as(analyst("pcc-area-devon-and-cornwall")))).toBe(false);

  const changed = await hub.as(fenland).ask(RECORD_PROGRESS, { input: progress("Three forums were held.", { visibility: "PUBLISHED" }), expectedVersion: 1, key: newKey() });
  expect(changed.data.recordProgress).toMatchObject({ id, version: 2, visibility: "PUBLISHED" });
  expect(await sees(hub)).toBe(true);
});

test("a grant officer records an award of the area, exact to the penny", async () => {
  const answer = await hub.as(officer).ask(RECORD_AWARD, { input: award(), expectedVersion: 0, key: newKey() });
  expect(answer.errors).toBeUndefined();
  expect(answer.data.recordAward).toMatchObject({ version: 1, awarded: { pounds: "100.01" }, visibility: "PARTNERSHIP", partnership: { name: "Safer Peterborough Partnership" } });
  const short = await hub.as(officer).ask(RECORD_AWARD, { input: award({ awarded: "100.02" }), expectedVersion: 0, key: newKey() });
  expect(refusalOf(short, "AMOUNTS_DO_NOT_SUM").field).toBe("input.annualAmounts");
  expect(short.data.recordAward).toBeNull();
});

test("acts of a noun share a table of their connection, empty between them, and what the database thought out; it compiles nothing", async () => {
  const { pool } = hub.service("grants").database;
  const record = async (more: object = {}): Promise<unknown> => hub.as(officer).ask(RECORD_AWARD, { input: award(more), expectedVersion: 0, key: newKey() });
  /** What stands in each connection of the service that acts were done through. */
  const stands = async (): Promise<{ jit: string; tables: number; prepared: number; staged: number }[]> => {
    // An answer may come before its connection is given back.
    while (pool.idleCount < pool.totalCount) await sleep(10);
    const clients = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
    const found: { jit: string; tables: number; prepared: number; staged: number }[] = [];
    for (const client of clients) {
      const { rows } = await client.query<{ jit: string; tables: number; prepared: number }>(
        `select current_setting('jit') as jit, (select count(*)::int from pg_class where relnamespace = pg_my_temp_schema() and relkind = 'r') as tables, (select count(*)::int from pg_prepared_statements) as prepared`,
      );
      const [each] = rows;
      expect(each!.jit).toBe("off");
      if (each!.tables) found.push({ ...each!, staged: (await client.query("select from staged_grants_award")).rowCount! });
      client.release();
    }
    return found;
  };
  for (let n = 0; n < 5; n++) await record();
  const first = await stands();
  expect(first.length).toBeGreaterThan(0);
  for (const each of first) expect(each).toMatchObject({ tables: 1, staged: 0 });
  for (let n = 0; n < 5; n++) await record();
  // One that is refused in the middle leaves nothing either.
  await record({ fund: "fund-nowhere" });
  const later = await stands();
  const most = (found: Awaited<ReturnType<typeof stands>>): number => Math.max(...found.map(({ prepared }) => prepared));
  expect(most(later)).toBe(most(first));
  for (const each of later) expect(each).toMatchObject({ tables: 1, staged: 0 });
});

test("a steward imports what is of the area, and nothing of another's", async () => {
  const IMPORT = `mutation($csv: String!, $key: ID!) { importPlansFile(file: PARTNERSHIPS, csv: $csv, idempotencyKey: $key) { read written unchanged refused problems { line column code action } } }`;
  const csv = (area: string, name = "Huntingdonshire Community Safety Partnership"): string => `id,name,place,pcc_area,gss_code,document,section,as_printed,known_from\npartnership-huntingdonshire,${name},Huntingdonshire,${area},,,,,\n`;
  const key = newKey();
  const cambridgeshire = hub.as(steward("pcc-area-cambridgeshire"));
  const ask = (who: { ask: TestHub["ask"] }, text: string, withKey = newKey()) => who.ask(IMPORT, { csv: text, key: withKey });
  const outside = await ask(cambridgeshire, csv("pcc-area-devon-and-cornwall"));
  expect(outside.data.importPlansFile).toMatchObject({ written: 0, refused: 1, problems: [{ line: 2, column: "pcc_area", code: "OUTSIDE_YOUR_REACH" }] });
  const taken = await ask(cambridgeshire, csv("pcc-area-cambridgeshire"), key);
  expect(taken.data.importPlansFile).toMatchObject({ read: 1, written: 1, refused: 0 });
  expect(await ask(cambridgeshire, csv("pcc-area-cambridgeshire"), key)).toEqual(taken);
  const moved = await ask(hub.as(steward("pcc-area-devon-and-cornwall")), csv("pcc-area-devon-and-cornwall"));
  expect(moved.data.importPlansFile).toMatchObject({ written: 0, refused: 1, problems: [{ code: "OUTSIDE_YOUR_REACH" }] });
});

test("the same key gets the same answer, at the same moment too, and stands for one request alone", async () => {
  const key = newKey();
  const input = progress("Once.", { period: { kind: "MONTH", from: "2014-10-01", to: "2014-10-31" } });
  const answers = await Promise.all(Array.from({ length: 8 }, () => hub.as(fenland).ask(RECORD_PROGRESS, { input, expectedVersion: 0, key })));
  expect(answers[0]!.errors).toBeUndefined();
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const { id } = answers[0]!.data.recordProgress;
  expect(await hub.sql("select version from plans.progress_update where id = $1", [id])).toEqual([{ version: 1 }]);
  await hub.as(fenland).ask(RECORD_PROGRESS, { input: { ...input, narrative: "Changed since." }, expectedVersion: 1, key: newKey() });
  expect(await hub.as(fenland).ask(RECORD_PROGRESS, { input, expectedVersion: 0, key })).toEqual(answers[0]);
  const reused = await hub.as(fenland).ask(RECORD_PROGRESS, { input: { ...input, narrative: "Else." }, expectedVersion: 0, key });
  expect(refusalOf(reused, "IDEMPOTENCY_KEY_REUSED").field).toBe("idempotencyKey");
  // Another's key of the same text is another key.
  const other = await hub.as({ ...fenland, subject: "another-member" }).ask(RECORD_PROGRESS, { input: { ...input, period: QUARTER, project: "project-fenland-2014-15-1-2-1-1" }, expectedVersion: 0, key });
  expect(other.errors).toBeUndefined();
});

test("of two who expect the same version one wins, and the other is told where it is now", async () => {
  const recorded = await hub.as(officer).ask(RECORD_AWARD, { input: award({ purpose: "First" }), expectedVersion: 0, key: newKey() });
  const { id } = recorded.data.recordAward;
  const both = await Promise.all(["a", "b"].map((purpose) => hub.as(officer).ask(RECORD_AWARD, { input: award({ award: id, purpose }), expectedVersion: 1, key: newKey() })));
  const lost = both.filter(({ errors }) => errors);
  expect(lost).toHaveLength(1);
  expect(lost[0]!.errors![0]!.extensions).toMatchObject({ code: "VERSION_MOVED", field: "expectedVersion", currentVersion: 2 });
});

test("who may not come through a door, and who acts for another, is refused with nothing written", async () => {
  const before = await hub.sql("select (select count(*) from plans.progress_update) p, (select count(*) from grants.award) a, (select count(*) from plans.write_request) r");
  const record = (viewer: Parameters<TestHub["as"]>[0], input: object = progress("No.", { period: { kind: "MONTH", from: "2015-01-01", to: "2015-01-31" } })) => hub.as(viewer).ask(RECORD_PROGRESS, { input, expectedVersion: 0, key: newKey() });
  for (const viewer of [officer, analyst("pcc-area-cambridgeshire"), steward("pcc-area-cambridgeshire"), administrator("pcc-area-cambridgeshire"), app("partnership-fenland", "read")]) {
    refusalOf(await record(viewer), "NOT_YOUR_DOOR");
  }
  refusalOf(await hub.ask(RECORD_PROGRESS, { input: progress("No."), expectedVersion: 0, key: newKey() }), "NOT_YOUR_DOOR");
  expect(refusalOf(await record(member("partnership-peterborough")), "OUTSIDE_YOUR_REACH").field).toBe("input.action");
  refusalOf(await record(app("partnership-peterborough", "progress:write")), "OUTSIDE_YOUR_REACH");
  const devon = await hub.as(grantOfficer("pcc-area-devon-and-cornwall")).ask(RECORD_AWARD, { input: award(), expectedVersion: 0, key: newKey() });
  expect(refusalOf(devon, "OUTSIDE_YOUR_REACH").field).toBe("input.partnership");
  refusalOf(await hub.as(fenland).ask(RECORD_AWARD, { input: award(), expectedVersion: 0, key: newKey() }), "NOT_YOUR_DOOR");
  expect(await hub.sql("select (select count(*) from plans.progress_update) p, (select count(*) from grants.award) a, (select count(*) from plans.write_request) r")).toEqual(before);
});
