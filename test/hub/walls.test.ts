import { HUB_VIEWER, PUBLIC_VIEWER, Role, type Viewer } from "../../kernel/authority/viewer.js";
import { services } from "../../services/index.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { startHub, type TestHub } from "../support/hub.js";
import { attempt, DENIED, insertion, ServiceSql, testRolesOf } from "../support/service-sql.js";

/*
 * The database's own walls, in plain SQL under the services' own roles: what holds even where the hub's code is wrong.
 * Fenland and Peterborough lie in Cambridgeshire, Plymouth in Devon and Cornwall. Each keeps something to itself.
 */

let hub: TestHub;
let sql: ServiceSql;

const SERVICES = services.map(({ name }) => name);
const HISTORY_KEPT = "23001";
const fenland = member("partnership-fenland");
const peterborough = member("partnership-peterborough");
const cambridgeshire = "pcc-area-cambridgeshire";
const ACTION = "action-fenland-2014-15-1-2-1";

beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  const kept = async (what: string, columns: string, ...rows: string[]): Promise<void> => {
    const report = await hub.importCsv(what, `${columns},document,section,as_printed,known_from,visibility\n${rows.map((row) => `${row},,,,,PARTNERSHIP\n`).join("")}`);
    expect(report.problems).toEqual([]);
  };
  await kept("plans/plans", "id,partnership,title,period,vision", "plan-peterborough-kept,partnership-peterborough,Not yet published,FINANCIAL_YEAR 2019/20,");
  await kept("plans/progress-updates", "id,action,project,period,narrative,rag,carry_over", `progress-fenland-kept,${ACTION},,MONTH 2014-11,For the partnership alone,GREEN,NOT_STATED`);
  await kept(
    "grants/awards",
    "id,fund,partnership,recipient,awarded,annual_amounts,purpose",
    "award-peterborough-kept,fund-cambridgeshire-pcc-safer-peterborough,partnership-peterborough,,100.00,2016/17 100.00,",
    "award-plymouth-kept,fund-devon-and-cornwall-pcc-plymouth,partnership-plymouth,,200.00,2018/19 200.00,",
  );
  await kept(
    "indicators/observations",
    "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status",
    "observation-fenland-kept,indicator-fenland-online-survey-respondents,partnership-fenland,,MONTH 2014-11,FINANCIAL_YEAR 2014/15,EQ,7,,,,FINAL",
    "observation-peterborough-kept,indicator-fenland-online-survey-respondents,partnership-peterborough,,MONTH 2014-11,FINANCIAL_YEAR 2014/15,EQ,8,,,,FINAL",
  );
  for (const [what, columns, row] of [
    ["indicators/expectations", "id,indicator,partnership,period,due_on", "expectation-fenland,indicator-fenland-online-survey-respondents,partnership-fenland,MONTH 2014-11,2014-12-31"],
    ["indicators/series-breaks", "id,indicator,partnership,area,on_day,reason", "series-break-fenland,indicator-fenland-online-survey-respondents,partnership-fenland,,2014-11-01,Asked anew"],
  ]) {
    expect(await hub.importCsv(what!, `${columns},document,section,as_printed,known_from\n${row},,,,\n`)).toMatchObject({ written: 1, problems: [] });
  }
  // Before anything is fetched, so that facts wait in the outboxes.
});

afterAll(async () => {
  await sql.close();
  await hub.close();
});

/** The ids that a viewer sees of what is kept from the public. */
async function kept(viewer: Viewer | null, table: string, id = "id"): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(table.split(".")[0]!, viewer, `select distinct ${id} as id from ${table} where visibility = 'PARTNERSHIP' order by 1`);
  return rows.map((row) => row.id);
}

/** A row as it lies in its table, all but what the database computes. */
async function rowOf(table: string, id: string): Promise<Record<string, unknown>> {
  const [found] = await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) - '{outside_reported_year,implied_change,consistent,stands_for}'::text[] as row from ${table} t where id = $1 and known_to is null`, [id]);
  return found!.row;
}

describe("what is seen", () => {
  test("whoever does not say who asks sees nothing and writes nothing, in any table of facts", async () => {
    for (const { name, table } of await facts()) {
      expect(await sql.rows(name, null, `select 1 from ${table}`)).toEqual([]);
      expect(await sql.attempt(name, null, `update ${table} set known_to = now() + interval '1 day' where known_to is null`)).toBe(0);
    }
    expect(await sql.attempt("plans", null, ...insertion("plans.progress_update", { ...(await rowOf("plans.progress_update", "progress-fenland-kept")), id: "progress-new" }))).toBe(DENIED);
  });

  test("who asks is said for one transaction: on the same connection the next one knows nothing of it", async () => {
    const seen = "select count(*)::int as n from plans.progress_update where id = 'progress-fenland-kept'";
    expect(await sql.rows("plans", fenland, `select pg_backend_pid() as backend, (${seen}) as n`)).toEqual([{ backend: expect.any(Number) as number, n: 1 }]);
    const [first] = await sql.rows<{ backend: number }>("plans", fenland, "select pg_backend_pid() as backend");
    expect(await sql.rows("plans", null, `select pg_backend_pid() as backend, (${seen}) as n, current_setting('hub.role', true) as role`)).toEqual([{ ...first, n: 0, role: "" }]);
  });

  test("a request leaves nothing of who asked on the service's own connections", async () => {
    const question = `{ progressUpdate(id: "progress-fenland-kept") { narrative } }`;
    const answers = await Promise.all(Array.from({ length: 10 }, () => hub.as(fenland).ask(question)));
    for (const { data } of answers) expect(data).toEqual({ progressUpdate: { narrative: "For the partnership alone" } });
    const { pool } = hub.service("plans").database;
    const left = await Promise.all(Array.from({ length: 10 }, () => pool.query(`select nullif(current_setting('hub.role', true), '') as role, (select count(*)::int from plans.progress_update) as seen, pg_sleep(0.05)::text as slept`)));
    for (const { rows } of left) expect(rows).toEqual([{ role: null, seen: 0, slept: "" }]);
  });

  test("a member sees what its partnership keeps to itself, and not what another keeps", async () => {
    expect(await kept(fenland, "plans.progress_update")).toEqual(["progress-fenland-kept"]);
    expect(await kept(fenland, "plans.plan")).toEqual([]);
    expect(await kept(fenland, "indicators.observation")).toEqual(["observation-fenland-kept"]);
    expect(await kept(peterborough, "plans.progress_update")).toEqual([]);
    expect(await kept(peterborough, "plans.plan")).toEqual(["plan-peterborough-kept"]);
    expect(await kept(peterborough, "grants.award")).toEqual(["award-peterborough-kept"]);
    expect(await kept(member("partnership-fenland", "partnership-peterborough"), "indicators.observation")).toEqual(["observation-fenland-kept", "observation-peterborough-kept"]);
  });

  test("the Commissioner's office sees what the partnerships of its area keep, as far as plans has told where they lie", async () => {
    const told = async (service: string): Promise<string[]> => (await hub.sql<{ id: string }>(`select partnership_id as id from ${service}.partnership_area where pcc_area_id = $1 order by 1`, [cambridgeshire])).map(({ id }) => id);
    for (const service of SERVICES) expect(await told(service)).toEqual(["cambridge", "east-cambridgeshire", "fenland", "huntingdonshire", "peterborough", "south-cambridgeshire"].map((place) => `partnership-${place}`));
    for (const viewer of [grantOfficer(cambridgeshire), analyst(cambridgeshire), steward(cambridgeshire), administrator(cambridgeshire)]) {
      expect(await kept(viewer, "grants.award")).toEqual(["award-peterborough-kept"]);
      expect(await kept(viewer, "indicators.observation")).toEqual(["observation-fenland-kept", "observation-peterborough-kept"]);
    }
    expect(await kept(analyst("pcc-area-devon-and-cornwall"), "grants.award")).toEqual(["award-plymouth-kept"]);
    expect(await kept(analyst("pcc-area-of-nobody"), "grants.award")).toEqual([]);
  });

  test("a reach that does not belong to the role is none", async () => {
    const odd: Viewer[] = [
      { ...PUBLIC_VIEWER, partnerships: ["partnership-fenland"], pccArea: cambridgeshire, scopes: ["read"] },
      { ...fenland, partnerships: [], pccArea: cambridgeshire },
      { ...analyst(cambridgeshire), partnerships: ["partnership-fenland"], pccArea: null },
      { ...PUBLIC_VIEWER, role: "hub" as Role, partnerships: ["partnership-fenland"], pccArea: cambridgeshire },
    ];
    for (const viewer of odd) for (const table of ["plans.progress_update", "grants.award", "indicators.observation"]) expect(await kept(viewer, table)).toEqual([]);
  });

  test("an app sees what its partnership keeps if it has a scope, whichever; without one it sees what is published", async () => {
    expect(await kept(app("partnership-fenland", "read"), "indicators.observation")).toEqual(["observation-fenland-kept"]);
    expect(await kept(app("partnership-fenland", "progress:write"), "indicators.observation")).toEqual(["observation-fenland-kept"]);
    expect(await kept(app("partnership-fenland"), "indicators.observation")).toEqual([]);
  });

  test("money that plans knows from grants is kept like the award that it comes from", async () => {
    await hub.fetchFacts();
    expect(await kept(peterborough, "plans.awarded", "award_id")).toEqual(["award-peterborough-kept"]);
    expect(await kept(analyst("pcc-area-devon-and-cornwall"), "plans.awarded", "award_id")).toEqual(["award-plymouth-kept"]);
    expect(await kept(fenland, "plans.awarded", "award_id")).toEqual([]);
    expect(await sql.attempt("plans", peterborough, "update plans.awarded set pence = 0")).toBe(0);
    expect(await sql.attempt("plans", peterborough, "delete from plans.awarded")).toBe(0);
  });

  test("facts on their way to another service are the hub's alone to read and to take away", async () => {
    await hub.importCsv("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from,visibility\naward-peterborough-waiting,fund-cambridgeshire-pcc-safer-peterborough,partnership-peterborough,,300.00,2016/17 300.00,,,,,,PARTNERSHIP\n");
    const waiting = "select topic from grants.outbox where id = 'award-peterborough-waiting' order by 1";
    expect(await sql.rows("grants", HUB_VIEWER, waiting)).toEqual([{ topic: "award" }, { topic: "grants_facts" }]);
    for (const viewer of [null, PUBLIC_VIEWER, fenland, peterborough, administrator(cambridgeshire)]) {
      expect(await sql.rows("grants", viewer, waiting)).toEqual([]);
      expect(await sql.attempt("grants", viewer, "delete from grants.outbox")).toBe(0);
    }
  });
});

describe("what is written", () => {
  let progress: Record<string, unknown>;
  let award: Record<string, unknown>;
  beforeAll(async () => {
    progress = await rowOf("plans.progress_update", "progress-fenland-kept");
    award = await rowOf("grants.award", "award-peterborough-kept");
  });
  const insertProgress = (viewer: Viewer, change: object) => sql.attempt("plans", viewer, ...insertion("plans.progress_update", { ...progress, id: "progress-new", ...change }));
  const insertAward = (viewer: Viewer, change: object = {}) => sql.attempt("grants", viewer, ...insertion("grants.award", { ...award, id: "award-new", ...change }));

  test("a member writes the progress of its own partnership, and of no other", async () => {
    expect(await insertProgress(fenland, {})).toBe(1);
    expect(await insertProgress(fenland, { visibility: "PUBLISHED" })).toBe(1);
    expect(await insertProgress(peterborough, {})).toBe(DENIED);
    expect(await insertProgress(peterborough, { visibility: "PUBLISHED" })).toBe(DENIED);
  });

  test("a member cannot write under another partnership's action in its own partnership's name, nor in nobody's", async () => {
    expect(await insertProgress(peterborough, { of_partnership: "partnership-peterborough" })).toBe(DENIED);
    expect(await insertProgress(fenland, { of_partnership: null, visibility: "PUBLISHED" })).toBe(DENIED);
    expect(await insertProgress(HUB_VIEWER, { of_partnership: "partnership-peterborough" })).toBe(DENIED);
  });

  test("roles that report no progress write none, whatever they see; nor does an app without the scope", async () => {
    for (const viewer of [PUBLIC_VIEWER, grantOfficer(cambridgeshire), analyst(cambridgeshire), app("partnership-fenland", "read"), app("partnership-peterborough", "progress:write")]) {
      expect(await insertProgress(viewer, {})).toBe(DENIED);
    }
    expect(await insertProgress(app("partnership-fenland", "progress:write"), {})).toBe(1);
    expect(await insertProgress(steward(cambridgeshire), {})).toBe(1);
    expect(await insertProgress(steward("pcc-area-devon-and-cornwall"), {})).toBe(DENIED);
  });

  test("all else that is a partnership's is written by the stewards of its area; its members and apps write none of it", async () => {
    const owned = (await facts()).filter(({ table }) => !/document|pcc_|organisation|noted_gap|fund|indicators.(indicator|area|area_partnership|area_succession|comparator_group|population)$|progress_update|commissioning_plan|profile_line|return_expectation|spend_return|succession|pledge|plans.(strategy|topic)$|grants.(agreement|application|condition|variation|published_grant|allocation|over_allocation|claim|ledger_entry)$/.test(table));
    // Those of granting and of the ledger have steps and writers of their own: see test/grants/granting-walls.test.ts and test/grants/ledger-walls.test.ts.
    expect(owned.map(({ table }) => table)).toEqual(["grants.award", "grants.service", "grants.service_outcome", "grants.stated_sum", "indicators.direction_claim", "indicators.expectation", "indicators.observation", "indicators.series_break", "indicators.survey", "indicators.target", "indicators.vulnerable_ward", "plans.action", "plans.action_area", "plans.body", "plans.engagement_forum", "plans.glossary_term", "plans.measure_link", "plans.membership", "plans.outcome", "plans.partnership", "plans.plan", "plans.priority", "plans.project", "plans.publication_channel", "plans.rag_level", "plans.reporting_line", "plans.statement", "plans.statutory_duty", "plans.strategy_link", "plans.work_programme", "plans.workstream"]);
    for (const { name, table } of owned) {
      const [of] = await hub.sql<{ id: string; partnership: string }>(`select id, of_partnership as partnership from ${table} where known_to is null and of_partnership in ('partnership-fenland', 'partnership-peterborough') limit 1`);
      const given = await rowOf(table, of!.id);
      const insert = (viewer: Viewer, id = "thing-new") => sql.attempt(name, viewer, ...insertion(table, { ...given, id, ...(table === "plans.partnership" ? { of_partnership: id } : {}), ...(table === "indicators.observation" ? { place: "Elsewhere" } : {}) }));
      for (const viewer of [member(of!.partnership), app(of!.partnership, "read", "progress:write"), analyst(cambridgeshire), PUBLIC_VIEWER, steward("pcc-area-devon-and-cornwall")]) expect(await insert(viewer)).toBe(DENIED);
      for (const viewer of [steward(cambridgeshire), administrator(cambridgeshire)]) expect(await insert(viewer)).toBe(1);
    }
  });

  test("a grant officer writes awards for the partnerships of the area, and of no other", async () => {
    expect(await insertAward(grantOfficer(cambridgeshire))).toBe(1);
    expect(await insertAward(grantOfficer("pcc-area-devon-and-cornwall"))).toBe(DENIED);
    expect(await insertAward(grantOfficer("pcc-area-devon-and-cornwall"), { of_partnership: "partnership-plymouth" })).toBe(DENIED);
    for (const viewer of [peterborough, app("partnership-peterborough", "progress:write"), analyst(cambridgeshire)]) expect(await insertAward(viewer)).toBe(DENIED);
  });

  test("nobody slips a version into the history of what is another's, published or kept", async () => {
    const period = { period_kind: "MONTH", period_from: "2014-12-01", period_to: "2014-12-31" };
    const published = await rowOf("grants.award", "award-plymouth-2017-19");
    for (const other of ["award-plymouth-kept", "award-plymouth-2017-19"]) {
      for (const version of [1, 2, 3]) {
        const slipped = { id: other, version, known_from: "2025-01-01T00:00:00Z", known_to: "2025-01-02T00:00:00Z" };
        expect(await insertAward(grantOfficer(cambridgeshire), slipped)).not.toBe(1);
        expect(await sql.attempt("grants", grantOfficer(cambridgeshire), ...insertion("grants.award", { ...published, ...slipped }))).not.toBe(1);
      }
    }
    // Not even of one's own, where it does not follow the version before it.
    expect(await insertProgress(fenland, { ...period, id: "progress-fenland-kept", version: 2, known_from: "2025-01-01T00:00:00Z", known_to: "2025-01-02T00:00:00Z" })).toBe(DENIED);
    expect(await insertProgress(fenland, { ...period, version: 2 })).toBe(DENIED);
  });

  test("the next version of one's own follows where the one before was closed", async () => {
    const written = await sql.as("plans", fenland, async (client) => [
      await attempt(client, "update plans.progress_update set known_to = '2090-01-01T00:00:00Z' where id = 'progress-fenland-kept'"),
      await attempt(client, ...insertion("plans.progress_update", { ...progress, version: 2, known_from: "2090-01-01T00:00:00Z" })),
    ]);
    expect(written).toEqual([1, 1]);
  });

  test("nobody ends what is another's", async () => {
    const end = (service: string, table: string, viewer: Viewer) => sql.attempt(service, viewer, `update ${table} set known_to = known_from + interval '1 day' where known_to is null`);
    const own = async (table: string, partnership: string): Promise<number> => (await hub.sql(`select from ${table} where known_to is null and of_partnership = $1`, [partnership])).length;
    expect(await end("plans", "plans.progress_update", peterborough)).toBe(await own("plans.progress_update", "partnership-peterborough"));
    expect(await end("plans", "plans.progress_update", fenland)).toBe(await own("plans.progress_update", "partnership-fenland"));
    expect(await end("grants", "grants.award", grantOfficer("pcc-area-devon-and-cornwall"))).toBe(await own("grants.award", "partnership-plymouth"));
    expect(await end("grants", "grants.award", peterborough)).toBe(0);
    expect(await end("plans", "plans.partnership", steward(cambridgeshire))).toBe(6);
  });

  test("a figure of no partnership is the hub's alone: no steward writes or ends one", async () => {
    const [of] = await hub.sql<{ id: string }>("select id from indicators.observation where partnership_id is null limit 1");
    const given = await rowOf("indicators.observation", of!.id);
    const insert = (viewer: Viewer) => sql.attempt("indicators", viewer, ...insertion("indicators.observation", { ...given, id: "observation-new", place: "Elsewhere" }));
    const end = (viewer: Viewer) => sql.attempt("indicators", viewer, "update indicators.observation set known_to = known_from + interval '1 day' where id = $1", [of!.id]);
    for (const viewer of [steward(cambridgeshire), administrator(cambridgeshire), peterborough]) expect([await insert(viewer), await end(viewer)]).toEqual([DENIED, 0]);
    expect([await insert(HUB_VIEWER), await end(HUB_VIEWER)]).toEqual([1, 1]);
  });

  test("nobody moves a partnership into its area, and so widens what it sees", async () => {
    const move = `update plans.partnership_area set pcc_area_id = '${cambridgeshire}' where partnership_id = 'partnership-plymouth'`;
    const invent = "insert into plans.partnership_area (partnership_id, pcc_area_id, version) values ('partnership-invented', 'pcc-area-cambridgeshire', 1)";
    for (const viewer of [null, fenland, analyst(cambridgeshire), steward(cambridgeshire), administrator(cambridgeshire)]) {
      for (const service of SERVICES) {
        expect(await sql.attempt(service, viewer, move.replace("plans.", `${service}.`))).toBe(0);
        expect(await sql.attempt(service, viewer, "delete from plans.partnership_area".replace("plans.", `${service}.`))).toBe(0);
        expect(await sql.attempt(service, viewer, invent.replace("plans.", `${service}.`))).toBe(DENIED);
      }
    }
    const plymouth = await rowOf("plans.partnership", "partnership-plymouth");
    const moved = { ...plymouth, version: 2, known_from: "2090-01-01T00:00:00Z", pcc_area_id: cambridgeshire };
    const written = await sql.as("plans", steward(cambridgeshire), async (client) => [
      await attempt(client, "update plans.partnership set known_to = '2090-01-01T00:00:00Z' where id = 'partnership-plymouth'"),
      await attempt(client, ...insertion("plans.partnership", moved)),
    ]);
    expect(written).toEqual([0, DENIED]);
  });

  test("what somebody asked to be done is known to nobody else", async () => {
    const insert = "insert into plans.write_request (subject, key, verb, digest, request_id) values ($1, 'key-key-key', 'test', '', '')";
    await sql.as("plans", fenland, async (client) => {
      expect(await attempt(client, insert, [fenland.subject])).toBe(1);
      await client.query("select set_config('hub.subject', 'another', true)");
      expect((await client.query("select from plans.write_request")).rowCount).toBe(0);
      expect(await attempt(client, insert, [fenland.subject])).toBe(DENIED);
    });
  });
});

describe("history and audit", () => {
  test("of what is written only the end can be set; all else of it stays, for the services and for the tables' owner", async () => {
    for (const { name, table } of await facts()) {
      const { rows: columns } = await sql.as(name, HUB_VIEWER, (client) =>
        client.query<{ name: string; updates: boolean }>(
          "select attname::text as name, has_column_privilege(attrelid, attnum, 'UPDATE') as updates from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
          [table],
        ),
      );
      expect(columns.filter(({ updates }) => updates).map((column) => column.name)).toEqual(["known_to"]);
      expect(await sql.attempt(name, HUB_VIEWER, `update ${table} set section = 'changed'`)).toBe(DENIED);
      expect(await sql.attempt(name, HUB_VIEWER, `delete from ${table}`)).toBe(DENIED);
      expect(await sql.attempt(name, HUB_VIEWER, `truncate ${table}`)).toBe(DENIED);
    }
    const owner = testRolesOf("plans").owner;
    await sql.under(owner, HUB_VIEWER, async (client) => expect(await attempt(client, "update plans.plan set title = 'changed'")).toBe(HISTORY_KEPT));
    await sql.under(owner, HUB_VIEWER, async (client) => expect(await attempt(client, "truncate plans.plan")).toBe(HISTORY_KEPT));
    // No policy lets anybody delete: nothing is found that could be.
    await sql.under(owner, HUB_VIEWER, async (client) => expect(await attempt(client, "delete from plans.plan")).toBe(0));
  });

  test("a service can neither read nor write the audit, and yet each version that it writes stands in it", async () => {
    for (const service of SERVICES) {
      for (const table of ["audit_entry", "audit_head"]) {
        for (const statement of [`select 1 from ${service}.${table}`, `delete from ${service}.${table}`, `update ${service}.${table} set hash = ''`, `truncate ${service}.${table}`]) {
          expect(await sql.attempt(service, HUB_VIEWER, statement)).toBe(DENIED);
        }
      }
      expect(await sql.attempt(service, HUB_VIEWER, `insert into ${service}.audit_head (day, entries, hash) values ('2020-01-01', 0, '')`)).toBe(DENIED);
      expect(await sql.attempt(service, HUB_VIEWER, `alter table ${service}.noted_gap disable trigger audit`)).toBe(DENIED);
    }
    const progress = await rowOf("plans.progress_update", "progress-fenland-kept");
    const entries = await sql.as("plans", fenland, async (client) => {
      await client.query(...insertion("plans.progress_update", { ...progress, id: "progress-new" }));
      await client.query(`set local role ${testRolesOf("plans").owner}`);
      return (await client.query("select subject, role, verb, before, after ->> 'narrative' as after from plans.audit_entry where id = 'progress-new'")).rows as unknown[];
    });
    expect(entries).toEqual([{ subject: fenland.subject, role: "MEMBER", verb: "test", before: null, after: "For the partnership alone" }]);
  });

  test("without a subject and a request to name, nothing is written at all", async () => {
    const progress = await rowOf("plans.progress_update", "progress-fenland-kept");
    await sql.as("plans", null, async (client) => {
      await client.query("select set_config('hub.role', 'HUB', true)");
      expect(await attempt(client, ...insertion("plans.progress_update", { ...progress, id: "progress-new" }))).not.toBe(1);
    });
  });

  test("the owner of the audit cannot change it either", async () => {
    const owner = testRolesOf("plans").owner;
    for (const statement of ["update plans.audit_entry set subject = 'another'", "delete from plans.audit_entry", "truncate plans.audit_entry", "truncate plans.audit_head"]) {
      await sql.under(owner, HUB_VIEWER, async (client) => expect(await attempt(client, statement)).toBe(HISTORY_KEPT));
    }
  });
});

describe("roles and tables", () => {
  test("the roles of the services and of their tables cannot log in, and are above no wall", async () => {
    const names = SERVICES.flatMap((service) => Object.values(testRolesOf(service)));
    const roles = await hub.sql(`select rolname::text as name, rolcanlogin or rolsuper or rolbypassrls or rolinherit or rolcreaterole or rolcreatedb as might from pg_roles where rolname = any($1)`, [names]);
    expect(roles).toHaveLength(6);
    expect(roles).toEqual(names.map((): unknown => expect.objectContaining({ might: false })));
    const members = await hub.sql(`select pg_get_userbyid(roleid)::text as role from pg_auth_members where pg_get_userbyid(member)::text = any($1)`, [names]);
    expect(members).toEqual([]);
  });

  test("a service's role owns nothing but what its connections put aside, may change no table and make none; the hub's login is no superuser", async () => {
    for (const service of SERVICES) {
      const { service: role } = testRolesOf(service);
      expect(await hub.sql("select from pg_class where relpersistence <> 't' and pg_get_userbyid(relowner) = $1 union all select from pg_proc where pg_get_userbyid(proowner) = $1 union all select from pg_namespace where pg_get_userbyid(nspowner) = $1", [role])).toEqual([]);
      expect(await sql.attempt(service, HUB_VIEWER, `create table ${service}.own (id text)`)).toBe(DENIED);
      expect(await sql.attempt(service, HUB_VIEWER, `create policy own on ${service}.noted_gap using (true)`)).toBe(DENIED);
      expect(await sql.attempt(service, HUB_VIEWER, `drop trigger keep_history on ${service}.noted_gap`)).toBe(DENIED);
      for (const other of SERVICES.filter((each) => each !== service)) expect(await sql.attempt(service, HUB_VIEWER, `select 1 from ${other}.noted_gap`)).toBe(DENIED);
    }
    expect(await hub.sql("select rolsuper or rolbypassrls as above from pg_roles where rolname = session_user")).toEqual([{ above: false }]);
  });

  test("the owner of the tables stands behind the same walls", async () => {
    for (const { name, table } of await facts()) {
      await sql.under(testRolesOf(name).owner, null, async (client) => expect((await client.query(`select from ${table}`)).rowCount).toBe(0));
    }
    await sql.under(testRolesOf("plans").owner, peterborough, async (client) => {
      expect((await client.query("select from plans.progress_update where visibility = 'PARTNERSHIP'")).rowCount).toBe(0);
      expect((await client.query("select from plans.plan where visibility = 'PARTNERSHIP'")).rowCount).toBe(1);
    });
  });

  test("each table stands behind row-level security that holds for its owner too, or is in this list with its reason", async () => {
    const withoutWalls: Record<string, string> = {
      migration: "which migrations have run; no role of a service is granted anything on it",
      loaded_file: "names and digests of the files that the hub ships",
      projection: "how old the knowledge of other services' facts is, which everybody is shown",
      audit_entry: "granted to no service: written by a trigger as the owner, read by the operator's command as the owner",
      audit_head: "the same",
      indexed_words: "granted to no service: written by a trigger as the owner, read by a function that shows of what it finds what the viewer sees",
    };
    const keptByTheOwner: Record<string, string> = {
      outbox: "written by a trigger as the owner, whoever writes the fact",
      partnership_area: "written in plans by a trigger as the owner",
      suppression: "written by a trigger as the owner, whoever writes the figure; everybody is told which figures are held back, and none of what they say",
    };
    const tables = await hub.sql<{ table: string; secured: boolean; forced: boolean }>(
      `select relname::text as table, relrowsecurity as secured, relforcerowsecurity as forced from pg_class where relnamespace::regnamespace::text = any($1) and relkind in ('r', 'p', 'm', 'f') order by 1`,
      [SERVICES],
    );
    // A view shows what its tables show to whoever looks through it.
    const views = await hub.sql<{ view: string }>(`select relname::text as view, reloptions as options from pg_class where relnamespace::regnamespace::text = any($1) and relkind = 'v' order by 1`, [SERVICES]);
    expect(views).toEqual([...SERVICES.map((service) => `${service}_facts`), "attributable", "funded", "service_output"].map((view) => ({ view, options: ["security_invoker=true"] })).toSorted((a, b) => (a.view < b.view ? -1 : 1)));
    expect(tables.length).toBeGreaterThan(40);
    for (const { table, secured, forced } of tables) {
      expect({ table, secured, forced }).toEqual({ table, secured: !(table in withoutWalls), forced: !(table in withoutWalls || table in keptByTheOwner) });
    }
    const granted = await hub.sql(
      `select table_name::text from information_schema.role_table_grants where grantee = any($1) and table_name in ('migration', 'audit_entry', 'audit_head', 'indexed_words')`,
      [SERVICES.map((service) => testRolesOf(service).service)],
    );
    expect(granted).toEqual([]);
  });

  test("a service's connection that forgets its role is back in it; as the hub's login it sees no fact", async () => {
    const { service } = testRolesOf("plans");
    const who = "select current_user::text as name";
    await sql.as("plans", null, async (client) => {
      await client.query("set local role none");
      expect((await client.query<{ name: string }>(who)).rows[0]!.name).not.toBe(service);
      const rows = await attempt(client, "select from plans.plan");
      // From PostgreSQL 16 on the login has none of the roles' rights by itself; before that it has them, and stands behind the same walls.
      expect([DENIED, 0]).toContain(rows);
    });
    await sql.as("plans", null, async (client) => {
      await client.query("reset role");
      expect((await client.query<{ name: string }>(who)).rows).toEqual([{ name: service }]);
    });
  });

  // What the walls are not: row-level security keeps the hub's own statements in their place. Whoever can make the hub run
  // any statement can also say that the hub itself asks, and take the role of the owner, since the login is a member of it.
  test("a statement that says that the hub itself asks is believed: the walls are for mistakes, not for whoever writes the SQL", async () => {
    const all = "select count(*)::int as n from plans.progress_update where visibility = 'PARTNERSHIP'";
    await sql.as("plans", peterborough, async (client) => {
      expect((await client.query(all)).rows).toEqual([{ n: 0 }]);
      await client.query("select set_config('hub.role', 'HUB', true)");
      expect((await client.query(all)).rows).toEqual([{ n: 1 }]);
      expect(await attempt(client, `set local role ${testRolesOf("plans").owner}`)).toBe(0);
      expect(await attempt(client, `set local role ${testRolesOf("grants").service}`)).toBe(0);
    });
  });
});

/** The tables of facts, with their service. */
async function facts(): Promise<{ name: string; table: string }[]> {
  const found = await hub.sql<{ name: string; table: string }>(
    `select c.relnamespace::regnamespace::text as name, c.oid::regclass::text as table from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'audit' and c.relnamespace::regnamespace::text = any($1) order by 2`,
    [SERVICES],
  );
  // Each noun of each service, and the gaps noted apart from rows.
  expect(found).toHaveLength(services.flatMap(({ nouns }) => [...nouns, "noted gaps"]).length);
  return found;
}
