/** Many who write one thing at the same moment, over HTTP: nothing is lost and nothing is done twice. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Audit } from "../../kernel/database/audit.js";
import { Callers, type Caller, type SentAnswer } from "../support/callers.js";
import { cloneDatabase, READS_ALL, TEST_SETTINGS } from "../support/database.js";
import { grantOfficer, member } from "../support/people.js";
import { Processes } from "../support/processes.js";

const WRITERS = 64;
const RECORD_AWARD = `mutation($input: AwardInput!, $expectedVersion: Int!, $key: ID!) {
  recordAward(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version awarded { pence } purpose knownFrom knownTo }
}`;
const RECORD_PROGRESS = `mutation($input: ProgressInput!, $expectedVersion: Int!, $key: ID!) {
  recordProgress(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version narrative knownFrom knownTo }
}`;

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let direct: pg.Pool;
let officers: Caller[];
let members: Caller[];

beforeAll(async () => {
  database = await cloneDatabase("documents");
  direct = new pg.Pool({ connectionString: database.url, max: 1, options: READS_ALL });
  direct.on("error", () => {});
  const dataDir = path.join(processes.folder(), "hub");
  const { address } = await processes.start({ file: "start.ts", settings: { DATABASE_URL: database.url, HUB_DATA_DIR: dataDir } });
  const callers = new Callers(dataDir);
  const everyone = Array.from({ length: WRITERS }, (_, n) => n);
  officers = await Promise.all(everyone.map((n) => callers.at(() => address, { ...grantOfficer("pcc-area-cambridgeshire"), subject: `officer-${n}` })));
  members = await Promise.all(everyone.map((n) => callers.at(() => address, { ...member("partnership-fenland"), subject: `member-${n}` })));
});

afterAll(async () => {
  await processes.clear();
  await direct.end();
  await database.drop();
});

const awardOf = (pence: number, more: object = {}): object => {
  const pounds = (pence / 100).toFixed(2);
  return { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: pounds, annualAmounts: [{ year: "2016/17", amount: pounds }], visibility: "PUBLISHED", ...more };
};
const progressOf = (month: string, narrative: string): object => ({
  action: "action-fenland-2014-15-1-2-1",
  period: { kind: "MONTH", from: `${month}-01`, to: `${month}-31` },
  narrative,
  deliveryRag: "AMBER",
});

/** Writes once, on whatever version there is: where somebody else was quicker it waits a moment and looks again. */
async function writeOnce(writer: Caller, seen: number, attempt: (version: number, key: string) => Promise<{ query: string; variables: Record<string, unknown> }>): Promise<void> {
  for (let lost = 0, version = seen; ; lost++) {
    const { query, variables } = await attempt(version, randomUUID());
    const answer = await writer.ask(query, variables);
    if (!answer.errors) return;
    const [{ extensions }] = answer.errors as [NonNullable<SentAnswer["errors"]>[number]];
    expect(extensions).toMatchObject({ code: "VERSION_MOVED", field: "expectedVersion" });
    expect(extensions["currentVersion"]).toBeGreaterThan(version);
    version = extensions["currentVersion"] as number;
    await sleep(Math.random() * Math.min(2_000, 200 * (lost + 1)));
  }
}

async function auditOf(service: string, id: string): Promise<{ versions: number[]; subjects: string[]; findings: string[] }> {
  const audit = await Audit.open(database.url, service, TEST_SETTINGS.rolePrefix);
  try {
    const entries = await audit.of(id);
    return { versions: entries.map(({ version }) => version), subjects: entries.map(({ subject }) => subject), findings: (await audit.verify()).findings };
  } finally {
    await audit.close();
  }
}

const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

test(`${WRITERS} grant officers each add a pound to one award at the same moment: each pound is there, each version once`, async () => {
  const first = await officers[0]!.ask(RECORD_AWARD, { input: awardOf(100, { purpose: "Begun" }), expectedVersion: 0, key: randomUUID() });
  const { id } = first.data.recordAward;
  await Promise.all(
    officers.map((officer, n) =>
      writeOnce(officer, 1, async (version, key) => {
        // What is there at the version that is expected: read anew, as a person would.
        const { data } = await officer.ask("query($id: ID!) { award(id: $id) { version awarded { pence } } }", { id });
        const read = data.award as { version: number; awarded: { pence: string } };
        expect(read.version).toBeGreaterThanOrEqual(version);
        return { query: RECORD_AWARD, variables: { input: awardOf(Number(read.awarded.pence) + 100, { award: id, purpose: `officer-${n}` }), expectedVersion: read.version, key } };
      }),
    ),
  );
  const history = (await direct.query<{ version: number; pence: string; purpose: string }>("select version, awarded_pence as pence, purpose from grants.award where id = $1 order by version", [id])).rows;
  expect(history.map(({ version }) => version)).toEqual(upTo(WRITERS + 1));
  expect(history.map(({ pence }) => Number(pence))).toEqual(upTo(WRITERS + 1).map((n) => n * 100));
  expect(history.slice(1).map(({ purpose }) => purpose).toSorted()).toEqual(officers.map((_, n) => `officer-${n}`).toSorted());
  const { versions, subjects, findings } = await auditOf("grants", id);
  expect(versions).toEqual(upTo(WRITERS + 1));
  expect(subjects.slice(1)).toEqual(history.slice(1).map(({ purpose }) => purpose));
  expect(findings).toEqual([]);
});

test(`${WRITERS} members report on one action and period at the same moment: one begins it, and each report is in the history`, async () => {
  await Promise.all(
    members.map((each, n) => writeOnce(each, 0, (version, key) => Promise.resolve({ query: RECORD_PROGRESS, variables: { input: progressOf("2014-10", `Reported by member-${n}.`), expectedVersion: version, key } }))),
  );
  const { rows: history } = await direct.query<{ id: string; version: number; narrative: string }>("select id, version, narrative from plans.progress_update where period_from = '2014-10-01' order by version");
  expect(history.map(({ version }) => version)).toEqual(upTo(WRITERS));
  expect(new Set(history.map(({ id }) => id)).size).toBe(1);
  expect(history.map(({ narrative }) => narrative).toSorted()).toEqual(members.map((_, n) => `Reported by member-${n}.`).toSorted());
  const { versions, subjects, findings } = await auditOf("plans", history[0]!.id);
  expect(versions).toEqual(upTo(WRITERS));
  expect(subjects.map((subject) => `Reported by ${subject}.`)).toEqual(history.map(({ narrative }) => narrative));
  expect(findings).toEqual([]);
});

test.each([
  ["an award", (key: string) => officers[0]!.ask(RECORD_AWARD, { input: awardOf(4_200), expectedVersion: 0, key })],
  ["progress", (key: string) => members[0]!.ask(RECORD_PROGRESS, { input: progressOf("2014-12", "Sent again and again."), expectedVersion: 0, key })],
])(`${WRITERS} requests at once to record %s under one key are one write and ${WRITERS} equal answers`, async (what, send) => {
  const key = randomUUID();
  const [service, table, field] = what === "progress" ? ["plans", "progress_update", "recordProgress"] : ["grants", "award", "recordAward"];
  const count = `select (select count(*)::int from ${service}.${table}) as rows, (select count(*)::int from ${service}.audit_entry) as entries`;
  const { rows: [before] } = await direct.query<{ rows: number; entries: number }>(count);
  const answers = await Promise.all(Array.from({ length: WRITERS }, () => send(key)));
  expect(answers[0]!.errors).toBeUndefined();
  expect(answers[0]!.data[field].version).toBe(1);
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const { rows: [after] } = await direct.query(count);
  expect(after).toEqual({ rows: before!.rows + 1, entries: before!.entries + 1 });
});
