import { randomBytes } from "node:crypto";
import { Migrator } from "@mikro-orm/migrations";
import { MikroORM } from "@mikro-orm/postgresql";
import pg from "pg";
import { Audit } from "../../kernel/database/audit.js";
import { rolesOf } from "../../kernel/database/service-roles.js";
import { services } from "../../services/index.js";
import { Processes, until, type HubProcess } from "../support/processes.js";

/* A database as release 0.1.0 left it, owned by the hub's login, is taken over by a start of this one. */

const processes = new Processes();
const SERVER = process.env["HUB_TEST_SERVER"]!;
const OWN = `${process.env["HUB_TEST_NAME"]!}_u${randomBytes(3).toString("hex")}`;
const url = new URL(SERVER);
url.pathname = `/${OWN}`;
let before: pg.Client;
let hub: HubProcess;

/** Rows of the old form. The plan, the award and the observation have two versions each; of two partnerships one is kept out of the way. */
const ROWS: Record<string, Record<string, unknown>[]> = {
  "plans.document": [{ id: "document-old", publisher: "A council", title: "A report", kind: "BOARD_REPORT", published_from: "2014-05-01", published_to: "2014-05-01", published_note: "Printed." }],
  "plans.pcc_area": [{ id: "pcc-area-old", name: "Old area" }],
  "plans.partnership": [
    { id: "partnership-old", name: "Old partnership", place: "Old place", pcc_area_id: "pcc-area-old" },
    { id: "partnership-older", name: "Older partnership", place: "Older place", pcc_area_id: "pcc-area-old" },
  ],
  "plans.organisation": [{ id: "organisation-old", name: "Old council", kind: "COUNCIL" }],
  "plans.plan": [
    { id: "plan-old", title: "First title", ...year("period"), partnership_id: "partnership-old", known_to: "2016-01-01T00:00:00Z" },
    { id: "plan-old", title: "Second title", ...year("period"), partnership_id: "partnership-old", known_from: "2016-01-01T00:00:00Z" },
  ],
  "plans.priority": [{ id: "priority-old", number: 1, word: "PRIORITY", title: "Old priority", topics: ["VICTIMS"], plan_id: "plan-old" }],
  "plans.action": [{ id: "action-old", number: "1.1", sort_number: "000001.000001", title: "Old action", plan_id: "plan-old", priority_id: "priority-old" }],
  "plans.project": [{ id: "project-old", position: 1, description: "Old project", lead_status: "NOT_STATED", action_id: "action-old" }],
  "plans.progress_update": [
    { id: "progress-old", ...year("period"), narrative: "First report", rag: "GREEN", carry_over: "NOT_STATED", project_id: "project-old", known_to: "2016-06-01T00:00:00Z" },
    { id: "progress-old", ...year("period"), narrative: "Second report", rag: "AMBER", carry_over: "NOT_STATED", project_id: "project-old", known_from: "2016-06-01T00:00:00Z" },
  ],
  "plans.pcc_objective": [{ id: "pcc-objective-old", number: 1, title: "Old objective", pcc_area_id: "pcc-area-old" }],
  "plans.noted_gap": [{ id: "gap-old", subject: "plan-old", field: "actions", reason: "NOT_ENTERED", explanation: "More stand in the plan." }],
  "grants.fund": [{ id: "fund-old", name: "Old fund", funder_id: "organisation-old" }],
  "grants.award": [
    { id: "award-old", ...money("100.00"), known_to: "2016-01-01T00:00:00Z" },
    { id: "award-old", ...money("250.00"), known_from: "2016-01-01T00:00:00Z" },
  ],
  "indicators.indicator": [{ id: "indicator-old", name: "Old indicator", unit: "people", value_type: "COUNT", polarity: "NOT_STATED" }],
  "indicators.observation": [
    { id: "observation-old", ...observed(7), known_to: "2016-01-01T00:00:00Z" },
    { id: "observation-old", ...observed(8), known_from: "2016-01-01T00:00:00Z" },
  ],
  "indicators.target": [{ id: "target-old", kind: "MAX", value: 9, ...year("period"), indicator_id: "indicator-old", partnership_id: "partnership-old" }],
};

function year(column: string): Record<string, string> {
  return { [`${column}_kind`]: "FINANCIAL_YEAR", [`${column}_from`]: "2015-04-01", [`${column}_to`]: "2016-03-31" };
}

function money(pounds: string): Record<string, unknown> {
  const pence = pounds.replace(".", "");
  return { awarded_pence: pence, awarded_currency: "GBP", annual_amounts: [{ year: "2015/16", pence }], ...year("period"), fund_id: "fund-old", partnership_id: "partnership-old", recipient_id: "organisation-old" };
}

function observed(value: number): Record<string, unknown> {
  return { ...year("period"), ...year("reported_under"), qualifier: "EQ", value, status: "FINAL", indicator_id: "indicator-old", partnership_id: "partnership-old" };
}

/** Makes the tables as 0.1.0 did: by its one migration of each service, as the login itself. */
async function asRelease010(): Promise<void> {
  for (const { name, migrations } of services) {
    const orm = await MikroORM.init({
      clientUrl: url.href,
      schema: name,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      migrations: { schema: name, tableName: "migration", snapshot: false, migrationsList: migrations.slice(0, 1).map((each) => ({ name: each.name, class: each })) },
      logger: () => {},
    });
    await orm.migrator.up();
    await orm.close(true);
  }
  for (const [table, rows] of Object.entries(ROWS)) {
    for (const row of rows) {
      const whole = { known_from: "2015-05-31T00:00:00Z", document_id: "document-old", section: "1", gaps: [], ...row };
      const names = Object.keys(whole).join(", ");
      await before.query(`insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`, [JSON.stringify(whole)]);
    }
  }
}

beforeAll(async () => {
  const server = new pg.Client({ connectionString: SERVER });
  await server.connect();
  await server.query(`create database ${OWN}`);
  await server.end();
  before = new pg.Client({ connectionString: url.href });
  await before.connect();
  await asRelease010();
  hub = await processes.start({ file: "start.ts", settings: { DATABASE_URL: url.href, DATABASE_ROLE_PREFIX: OWN, HUB_DATA_DIR: processes.folder() } });
});

afterAll(async () => {
  await processes.clear();
  await before.end();
  const server = new pg.Client({ connectionString: SERVER });
  await server.connect();
  await server.query(`drop database ${OWN} with (force)`);
  for (const { name } of services) for (const role of Object.values(rolesOf(name, OWN))) await server.query(`drop role if exists ${role}`);
  await server.end();
});

/** Rows as the owner of a service's tables sees them. */
async function rows<R extends object>(service: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url.href, options: `-c role=${rolesOf(service, OWN).owner} -c hub.role=HUB` });
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

test("all that it holds belongs to the services' owners, whom nobody can log in as", async () => {
  const { rows: owners } = await before.query<{ schema: string; owner: string }>(
    `select distinct nspname::text as schema, owner from (
       select n.nspname, pg_get_userbyid(n.nspowner)::text as owner from pg_namespace n
       union all select n.nspname, pg_get_userbyid(c.relowner)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
       union all select n.nspname, pg_get_userbyid(p.proowner)::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     ) owned where nspname = any($1) order by 1`,
    [services.map(({ name }) => name)],
  );
  expect(owners).toEqual(services.map(({ name }) => ({ schema: name, owner: `${OWN}_${name}_owner` })).toSorted((a, b) => (a.schema < b.schema ? -1 : 1)));
  const { rows: roles } = await before.query("select from pg_roles where rolname = any($1) and rolcanlogin", [owners.map(({ owner }) => owner)]);
  expect(roles).toEqual([]);
});

test("each row is published, says whose it is, and its versions are counted", async () => {
  const old = (table: string): Promise<object[]> => rows(table.split(".")[0]!, `select id, version, of_partnership as whose, visibility from ${table} where id like '%-old%' order by id, known_from`);
  const once = (id: string, whose: string | null = "partnership-old") => [{ id, version: 1, whose, visibility: "PUBLISHED" }];
  const twice = (id: string) => [1, 2].map((version) => ({ id, version, whose: "partnership-old", visibility: "PUBLISHED" }));
  expect(await old("plans.document")).toEqual(once("document-old", null));
  expect(await old("plans.pcc_area")).toEqual(once("pcc-area-old", null));
  expect(await old("plans.partnership")).toEqual([...once("partnership-old"), ...once("partnership-older", "partnership-older")]);
  expect(await old("plans.organisation")).toEqual(once("organisation-old", null));
  expect(await old("plans.plan")).toEqual(twice("plan-old"));
  expect(await old("plans.priority")).toEqual(once("priority-old"));
  expect(await old("plans.action")).toEqual(once("action-old"));
  expect(await old("plans.project")).toEqual(once("project-old"));
  expect(await old("plans.progress_update")).toEqual(twice("progress-old"));
  expect(await old("plans.pcc_objective")).toEqual(once("pcc-objective-old", null));
  expect(await old("plans.noted_gap")).toEqual(once("gap-old"));
  expect(await old("grants.fund")).toEqual(once("fund-old", null));
  expect(await old("grants.award")).toEqual(twice("award-old"));
  expect(await old("indicators.indicator")).toEqual(once("indicator-old", null));
  expect(await old("indicators.observation")).toEqual(twice("observation-old"));
  expect(await old("indicators.target")).toEqual(once("target-old"));
  for (const { name } of services) {
    const areas = () => rows(name, `select partnership_id as id, pcc_area_id as area from ${name}.partnership_area where partnership_id like '%-old%' order by 1`);
    await until(async () => (await areas()).length > 0, `The ${name} service was not told where partnerships lie`, 30_000);
    expect(await areas()).toEqual([
      { id: "partnership-old", area: "pcc-area-old" },
      { id: "partnership-older", area: "pcc-area-old" },
    ]);
  }
});

test("the audit holds an entry for each version, chained to the one before, and fits", async () => {
  for (const { name } of services) {
    const audit = await Audit.open(url.href, name, OWN);
    try {
      expect(await audit.verify()).toMatchObject({ service: name, findings: [] });
      for (const [table, versions] of Object.entries(ROWS).filter(([table]) => table.startsWith(`${name}.`))) {
        for (const { id } of versions) {
          const entries = (await audit.of(id as string)).filter(({ noun }) => `${name}.${noun}` === table);
          expect(entries.map(({ version, subject, role, verb }) => ({ version, subject, role, verb }))).toEqual(
            versions.filter((each) => each["id"] === id).map((_, i) => ({ version: i + 1, subject: "hub", role: "HUB", verb: "before the audit" })),
          );
          expect(entries[0]!.before).toBeNull();
          if (entries[1]) expect(entries[1].before).toEqual(entries[0]!.after);
        }
      }
    } finally {
      await audit.close();
    }
  }
});

test("everything reads as before, today and as of the days before", async () => {
  const question = /* GraphQL */ `
    query ($asOf: Date) {
      plan(id: "plan-old", asOf: $asOf) {
        title
        partnership { name pccArea { name objectives { nodes { title } } } }
        priorities { nodes { title } }
        actions { nodes { title projects { nodes { description progress { nodes { narrative deliveryRag } } } } } gaps { explanation } }
        awards { nodes { awarded { pounds } fund { name } recipient { name } } }
        provenance { document { title } section }
      }
      observation(id: "observation-old", asOf: $asOf) { value indicator { name } partnership { name } }
      target(id: "target-old", asOf: $asOf) { value }
    }
  `;
  const seen = (title: string, narrative: string, rag: string, pounds: string, value: string) => ({
    plan: {
      title,
      partnership: { name: "Old partnership", pccArea: { name: "Old area", objectives: { nodes: [{ title: "Old objective" }] } } },
      priorities: { nodes: [{ title: "Old priority" }] },
      actions: { nodes: [{ title: "Old action", projects: { nodes: [{ description: "Old project", progress: { nodes: [{ narrative, deliveryRag: rag }] } }] } }], gaps: [{ explanation: "More stand in the plan." }] },
      awards: { nodes: [{ awarded: { pounds }, fund: { name: "Old fund" }, recipient: { name: "Old council" } }] },
      provenance: { document: { title: "A report" }, section: "1" },
    },
    observation: { value, indicator: { name: "Old indicator" }, partnership: { name: "Old partnership" } },
    target: { value: "9" },
  });
  expect(await hub.ask(question)).toEqual({ data: seen("Second title", "Second report", "AMBER", "250.00", "8") });
  expect(await hub.ask(question, { asOf: "2016-03-01" })).toEqual({ data: seen("Second title", "First report", "GREEN", "250.00", "8") });
  expect(await hub.ask(question, { asOf: "2015-12-31" })).toEqual({ data: seen("First title", "First report", "GREEN", "100.00", "7") });
  expect(await hub.ask(question, { asOf: "2015-05-30" })).toEqual({ data: { plan: null, observation: null, target: null } });
});

test("what is new reads from what was old: progress is found under its action, and money is known to plans", async () => {
  const toldAt = `{ partnership(id: "partnership-old") { awardedTotal { upToDateAt } } }`;
  await until(async () => (await hub.ask(toldAt)).data.partnership.awardedTotal.upToDateAt !== null, "Plans was not told of the awards", 30_000);
  const { data } = await hub.ask(`{ action(id: "action-old") { progress { nodes { id project { id } action { id } } } } partnership(id: "partnership-old") { awardedTotal { amount { pounds } } } }`);
  expect(data).toEqual({
    action: { progress: { nodes: [{ id: "progress-old", project: { id: "project-old" }, action: { id: "action-old" } }] } },
    partnership: { awardedTotal: { amount: { pounds: "250.00" } } },
  });
});

test("all that was there before is found by search, in each version and in every service", async () => {
  const found = async (text: string, more = ""): Promise<string[]> => ((await hub.ask(`{ search(text: "${text}" ${more}) { nodes { id } } }`)).data.search.nodes as { id: string }[]).map(({ id }) => id);
  expect(await found("second title")).toEqual(["plan-old"]);
  expect(await found("first title")).toEqual([]);
  expect(await found("first title", `asOf: "2015-12-31"`)).toEqual(["plan-old"]);
  expect((await found("old", "where: { kinds: [FUND INDICATOR PRIORITY PROJECT] }")).toSorted()).toEqual(["fund-old", "indicator-old", "priority-old", "project-old"]);
  expect((await hub.ask(`{ gaps(where: { field: "actions", kinds: [PLAN], reasons: [NOT_ENTERED] }) { nodes { thingId explanation } } }`)).data.gaps.nodes).toContainEqual({ thingId: "plan-old", explanation: "More stand in the plan." });
});

test("the next start finds it taken over", async () => {
  const entries = async (): Promise<object[]> => rows("plans", "select count(*)::int as n from plans.audit_entry");
  const before = await entries();
  expect(await hub.end("SIGTERM")).toMatchObject({ code: 0 });
  hub = await processes.start({ file: "start.ts", settings: { DATABASE_URL: url.href, DATABASE_ROLE_PREFIX: OWN, HUB_DATA_DIR: processes.folder() } });
  expect((await hub.ask(`{ plan(id: "plan-old") { title } }`)).data).toEqual({ plan: { title: "Second title" } });
  expect(await entries()).toEqual(before);
});
