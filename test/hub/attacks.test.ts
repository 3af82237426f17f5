/** Ways round the walls that somebody tried: each of them is closed. */
import { asHub } from "../../kernel/authority/asking.js";
import { inspector, PASSPORT_HEADER, signer } from "../../kernel/authority/passport.js";
import { openLog } from "../../kernel/process/log.js";
import { serveSubgraph } from "../../kernel/subgraph/serve.js";
import { services } from "../../services/index.js";
import { grantOfficer, member, steward } from "../support/people.js";
import { refusalOf, startHub, type HubAnswer, type TestHub } from "../support/hub.js";

let hub: TestHub;
let keys = 0;
const newKey = (): string => `attack-key-${++keys}`;
beforeAll(async () => void (hub = await startHub()));
afterAll(() => hub.close());

const TAIL = "document,section,as_printed,known_from";
const cambridgeshire = steward("pcc-area-cambridgeshire");
const devon = steward("pcc-area-devon-and-cornwall");

/** Imports rows of plans as a steward does; answers the report. */
async function importAs(viewer: typeof devon, file: string, header: string, row: string): Promise<{ written: number; problems: { column: string; code: string }[] }> {
  const { data, errors } = await hub
    .as(viewer)
    .ask(`mutation($csv: String!, $key: ID!) { importPlansFile(file: ${file}, csv: $csv, idempotencyKey: $key) { written problems { column code } } }`, { csv: `${header}\n${row}\n`, key: newKey() });
  expect(errors).toBeUndefined();
  return data.importPlansFile;
}

function recordAward(input: object, expectedVersion = 0): Promise<HubAnswer> {
  const award = { fund: "fund-cambridgeshire-pcc-safer-peterborough", partnership: "partnership-peterborough", awarded: "1.00", annualAmounts: [{ year: "2016/17", amount: "1.00" }], ...input };
  return hub.as(grantOfficer("pcc-area-cambridgeshire")).ask(`mutation($input: AwardInput!, $expected: Int!, $key: ID!) { recordAward(input: $input, expectedVersion: $expected, idempotencyKey: $key) { id } }`, {
    input: award,
    expected: expectedVersion,
    key: newKey(),
  });
}

test("many requests that act twice each do not wait for each other's connections", async () => {
  const act = (name: string): string => `${name}: recordProgress(expectedVersion: 0, idempotencyKey: "${newKey()}", input: { action: "action-fenland-2014-15-1-2-1", period: { kind: CUSTOM, from: "2014-05-01", to: "2014-05-${10 + (keys % 20)}" } }) { id narrative }`;
  const asked = Array.from({ length: 30 }, () => hub.as(member("partnership-fenland")).ask(`mutation { ${act("one")} ${act("two")} }`));
  for (const { errors = [] } of await Promise.all(asked)) for (const { extensions } of errors) expect(extensions["code"]).toBe("VERSION_MOVED");
});

const PRIORITIES = `id,plan,number,word,title,topics,continues,summary,${TAIL}`;

test("nobody writes under another's plan, published or not", async () => {
  const priority = "priority-foreign-9,plan-peterborough-2016-17,9,PRIORITY,Foreign,topic-prevention,,,,,,";
  expect(await importAs(devon, "PRIORITIES", PRIORITIES, priority)).toMatchObject({ written: 0, problems: [{ column: "plan", code: "OUTSIDE_YOUR_REACH" }] });
  const withdrawn = "plan-peterborough-2016-17,partnership-peterborough,Community Safety Plan 2016 – 2017,FINANCIAL_YEAR 2016/17,,PARTNERSHIP,,,,";
  expect(await importAs(cambridgeshire, "PLANS", `id,partnership,title,period,vision,visibility,${TAIL}`, withdrawn)).toMatchObject({ written: 1 });
  expect(await importAs(devon, "PRIORITIES", PRIORITIES, priority)).toMatchObject({ written: 0, problems: [{ column: "plan", code: "OUTSIDE_YOUR_REACH" }] });
  expect(await hub.sql("select id from plans.priority where id = 'priority-foreign-9'")).toEqual([]);
});

test("an action does not hang on the priority of another plan", async () => {
  const row = "action-foreign-9,plan-plymouth-2017-19,priority-peterborough-2011-14-1,,Foreign,,,,,";
  const [plan] = await hub.sql<{ id: string }>("select id from plans.plan where of_partnership = 'partnership-plymouth'");
  expect(await importAs(devon, "ACTIONS", `id,plan,priority,number,title,outcome,${TAIL}`, row.replace("plan-plymouth-2017-19", plan!.id))).toMatchObject({ written: 0, problems: [{ column: "priority", code: "REFERENCE_ASTRAY" }] });
});

test("what is noted of a thing is for those to note whose the thing is", async () => {
  const row = (subject: string): string => `gap-foreign-9,${subject},vision,AMBIGUOUS,Foreign,,,,`;
  for (const subject of ["plan-peterborough-2011-14", "partnership-fenland", "plan-peterborough-2016-17"]) {
    expect(await importAs(devon, "GAPS", `id,subject,field,reason,explanation,${TAIL}`, row(subject))).toMatchObject({ written: 0, problems: [{ column: "subject", code: "OUTSIDE_YOUR_REACH" }] });
  }
  expect(await importAs(cambridgeshire, "GAPS", `id,subject,field,reason,explanation,${TAIL}`, row("plan-peterborough-2011-14"))).toMatchObject({ written: 1 });
});

/** Imports rows of grants likewise. */
async function importGrantsAs(viewer: typeof devon, file: string, header: string, row: string): Promise<{ written: number; problems: { column: string; code: string }[] }> {
  const { data, errors } = await hub
    .as(viewer)
    .ask(`mutation($csv: String!, $key: ID!) { importGrantsFile(file: ${file}, csv: $csv, idempotencyKey: $key) { written problems { column code } } }`, { csv: `${header}\n${row}\n`, key: newKey() });
  expect(errors).toBeUndefined();
  return data.importGrantsFile;
}

const GAPS = `id,subject,field,reason,explanation,${TAIL}`;

test("an id tells its noun: nobody takes that of one noun for another", async () => {
  const header = `id,name,partnership,commissioning_plan,purpose,need,provider,commissioners,scope,status,start,start_as_printed,fund,award,${TAIL}`;
  const row = "service-outcome-peterborough-substance-misuse-treatment-1,Shadow,partnership-plymouth,,,,,,LOCAL,RUNNING,,,,,,,,";
  expect(await importGrantsAs(devon, "SERVICES", header, row)).toMatchObject({ written: 0, problems: [{ column: "id", code: "MALFORMED_ID" }] });
});

test.each(["plan-fenland-2032", "pcc-objective-cambridgeshire-3", "pcc-area-cambridgeshire", "award-peterborough-2015-16"])("a steward of another area notes no gap on %s, be it there or not", async (subject) => {
  expect(await importAs(devon, "GAPS", GAPS, `gap-foreign,${subject},title,NOT_STATED,Foreign,,,,`)).toMatchObject({ written: 0, problems: [{ column: "subject", code: "OUTSIDE_YOUR_REACH" }] });
});

const STATEMENTS = `id,subject,kind,number,title,text,${TAIL}`;

test("what is nobody's is taken by nobody, and what is of another Commissioner's area is not rewritten", async () => {
  const statement = "statement-foreign-9,pcc-objective-cambridgeshire-3,AIM,9,,Foreign,,,,";
  expect(await importAs(devon, "STATEMENTS", STATEMENTS, statement)).toMatchObject({ written: 0, problems: [{ column: "subject", code: "OUTSIDE_YOUR_REACH" }] });
  expect(await importAs(cambridgeshire, "STATEMENTS", STATEMENTS, statement)).toMatchObject({ written: 1, problems: [] });
  const header = `id,partnership,nature,amount,qualifier,per,period,source,fund,award,service,use,${TAIL}`;
  const [sum] = await hub.sql<{ id: string }>("select id from grants.stated_sum where of_partnership is null and known_to is null order by id limit 1");
  const taken = `${sum!.id},partnership-plymouth,SPENDING,1.00,EQ,,FINANCIAL_YEAR 2016/17,organisation-nhs,,,,Taken,,,,`;
  expect(await importGrantsAs(devon, "STATED_SUMS", header, taken)).toMatchObject({ written: 0, problems: [{ code: "CHANGES_HANDS" }] });
});

test("nothing is hung on what another partnership sees to", async () => {
  const line = "reporting-line-foreign-9,,body-peterborough-partnership-board,REPORTS_TO,body-peterborough-performance-meeting,,Foreign,,,,,";
  expect(await importAs(devon, "REPORTING_LINES", `id,partnership,from,kind,to_body,to_organisation,subject,frequency,${TAIL}`, line)).toMatchObject({ written: 0, problems: [{ column: "from", code: "OUTSIDE_YOUR_REACH" }, { column: "to_body", code: "OUTSIDE_YOUR_REACH" }] });
  const succession = "succession-foreign-9,DISSOLVED,Board,,body-peterborough-partnership-board,,,,,Dissolved,,,,";
  expect(await importAs(devon, "SUCCESSIONS", `id,kind,predecessor_name,predecessor,predecessor_body,successor_name,successor,successor_body,period,summary,${TAIL}`, succession)).toMatchObject({ written: 0, problems: expect.arrayContaining([{ column: "predecessor_body", code: "OUTSIDE_YOUR_REACH" }]) as object[] });
  const [service] = await hub.sql<{ id: string }>("select id from grants.service where of_partnership = 'partnership-peterborough' and known_to is null order by id limit 1");
  const sum = `stated-sum-foreign-9,partnership-plymouth,SPENDING,99999.00,EQ,,FINANCIAL_YEAR 2016/17,organisation-nhs,,,${service!.id},Foreign,,,,`;
  expect(await importGrantsAs(devon, "STATED_SUMS", `id,partnership,nature,amount,qualifier,per,period,source,fund,award,service,use,${TAIL}`, sum)).toMatchObject({ written: 0, problems: [{ column: "service", code: "REFERENCE_ASTRAY" }] });
});

test("what hangs on a hidden plan is hidden with it where nothing else is said, and is found by nobody else", async () => {
  const plan = "plan-fenland-hidden,partnership-fenland,Hidden,FINANCIAL_YEAR 2031/32,,PARTNERSHIP,,,,2025-01-01";
  expect(await importAs(cambridgeshire, "PLANS", `id,partnership,title,period,vision,visibility,${TAIL}`, plan)).toMatchObject({ written: 1 });
  expect(await importAs(cambridgeshire, "STATEMENTS", STATEMENTS, "statement-hidden-1,plan-fenland-hidden,AIM,1,,Xylophone statement,,,,2025-01-01")).toMatchObject({ written: 1, problems: [] });
  expect(await importAs(cambridgeshire, "PRIORITIES", PRIORITIES, "priority-hidden-1,plan-fenland-hidden,1,PRIORITY,Xylophone priority,topic-prevention,,,,,,2025-01-01")).toMatchObject({ written: 1, problems: [] });
  expect(await importAs(cambridgeshire, "GAPS", GAPS, "gap-hidden-1,plan-fenland-hidden,actions,NOT_STATED,Xylophone gap,,,,2025-01-01")).toMatchObject({ written: 1, problems: [] });
  await hub.fetchFacts();
  const found = async (asker: typeof hub | ReturnType<TestHub["as"]>): Promise<number> => (await asker.ask(`{ search(text: "xylophone") { totalCount } }`)).data.search.totalCount as number;
  expect([await found(hub), await found(hub.as(devon)), await found(hub.as(member("partnership-fenland")))]).toEqual([0, 0, 2]);
});

test("a plan does not change hands, nor what hangs on it", async () => {
  const moved = "plan-fenland-2014-15,partnership-peterborough,Moved,FINANCIAL_YEAR 2014/15,,,,,";
  expect(await importAs(cambridgeshire, "PLANS", `id,partnership,title,period,vision,${TAIL}`, moved)).toMatchObject({ written: 0, problems: [{ column: "partnership", code: "CHANGES_HANDS" }] });
});

test("an award that is named is changed at its version or not at all", async () => {
  expect(refusalOf(await recordAward({ award: "award-peterborough-2015-16" }), "VERSION_MOVED").field).toBe("expectedVersion");
  for (const award of [" award-peterborough-2015-16 ", "award-of-mine-9", "award-plymouth-hidden"]) {
    expect(refusalOf(await recordAward({ award }), "UNKNOWN_REFERENCE").field).toBe("input.award");
  }
  expect(await hub.sql("select version from grants.award where id like 'award-peterborough-2015-16%'")).toEqual([{ version: 1 }]);
});

test("a character that no text may hold is refused, and is no fault", async () => {
  expect(refusalOf(await recordAward({ purpose: "a\u0000b" }), "MALFORMED_TEXT").field).toBe("input.purpose");
  expect(refusalOf(await recordAward({ award: "a\u0000b" }), "MALFORMED_TEXT").field).toBe("input.award");
});

test("awards too large to add up to 64 bits leave lists as they were", async () => {
  const most = "999999999999999.99";
  for (let i = 0; i < 3; i++) expect((await recordAward({ awarded: most, annualAmounts: [{ year: "2016/17", amount: most }], visibility: "PUBLISHED" })).errors).toBeUndefined();
  await hub.sql(`insert into plans.awarded (award_id, version, year_from, year_to, partnership_id, pence, known_from, visibility)
    select 'award-many-' || n, 1, '2016-04-01', '2017-03-31', 'partnership-peterborough', 99999999999999999, now() - interval '1 minute', 'PUBLISHED' from generate_series(1, 200) n`);
  const LIST = `query($after: String) { partnerships(orderBy: { field: AWARDED, direction: DESC }, first: 1, after: $after) { nodes { id awardedTotal { amount { pence } } } pageInfo { endCursor } } }`;
  const { data, errors } = await hub.as(cambridgeshire).ask(LIST, { after: null });
  expect(errors).toBeUndefined();
  expect(BigInt(data.partnerships.nodes[0].awardedTotal.amount.pence)).toBeGreaterThan(2n ** 63n);
  expect((await hub.as(cambridgeshire).ask(LIST, { after: data.partnerships.pageInfo.endCursor })).errors).toBeUndefined();
});

test("the hub's own passport opens no question", async () => {
  const secret = "a secret of this test alone, made of words";
  const { app } = serveSubgraph(hub.service("plans"), inspector(secret, "plans"), openLog("silent"));
  const body = JSON.stringify({ query: "{ plans { totalCount } }" });
  const knock = async (viewer: object): Promise<number> => {
    const passport = await signer(secret)("plans", body, { ...asHub(), deadline: Date.now() + 10_000, viewer: { ...asHub().viewer, ...viewer } });
    return (await app.inject({ method: "POST", url: "/graphql", headers: { "content-type": "application/json", [PASSPORT_HEADER]: passport }, payload: body })).statusCode;
  };
  expect(await knock({})).toBe(401);
  expect(await knock({ role: "MEMBER", partnerships: ["a partnership-peterborough"] })).toBe(401);
  expect(await knock({ role: "MEMBER", partnerships: ["partnership-peterborough"] })).toBe(200);
  await app.close();
});

test("functions of the tables' owner are closed to everybody else, and look up names where nobody can put one", async () => {
  for (const { name } of services) {
    const functions = await hub.sql<{ name: string; open: boolean; definer: boolean; path: string | null }>(
      `select p.oid::regprocedure::text as name, prosecdef as definer, has_function_privilege('public', p.oid, 'execute') as open,
         (select each from unnest(proconfig) as each where each like 'search_path=%') as path
       from pg_proc p where pronamespace = $1::regnamespace`,
      [name],
    );
    // The trigger function of the first release changes nothing: it only refuses.
    expect(functions.filter(({ open }) => open).map((each) => each.name)).toEqual([]);
    expect(functions.filter(({ definer, path }) => definer && path !== "search_path=pg_catalog, pg_temp")).toEqual([]);
    expect(functions.some(({ definer }) => definer)).toBe(true);
  }
});
