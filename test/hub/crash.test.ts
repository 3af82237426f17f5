/**
 * kill -9 of every part at random moments, while clients write and ask again under the same key until they are answered:
 * what was answered is there once, what was not is there whole or not at all, and nothing else is.
 */
import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "../../kernel/database/postgres-cluster.js";
import { services } from "../../services/index.js";
import { BusyClients, drawFrom, ROWS_OF_MONEY_VERBS, type MoneyVerb } from "../support/busy-clients.js";
import { Callers } from "../support/callers.js";
import { cloneDatabase, READS_ALL } from "../support/database.js";
import { databaseProcess, Processes, until, type HubProcess, type Program } from "../support/processes.js";

/** Kills in all, that of PostgreSQL among them; `npm run test:long` has more. The same seed draws the same victims and the same acts. */
const KILLS = Number(process.env["CRASH_KILLS"] ?? 20);
const SEED = Number(process.env["CRASH_SEED"] ?? randomInt(1_000_000));
const WITHIN_MS = 120_000 + KILLS * 30_000;
const CATCHES_UP_WITHIN_MS = 5_000;
const ROWS_OF_A_FILE = 1_000;

process.stdout.write(`crash.test.ts: CRASH_KILLS=${KILLS} CRASH_SEED=${SEED}\n`);
const draw = drawFrom(SEED);

const processes = new Processes();
let database: Awaited<ReturnType<typeof cloneDatabase>>;
let direct: pg.Pool;
let clients: BusyClients;
beforeEach(async () => {
  database = await cloneDatabase("documents");
  direct = new pg.Pool({ connectionString: database.url, max: 2, options: READS_ALL });
  direct.on("error", () => {});
});
afterEach(async () => {
  clients.giveUp();
  await processes.clear();
  await direct.end();
  await database.drop();
});

test("the hub in one process is killed again and again, and every act is there once, whole and answered as it was the first time", async () => {
  const dataDir = path.join(processes.folder(), "hub");
  const settings = { DATABASE_URL: database.url, HUB_DATA_DIR: dataDir, PROJECTION_EVERY_MS: "100" };
  const hub = await Part.start({ file: "start.ts", settings });
  clients = await BusyClients.start(new Callers(dataDir), () => hub.address, SEED);
  for (let kill = 0; kill < Math.floor(KILLS / 5) - 1; kill++) {
    await hub.killAndStart();
    await expectWhole();
  }
  await clients.stop();
  await expectWhole();
  await expectAllDoneOnce(settings);
}, WITHIN_MS);

test("each of the four processes and the import command are killed again and again, and every act is there once, whole and answered as it was the first time", async () => {
  const dataDir = path.join(processes.folder(), "hub");
  const ports = new Map(await Promise.all(services.map(async ({ name }) => [name, await freePort()] as const)));
  const addresses = Object.fromEntries([...ports].map(([name, port]) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${port}/graphql`]));
  const settings = { DATABASE_URL: database.url, HUB_SECRET: processes.secret, HUB_DATA_DIR: dataDir, PROJECTION_EVERY_MS: "100", ...addresses };
  const [gateway, ...others] = await Promise.all([
    Part.start({ file: "gateway/main.ts", settings }),
    ...services.map(({ name }) => Part.start({ file: "services/main.ts", args: [name], settings: { ...settings, PORT: String(ports.get(name)) } })),
  ]);
  clients = await BusyClients.start(new Callers(dataDir), () => gateway.address, SEED);
  let victims: (Part | "import")[] = [];
  for (let kill = 0; kill < Math.ceil((KILLS * 4) / 5); kill++) {
    if (victims.length === 0) victims = [gateway, ...others, "import"];
    const [victim] = victims.splice(draw(victims.length), 1);
    if (victim === "import") await killAnImport(kill);
    else await victim!.killAndStart();
    await expectWhole();
  }
  await clients.stop();
  await expectWhole();
  await expectAllDoneOnce(settings);
}, WITHIN_MS);

test("the embedded PostgreSQL is killed while clients write, the hub is started again, and every act is there once, whole and answered as it was the first time", async () => {
  const dataDir = path.join(processes.folder(), "hub");
  const settings = { HUB_DATA_DIR: dataDir, PROJECTION_EVERY_MS: "100" };
  const hub = await Part.start({ file: "start.ts", settings });
  clients = await BusyClients.start(new Callers(dataDir), () => hub.address, SEED);
  await clients.hurry();
  // One connection is too busy to notice: it outlives the server, and must not outlive the next start.
  const busy = new pg.Client({ connectionString: superuserUrl(dataDir) });
  await busy.connect();
  const lost = new Promise((resolve) => busy.once("error", resolve));
  busy.query("do $$ begin for i in 1..2000000000 loop null; end loop; end $$").catch(() => {});
  await sleep(200 + draw(500));
  process.kill(databaseProcess(dataDir)!, "SIGKILL");
  await sleep(draw(500));
  await hub.killAndStartNow();
  await lost;
  await clients.hurry();
  await clients.stop();
  await direct.end();
  direct = new pg.Pool({ connectionString: superuserUrl(dataDir), max: 2, options: "-c row_security=off" });
  direct.on("error", () => {});
  await expectWhole();
  await expectAllDoneOnce(settings);
}, WITHIN_MS);

/** A part of the hub that is killed and comes back at the same address. */
class Part {
  private constructor(
    private readonly program: Program,
    private running: HubProcess,
  ) {}

  static async start(program: Program): Promise<Part> {
    return new Part(program, await processes.start(program));
  }

  get address(): string {
    return this.running.address;
  }

  /** Kills it while everybody writes. */
  async killAndStart(): Promise<void> {
    await clients.hurry();
    await sleep(draw(200));
    await this.killAndStartNow();
  }

  async killAndStartNow(): Promise<void> {
    expect(await this.running.end("SIGKILL")).toMatchObject({ signal: "SIGKILL" });
    clients.rest();
    const { port } = new URL(this.running.address);
    this.running = await processes.start({ ...this.program, settings: { ...this.program.settings, PORT: port } });
  }
}

/** Kills the import command once it holds the funds, for which nobody else asks; then imports the same file to its end. */
async function killAnImport(n: number): Promise<void> {
  const file = path.join(processes.folder(), "funds.csv");
  const rows = Array.from({ length: ROWS_OF_A_FILE }, (_, i) => `fund-killed-${n}-${i},Fund ${i},organisation-a,,,,,`);
  writeFileSync(file, ["id,name,funder,purpose,document,section,as_printed,known_from", ...rows, ""].join("\n"));
  const program: Program = { file: "commands/import.ts", args: ["grants/funds", file], settings: { DATABASE_URL: database.url } };
  const importing = processes.begin(program);
  let ended = false;
  void importing.ended.then(() => (ended = true));
  const isHeld = async (): Promise<boolean> => (await all(`select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
    and objid = (hashtext('write "grants"."fund"')::bigint & 4294967295)::oid`)).length > 0;
  await until(async () => ended || (await isHeld()), "The import took nothing", 60_000);
  await sleep(draw(300));
  await importing.end("SIGKILL");
  await until(async () => !(await isHeld()), "PostgreSQL did not notice", 30_000);
  const written = async (): Promise<number> => (await all(`select from grants.fund where id like 'fund-killed-${n}-%'`)).length;
  const left = await written();
  expect([0, ROWS_OF_A_FILE]).toContain(left);
  expect(await processes.run(program)).toMatchObject({ code: 0, stdout: expect.stringContaining(`${ROWS_OF_A_FILE} read, ${ROWS_OF_A_FILE - left} written, ${left} unchanged`) as string });
  expect(await written()).toBe(ROWS_OF_A_FILE);
}

/** What holds at every moment, whatever was killed: only whole acts are there. */
async function expectWhole(): Promise<void> {
  const broken = await all(`
    select 'an award whose amounts do not sum' as what, id from grants.award
      where awarded_pence <> (select sum(pence) from jsonb_to_recordset(annual_amounts) as amount(year text, pence bigint))
    union all select 'an award without an audit entry', id from (select id, version from grants.award except select id, version from grants.audit_entry where noun = 'award') a
    union all select 'an audit entry without an award', id from (select id, version from grants.audit_entry where noun = 'award' except select id, version from grants.award) a
    union all select 'progress without an audit entry', id from (select id, version from plans.progress_update except select id, version from plans.audit_entry where noun = 'progress_update') p
    union all select noun || ' without an audit entry', id from (
      select 'claim' as noun, id, version from grants.claim union all select 'ledger_entry', id, version from grants.ledger_entry union all select 'allocation', id, version from grants.allocation
      except select noun, id, version from grants.audit_entry) m
    union all select 'an audit entry without ' || noun, id from (
      select noun, id, version from grants.audit_entry where noun in ('claim', 'ledger_entry', 'allocation')
      except (select 'claim', id, version from grants.claim union all select 'ledger_entry', id, version from grants.ledger_entry union all select 'allocation', id, version from grants.allocation)) m
    union all select 'a claim that is paid without its entry, or twice', id from grants.claim c where state = 'PAID' and 1 <> (select count(*) from grants.ledger_entry e where e.claim_id = c.id and e.amount_pence = c.amount_pence)
    union all select 'an entry whose claim is not paid', id from grants.ledger_entry e where claim_id is not null and not exists (select from grants.claim c where c.id = e.claim_id and c.state = 'PAID')
    union all select 'a node that gave more than it got', node from (select to_node as node, amount_pence as pence from grants.ledger_entry union all select from_node, -amount_pence from grants.ledger_entry) f
      where node not like 'fund-%' group by node having sum(pence) < 0
    union all select 'an audit entry without progress', id from (select id, version from plans.audit_entry where noun = 'progress_update' except select id, version from plans.progress_update) p`);
  expect(broken).toEqual([]);
  const there = new Map((await all<{ file: string; n: number }>("select regexp_replace(id, '-[0-9]+$', '') as file, count(*)::int as n from grants.award where id like 'award-client-%' group by 1")).map(({ file, n }) => [file, n]));
  for (const { rows } of clients.acts) {
    const [first] = rows.keys();
    if (first) expect([undefined, rows.size]).toContain(there.get(first.replace(/-\d+$/, "")));
  }
}

/** What holds when everything is answered. */
async function expectAllDoneOnce(settings: Record<string, string>): Promise<void> {
  const { acts } = clients;
  const unanswered = acts.filter((act) => act.unanswered > 0).length;
  process.stdout.write(`crash.test.ts: ${acts.length} acts, ${unanswered} of them not answered at first\n`);
  expect(unanswered).toBeGreaterThan(0);
  for (const verb of ["recordAward", "recordProgress", "importGrantsFile"]) expect(acts.filter((act) => act.verb === verb).length).toBeGreaterThan(3);
  expect(acts.filter((act) => act.verb in ROWS_OF_MONEY_VERBS).length).toBeGreaterThan(3);

  // The projection first: it has a few seconds, and nothing else happens meanwhile.
  const kept = "select award_id as id, version, year_from, partnership_id, pence, known_from, known_to, of_partnership, visibility from plans.awarded";
  const owned = `select id, version, make_date(left(year, 4)::int, 4, 1) as year_from, partnership_id, pence, known_from, known_to, of_partnership, visibility
    from grants.award, jsonb_to_recordset(annual_amounts) as amount(year text, pence bigint)`;
  await until(async () => (await all(`(${kept} except ${owned}) union all (${owned} except ${kept})`)).length === 0, "plans.awarded did not become what grants.award says", CATCHES_UP_WITHIN_MS);

  // Each act wrote one version, which says what was said.
  const versions = new Map<string, { pence: string; purpose: string | null }>();
  for (const row of await all<{ id: string; version: number; pence: string; purpose: string | null }>("select id, version, awarded_pence as pence, purpose from grants.award")) versions.set(`${row.id} ${row.version}`, row);
  for (const row of await all<{ id: string; version: number; narrative: string }>("select id, version, narrative from plans.progress_update")) versions.set(`${row.id} ${row.version}`, { pence: "", purpose: row.narrative });
  for (const noun of ["claim", "ledger_entry", "allocation"]) {
    for (const row of await all<{ id: string; version: number; pence: string }>(`select id, version, amount_pence as pence from grants.${noun}`)) versions.set(`${row.id} ${row.version}`, { ...row, purpose: null });
  }
  const claimed = new Set<string>();
  for (const act of acts) {
    if (act.verb in ROWS_OF_MONEY_VERBS) {
      const { id, version, amount } = act.answer!.data[act.verb] as { id: string; version: number; amount: { pence: string } };
      expect(claimed.has(`${id} ${version}`)).toBe(false);
      claimed.add(`${id} ${version}`);
      expect(versions.get(`${id} ${version}`)?.pence).toBe(amount.pence);
      continue;
    }
    if (act.verb === "importGrantsFile") {
      expect(act.answer!.data.importGrantsFile).toEqual({ read: act.rows.size, written: act.rows.size, unchanged: 0, refused: 0, problems: [] });
      for (const [id, pence] of act.rows) expect(Number(versions.get(`${id} 1`)?.pence)).toBe(pence);
      continue;
    }
    const { id, version } = act.answer!.data[act.verb] as { id: string; version: number };
    const { purpose, narrative } = act.variables["input"] as { purpose?: string; narrative?: string };
    expect(claimed.has(`${id} ${version}`)).toBe(false);
    claimed.add(`${id} ${version}`);
    expect(versions.get(`${id} ${version}`)?.purpose).toBe(purpose ?? narrative);
  }

  // Nobody did anything more than once: by the audit, and by the keys that are kept.
  const counted = await all<{ verb: string; n: number }>("select verb, count(*)::int as n from (select verb, subject from grants.audit_entry union all select verb, subject from plans.audit_entry) e where subject like 'client-%' group by 1");
  expect(Object.fromEntries(counted.map(({ verb, n }) => [verb, n]))).toEqual({
    recordAward: acts.filter(({ verb }) => verb === "recordAward").length,
    recordProgress: acts.filter(({ verb }) => verb === "recordProgress").length,
    importGrantsFile: acts.reduce((sum, { rows }) => sum + rows.size, 0),
    ...Object.fromEntries(
      Object.entries(ROWS_OF_MONEY_VERBS)
        .map(([verb, rows]): [string, number] => [verb, rows * acts.filter((act) => act.verb === (verb as MoneyVerb)).length])
        .filter(([, rows]) => rows > 0),
    ),
  });
  for (const subject of new Set(acts.map((act) => act.subject))) {
    const keys = await keysOf(subject);
    expect(keys.toSorted()).toEqual(acts.filter((act) => act.subject === subject).map(({ key }) => key).toSorted());
  }

  expect(await clients.repeatAll()).toEqual([]);
  expect(await processes.run({ file: "commands/audit.ts", settings })).toMatchObject({ code: 0 });
}

/** The keys of a client whose act has an answer: the database shows them to nobody else. */
async function keysOf(subject: string): Promise<string[]> {
  const client = await direct.connect();
  try {
    await client.query("select set_config('hub.subject', $1, false)", [subject]);
    const of = (service: string): string => `select key from ${service}.write_request where subject = current_setting('hub.subject') and answer is not null`;
    const { rows } = await client.query<{ key: string }>(`${of("grants")} union all ${of("plans")}`);
    return rows.map(({ key }) => key);
  } finally {
    client.release(true);
  }
}

async function all<R extends object>(text: string): Promise<R[]> {
  return (await direct.query<R>(text)).rows;
}

/** Where the embedded PostgreSQL of a data folder answers, to whoever may see everything in it. */
function superuserUrl(dataDir: string): string {
  const port = readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[3]!;
  return `postgres://hub:${readFileSync(path.join(dataDir, "password"), "utf8")}@127.0.0.1:${port}/hub`;
}
