/** The audit: who changed what and by which request; and that nobody changes anything past it unseen, be it with the rights of the tables' owner. */
import path from "node:path";
import pg from "pg";
import { Audit, type AuditReport } from "../../kernel/database/audit.js";
import { Callers, type Caller } from "../support/callers.js";
import { READS_ALL, TEST_SETTINGS } from "../support/database.js";
import { startHub, type TestHub } from "../support/hub.js";
import { grantOfficer, member, steward } from "../support/people.js";
import { Processes, until } from "../support/processes.js";
import { testRolesOf } from "../support/service-sql.js";

const AWARD = "award-peterborough-2015-16";
const PLYMOUTH = "award-plymouth-2017-19";
const AWARDS = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from";
const awardRow = (id: string, pounds: string): string => `${id},fund-cambridgeshire-pcc-safer-peterborough,partnership-peterborough,,${pounds},2015/16 ${pounds},,,,,`;
const file = (header: string, ...rows: string[]): string => [header, ...rows, ""].join("\n");

let hub: TestHub;
let owner: pg.Client;
beforeEach(async () => {
  hub = await startHub();
  owner = new pg.Client({ connectionString: hub.databaseUrl, options: READS_ALL });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await hub.close();
});

/** Works with the service's audit. */
async function audit<T>(work: (audit: Audit) => Promise<T>, service = "grants"): Promise<T> {
  const opened = await Audit.open(hub.databaseUrl, service, TEST_SETTINGS.rolePrefix);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const verify = (): Promise<AuditReport> => audit((each) => each.verify());
const findings = async (): Promise<string[]> => (await verify()).findings;

/** What somebody does who has the rights of the tables' owner and turns off whatever is in the way. */
async function tamper(...statements: string[]): Promise<void> {
  const tables = ["grants.audit_entry", "grants.audit_head", "grants.award", "grants.fund"];
  const aside = (way: "disable" | "enable"): string[] => tables.map((table) => `alter table ${table} ${way} trigger user`);
  const walls = (way: "no force" | "force"): string[] => ["grants.award", "grants.fund"].map((table) => `alter table ${table} ${way} row level security`);
  await owner.query(["begin", ...aside("disable"), ...walls("no force"), ...statements, ...walls("force"), ...aside("enable"), "commit"].join(";\n"));
}

/** Gives an entry of which hash and chain are reckoned anew, as whoever knows how they are made would. */
const reckoned = (id: string, version: number): string => `
  update grants.audit_entry e set previous = (select p.hash from grants.audit_entry p where p.noun = e.noun and p.id = e.id and p.version = e.version - 1) where id = '${id}' and version = ${version};
  update grants.audit_entry e set hash = grants.audit_hash(e) where id = '${id}' and version = ${version}`;

/** Moves entries to former days, with everything that follows from it. */
const ago = (id: string, version: number, days: number): string => `update grants.audit_entry set at = at - interval '${days} days' where id = '${id}' and version = ${version}; ${reckoned(id, version)}`;

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Seals as the service does. */
async function seal(): Promise<number> {
  const { rows } = await hub.service("grants").database.pool.query<{ sealed: number }>("select grants.seal_audit() as sealed");
  return rows[0]!.sealed;
}

describe("an entry", () => {
  const processes = new Processes();
  let asker: (viewer: Parameters<Callers["at"]>[1]) => Promise<Caller>;
  beforeEach(async () => {
    const dataDir = path.join(processes.folder(), "hub");
    const { address } = await processes.start({ file: "start.ts", settings: { DATABASE_URL: hub.databaseUrl, HUB_DATA_DIR: dataDir } });
    asker = (viewer) => new Callers(dataDir).at(() => address, viewer);
  });
  afterEach(() => processes.clear());

  test("says who wrote, in which role, by which verb and request, and what was before and after", async () => {
    const officer = await asker({ ...grantOfficer("pcc-area-cambridgeshire"), subject: "officer-17" });
    const input = (pounds: string, award?: string): object => ({ award, fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: pounds, annualAmounts: [{ year: "2016/17", amount: pounds }] });
    const record = (pounds: string, expectedVersion: number, award?: string) =>
      officer.ask("mutation($input: AwardInput!, $expectedVersion: Int!, $key: ID!) { recordAward(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id } }", { input: input(pounds, award), expectedVersion, key: `key-of-version-${expectedVersion}` });
    const first = await record("100.01", 0);
    const { id } = first.data.recordAward;
    const second = await record("100.02", 1, id);
    const [one, two] = await audit((each) => each.of(id));
    expect(first.requestId).not.toBe("");
    expect(one).toMatchObject({ noun: "award", id, version: 1, subject: "officer-17", role: "GRANT_OFFICER", verb: "recordAward", request_id: first.requestId, before: null });
    expect(one!.after).toMatchObject({ awarded_pence: 10_001, of_partnership: "partnership-peterborough", visibility: "PARTNERSHIP", known_to: null });
    expect(two).toMatchObject({ noun: "award", id, version: 2, subject: "officer-17", request_id: second.requestId, before: one!.after, after: { awarded_pence: 10_002 } });

    const report = await (await asker({ ...member("partnership-fenland"), subject: "member-4" })).ask(
      `mutation { recordProgress(input: { action: "action-fenland-2014-15-1-2-1", period: { kind: MONTH, from: "2014-07-01", to: "2014-07-31" } }, expectedVersion: 0, idempotencyKey: "key-of-progress") { id } }`,
    );
    expect(await audit((each) => each.of(report.data.recordProgress.id), "plans")).toMatchObject([{ noun: "progress_update", subject: "member-4", role: "MEMBER", verb: "recordProgress", request_id: report.requestId }]);
  });

  test("is written for each row that a file changes, and for no other", async () => {
    const cambridgeshire = await asker({ ...steward("pcc-area-cambridgeshire"), subject: "steward-2" });
    const send = (...rows: string[]) =>
      cambridgeshire.ask("mutation($csv: String!, $key: ID!) { importGrantsFile(file: AWARDS, csv: $csv, idempotencyKey: $key) { written unchanged refused } }", { csv: file(AWARDS, ...rows), key: `key-of-${rows.length}-rows` });
    const three = await send(awardRow("award-a", "1.00"), awardRow("award-b", "2.00"));
    expect(three.data.importGrantsFile).toEqual({ written: 2, unchanged: 0, refused: 0 });
    const more = await send(awardRow("award-a", "1.00"), awardRow("award-b", "3.00"), awardRow("award-c", "4.00"));
    expect(more.data.importGrantsFile).toEqual({ written: 2, unchanged: 1, refused: 0 });
    const written = await hub.sql("select id, version, subject, role, verb, request_id as request from grants.audit_entry where id in ('award-a', 'award-b', 'award-c') order by n");
    const by = { subject: "steward-2", role: "STEWARD", verb: "importGrantsFile" };
    expect(written).toEqual([
      { id: "award-a", version: 1, ...by, request: three.requestId },
      { id: "award-b", version: 1, ...by, request: three.requestId },
      { id: "award-b", version: 2, ...by, request: more.requestId },
      { id: "award-c", version: 1, ...by, request: more.requestId },
    ]);
    expect(await findings()).toEqual([]);
  });
});

test("a refused file and a refused act leave no entry", async () => {
  const count = (): Promise<object[]> => hub.sql("select (select count(*) from grants.audit_entry) as entries, (select count(*) from grants.award) as awards");
  const before = await count();
  expect(await hub.importCsv("grants/awards", file(AWARDS, awardRow("award-a", "1.00"), awardRow("award-b", "1")))).toMatchObject({ written: 0, refused: 1 });
  const input = { fund: "fund-unknown", partnership: "partnership-peterborough", awarded: "1.00", annualAmounts: [{ year: "2016/17", amount: "1.00" }] };
  const refused = await hub.as(grantOfficer("pcc-area-cambridgeshire")).ask(`mutation($input: AwardInput!) { recordAward(input: $input, expectedVersion: 0, idempotencyKey: "key-refused") { id } }`, { input });
  expect(refused.errors).toHaveLength(1);
  expect(await count()).toEqual(before);
});

test.each<[string, Record<string, string>, string]>([
  ["nothing", {}, "42501"],
  ["a role and nothing more", { "hub.role": "HUB" }, "42704"],
  ["all but the subject", { "hub.role": "HUB", "hub.verb": "by hand", "hub.request": "none" }, "42704"],
  ["an empty subject", { "hub.role": "HUB", "hub.subject": "", "hub.verb": "by hand", "hub.request": "none" }, "23514"],
  ["an empty verb", { "hub.role": "HUB", "hub.subject": "somebody", "hub.verb": "", "hub.request": "none" }, "23514"],
])("plain SQL of the service's role writes nothing where the database was told %s of who writes", async (_, settings, code) => {
  const [fund] = await hub.sql<{ row: Record<string, unknown> }>("select to_jsonb(f) as row from grants.fund f where known_to is null limit 1");
  const client = new pg.Client({ connectionString: hub.databaseUrl, options: `-c role=${testRolesOf("grants").service}` });
  await client.connect();
  try {
    for (const [name, value] of Object.entries(settings)) await client.query("select set_config($1, $2, false)", [name, value]);
    const writing = client.query("insert into grants.fund select * from jsonb_populate_record(null::grants.fund, $1)", [{ ...fund!.row, id: "fund-by-hand", version: 1 }]);
    await expect(writing).rejects.toMatchObject({ code });
  } finally {
    await client.end();
  }
  expect(await hub.sql("select id from grants.fund where id = 'fund-by-hand'")).toEqual([]);
  expect(await findings()).toEqual([]);
});

describe("whoever has the rights of the tables' owner", () => {
  /** Two days are sealed: an award of another partnership on the first, the first version of the award on the second. */
  beforeEach(async () => {
    await hub.importCsv("grants/awards", file(AWARDS, awardRow(AWARD, "2.00")));
    await hub.importCsv("grants/awards", file(AWARDS, awardRow(AWARD, "3.00")));
    await tamper(ago(PLYMOUTH, 1, 3), ago(AWARD, 1, 2), ago(AWARD, 2, 0), ago(AWARD, 3, 0));
    expect(await seal()).toBe(2);
    expect(await verify()).toMatchObject({ days: 2, findings: [] });
  });

  const row = (version: number): string => `from grants.award where id = '${AWARD}' and version = ${version}`;
  const byHand = `jsonb_populate_record(t, '{"id": "award-by-hand", "version": 1, "known_to": null}')`;

  test.each<[string, string[], string[]]>([
    ["changes what an entry says was written", [`update grants.audit_entry set after = jsonb_set(after, '{awarded_pence}', '1') where id = '${AWARD}' and version = 2`],
      [`entry award ${AWARD} version 2: its content was changed`, `entry award ${AWARD} version 3: what it says was before is not what was`, `row award ${AWARD} version 2: it is not what the audit says was written`]],
    ["changes who wrote it", [`update grants.audit_entry set subject = 'somebody-else' where id = '${AWARD}' and version = 3`], [`entry award ${AWARD} version 3: its content was changed`]],
    ["takes out an entry in the middle", [`delete from grants.audit_entry where id = '${AWARD}' and version = 2`],
      [`entry award ${AWARD} version 3: an entry before it is missing`, `row award ${AWARD} version 2: it is not in the audit`]],
    ["takes out the last entry", [`delete from grants.audit_entry where id = '${AWARD}' and version = 3`], [`row award ${AWARD} version 3: it is not in the audit`]],
    ["writes a row past the audit", [`insert into grants.award select (${byHand}).* from grants.award t where id = '${AWARD}' and version = 3`], ["row award award-by-hand version 1: it is not in the audit"]],
    ["changes a row", [`update grants.award set awarded_pence = 1 where id = '${AWARD}' and version = 3`], [`row award ${AWARD} version 3: it is not what the audit says was written`]],
    ["says who may see a row", [`update grants.award set visibility = 'PARTNERSHIP' where id = '${AWARD}' and version = 3`], [`row award ${AWARD} version 3: it is not what the audit says was written`]],
    ["ends a row before its time", [`update grants.award set known_to = now() where id = '${AWARD}' and version = 3`], [`row award ${AWARD} version 3: it does not end where the next version begins`]],
    ["takes out a row", [`delete ${row(2)}`],
      [`row award ${AWARD} version 1: it does not end where the next version begins`, `row award ${AWARD} version 2: it is gone from the table`]],
    ["takes out the last row and its entry", [`delete ${row(3)}`, `delete from grants.audit_entry where id = '${AWARD}' and version = 3`], [`row award ${AWARD} version 2: it does not end where the next version begins`]],
    ["rewrites an entry and reckons its hash anew", [`update grants.audit_entry set subject = 'somebody-else' where id = '${AWARD}' and version = 2; update grants.audit_entry e set hash = grants.audit_hash(e) where id = '${AWARD}' and version = 2`],
      [`entry award ${AWARD} version 3: it does not follow from the entry before`]],
    ["rewrites a row of a sealed day and all entries that follow from it", [`update grants.award set awarded_pence = 1 where id = '${PLYMOUTH}'; update grants.audit_entry set after = jsonb_set(after, '{awarded_pence}', '1') where id = '${PLYMOUTH}'; ${reckoned(PLYMOUTH, 1)}`],
      [`day ${day(3)}: its head does not fit its entries or the day before`]],
    ["takes a thing out of a sealed day with its rows and entries", [`delete from grants.award where id = '${PLYMOUTH}'; delete from grants.audit_entry where id = '${PLYMOUTH}'`], [`day ${day(3)}: its head does not fit its entries or the day before`]],
    ["rewrites an entry of a sealed day and the head of that day", [`update grants.audit_entry set subject = 'somebody-else' where id = '${PLYMOUTH}'; ${reckoned(PLYMOUTH, 1)}; update grants.audit_head set hash = grants.audit_head_hash(previous, day) where day = '${day(3)}'`],
      [`day ${day(2)}: its head does not fit its entries or the day before`]],
    ["takes out a head", [`delete from grants.audit_head where day = '${day(3)}'`], [3, 2].map((n) => `day ${day(n)}: its head does not fit its entries or the day before`)],
    ["drops the trigger that writes the audit", ["drop trigger audit on grants.award"], ["table award: its trigger audit is gone or off"]],
  ])("and %s is found out", async (_, statements, expected) => {
    await tamper(...statements);
    expect(await findings()).toEqual(expected);
  });

  test("and leaves a trigger turned off is found out", async () => {
    await owner.query("alter table grants.fund disable trigger keep_history; alter table grants.audit_head disable trigger keep_audit");
    expect(await findings()).toEqual(["table audit_head: its trigger keep_audit is gone or off", "table fund: its trigger keep_history is gone or off"]);
  });

  test("and takes out the newest head is found out by whoever kept what the audit showed before", async () => {
    const before = await verify();
    await tamper(`update grants.audit_entry set subject = 'somebody-else' where id = '${AWARD}'`, reckoned(AWARD, 1), reckoned(AWARD, 2), reckoned(AWARD, 3), `delete from grants.audit_head where day = '${day(2)}'`);
    expect(await seal()).toBe(1);
    const { head, findings } = await verify();
    expect(findings).toEqual([]);
    expect(before.head).toMatch(new RegExp(`^${day(2)} [0-9a-f]{64}$`));
    expect(head).not.toBe(before.head);
  });

  test.each(["audit_entry", "audit_head"])("cannot change %s as long as its triggers are on", async (table) => {
    for (const statement of [`update grants.${table} set hash = 'x'`, `delete from grants.${table}`, `truncate grants.${table}`]) {
      await expect(owner.query(statement)).rejects.toThrow("the audit is never changed");
    }
    expect(await findings()).toEqual([]);
  });
});

describe("a day that is over", () => {
  test("is sealed once, with all its entries, chained to the day before", async () => {
    expect(await seal()).toBe(0);
    await tamper(ago(PLYMOUTH, 1, 9), ago(AWARD, 1, 4));
    expect(await seal()).toBe(2);
    expect(await seal()).toBe(0);
    const heads = await hub.sql<{ day: string; entries: string; previous: string | null; hash: string }>("select day::text, entries, previous, hash from grants.audit_head order by day");
    expect(heads).toMatchObject([{ day: day(9), entries: "1", previous: null }, { day: day(4), entries: "1", previous: heads[0]!.hash }]);
    expect(await findings()).toEqual([]);
  });

  test("is sealed by a hub that starts", async () => {
    await tamper(ago(PLYMOUTH, 1, 1));
    const processes = new Processes();
    try {
      await processes.start({ file: "services/main.ts", args: ["grants"], settings: { DATABASE_URL: hub.databaseUrl, HUB_SECRET: processes.secret } });
      await until(async () => (await hub.sql("select from grants.audit_head")).length === 1, "No day was sealed");
      expect(await verify()).toMatchObject({ days: 1, findings: [] });
    } finally {
      await processes.clear();
    }
  });

  test("is not sealed while somebody is still writing in it, and nothing is lost", async () => {
    await tamper(ago(PLYMOUTH, 1, 1));
    // Somebody who began yesterday and is not done: the entry is of yesterday, and nobody else sees it yet.
    const [fund] = await hub.sql<{ row: Record<string, unknown> }>("select to_jsonb(f) as row from grants.fund f where known_to is null limit 1");
    await owner.query("begin");
    await owner.query("insert into grants.fund select * from jsonb_populate_record(null::grants.fund, $1)", [{ ...fund!.row, id: "fund-of-yesterday", version: 1 }]);
    await owner.query(`alter table grants.audit_entry disable trigger keep_audit; ${ago("fund-of-yesterday", 1, 1)}; alter table grants.audit_entry enable trigger keep_audit`);
    expect(await seal()).toBe(0);
    await owner.query("commit");
    expect(await seal()).toBe(1);
    expect(await hub.sql("select day::text, entries from grants.audit_head")).toEqual([{ day: day(1), entries: "2" }]);
    expect(await findings()).toEqual([]);
  });

  test("cannot be sealed twice by two at once, and whoever writes meanwhile waits and is not lost", async () => {
    await tamper(ago(PLYMOUTH, 1, 1));
    const { pool } = hub.service("grants").database;
    const sealing = await pool.connect();
    try {
      await sealing.query("begin");
      expect((await sealing.query<{ sealed: number }>("select grants.seal_audit() as sealed")).rows[0]!.sealed).toBe(1);
      expect(await seal()).toBe(0);
      const writing = hub.importCsv("grants/awards", file(AWARDS, awardRow(AWARD, "9.00")));
      await sealing.query("select pg_sleep(0.3)");
      await sealing.query("commit");
      expect(await writing).toMatchObject({ written: 1 });
    } finally {
      sealing.release();
    }
    expect(await seal()).toBe(0);
    expect(await verify()).toMatchObject({ days: 1, findings: [] });
  });
});

describe("the command", () => {
  const processes = new Processes();
  afterAll(() => processes.clear());
  const command = (...args: string[]) => processes.run({ file: "commands/audit.ts", args, settings: { DATABASE_URL: hub.databaseUrl, LOG_LEVEL: "silent" } });

  test("verifies the audit of each service, says what it finds, and ends with 1 where it finds something", async () => {
    await tamper(ago(PLYMOUTH, 1, 1));
    await seal();
    const sound = await command();
    expect(sound).toMatchObject({ code: 0, stderr: "" });
    expect(sound.stdout).toMatch(new RegExp(`^plans: [0-9]+ entries, 0 sealed days, no findings\ngrants: [0-9]+ entries, 1 sealed days up to ${day(1)} [0-9a-f]{64}, no findings\nindicators: [0-9]+ entries, 0 sealed days, no findings\n$`));
    await tamper(`update grants.award set purpose = 'Something else' where id = '${AWARD}'`);
    const broken = await command();
    expect(broken).toMatchObject({ code: 1, stderr: "The audit does not verify: somebody changed the database past the hub.\n" });
    expect(broken.stdout).toContain(`, 1 findings\n  row award ${AWARD} version 1: it is not what the audit says was written\n`);
  });

  test("shows what happened to one thing, in order", async () => {
    await hub.importCsv("grants/awards", file(AWARDS, awardRow(AWARD, "2.00")));
    const shown = await command(AWARD);
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    const lines = shown.stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, Record<string, unknown>>);
    expect(lines).toMatchObject([
      { service: "grants", noun: "award", id: AWARD, version: 1, before: null, after: { awarded_pence: 13_233_900 } },
      { service: "grants", noun: "award", id: AWARD, version: 2, role: "HUB", verb: "import Award", before: { awarded_pence: 13_233_900 }, after: { awarded_pence: 200 } },
    ]);
    expect(await command("award-nobody-knows")).toMatchObject({ code: 1, stdout: "", stderr: "Nothing in the audit has the id award-nobody-knows.\n" });
  });
});
