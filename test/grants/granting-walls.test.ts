import { HUB_VIEWER, PUBLIC_VIEWER, type Viewer } from "../../kernel/authority/viewer.js";
import { AGREEMENT_STEPS, AgreementState } from "../../services/grants/granting/agreement/agreement-state.js";
import { APPLICATION_STEPS, ApplicationState } from "../../services/grants/granting/application/application-state.js";
import { startHub, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { attempt, DENIED, insertion, ServiceSql } from "../support/service-sql.js";

/*
 * Granting in plain SQL under the service's own role: the database itself holds who writes, and that every state follows
 * the one before by the closed table, whatever the hub's code does.
 */

let hub: TestHub;
let sql: ServiceSql;
const AREA = "pcc-area-cambridgeshire";
const OUT_OF_STEP = "23514";
const officer = grantOfficer(AREA);
const peterborough = member("partnership-peterborough");
const rows = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  hub = await startHub();
  sql = new ServiceSql(hub.databaseUrl);
  const send = async (what: string, csv: string): Promise<void> => {
    const report = await hub.importCsv(`grants/${what}`, csv);
    expect(report.problems).toEqual([]);
  };
  const ends = ",document,section,as_printed,known_from,visibility\n";
  const kept = ",,,,,PARTNERSHIP\n";
  const [fund, partnership] = ["fund-cambridgeshire-pcc-safer-peterborough", "partnership-peterborough"];
  await send("awards", `id,fund,partnership,recipient,awarded,annual_amounts,purpose${ends}${["one", "two"].map((name) => `award-${name},${fund},${partnership},,1.00,2015/16 1.00,${kept}`).join("")}`);
  await send("agreements", `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback${ends}agreement-one,award-one,ACTIVE,2015-05-01,,,,,,${kept}`);
  await send("conditions", `id,award,number,text,due_on,evidence,met_on,waived_on,reason${ends}condition-one,award-one,1,Report.,,,,,${kept}`);
  await send("variations", `id,award,number,reason,varied_on,before_amounts,after_amounts${ends}variation-one,award-one,1,,2015-10-01,2015/16 2.00,2015/16 1.00${kept}`);
  await send("applications", `id,fund,partnership,applicant,purpose,requested,annual_amounts,state,state_on,reason,award${ends}application-one,${fund},${partnership},,,1.00,2015/16 1.00,APPLICATION,2015-01-01,,${kept}`);
  for (const noun of ["agreement", "condition", "variation", "application"]) rows.set(noun, (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from grants.${noun} t where id = '${noun}-one'`))[0]!.row);
});

afterAll(async () => {
  await sql.close();
  await hub.close();
});

/** Inserts another of a noun; what there is one of alone is said otherwise. */
const insert = (viewer: Viewer, noun: string, more: object = {}) => {
  const another = { agreement: { award_id: "award-two", state: "AWARDED" }, condition: { number: 2 }, variation: { number: 2 } }[noun] ?? {};
  return sql.attempt("grants", viewer, ...insertion(`grants.${noun}`, { ...rows.get(noun)!, id: `${noun}-new`, ...another, ...more }));
};

/** Writes the next version of the thing of a noun. */
const follow = (viewer: Viewer, noun: string, more: object) =>
  sql.as("grants", viewer, async (client) => {
    const now = "2090-01-01T00:00:00Z";
    const ended = await attempt(client, `update grants.${noun} set known_to = $1 where id = $2 and known_to is null`, [now, `${noun}-one`]);
    return ended === 1 ? attempt(client, ...insertion(`grants.${noun}`, { ...rows.get(noun)!, version: 2, known_from: now, ...more })) : ended;
  });

test("agreements, conditions and variations are the office's to write, each of its own area", async () => {
  for (const noun of ["agreement", "condition", "variation"]) {
    for (const viewer of [officer, steward(AREA), administrator(AREA), HUB_VIEWER]) expect([noun, await insert(viewer, noun)]).toEqual([noun, 1]);
    for (const viewer of [peterborough, app("partnership-peterborough", "claims:write", "returns:write"), analyst(AREA), PUBLIC_VIEWER, grantOfficer("pcc-area-devon-and-cornwall"), steward("pcc-area-devon-and-cornwall")]) expect([noun, await insert(viewer, noun)]).toEqual([noun, DENIED]);
    // Of whom the award is, and of nobody else.
    expect(await insert(HUB_VIEWER, noun, { of_partnership: "partnership-fenland" })).toBe(DENIED);
    expect(await insert(HUB_VIEWER, noun, { award_id: "award-of-nobody" })).toBe(DENIED);
  }
});

test("an application is its partnership's to make and to withdraw, and the office's to judge", async () => {
  const itsApp = app("partnership-peterborough", "claims:write");
  for (const viewer of [peterborough, itsApp, officer, steward(AREA), administrator(AREA)]) expect(await insert(viewer, "application")).toBe(1);
  for (const viewer of [member("partnership-fenland"), app("partnership-peterborough", "progress:write"), analyst(AREA), PUBLIC_VIEWER, grantOfficer("pcc-area-devon-and-cornwall")]) expect(await insert(viewer, "application")).toBe(DENIED);
  for (const viewer of [peterborough, itsApp]) {
    expect(await follow(viewer, "application", { state: "WITHDRAWN", state_on: "2015-02-01" })).toBe(1);
    expect(await follow(viewer, "application", { state: "ASSESSMENT", state_on: "2015-02-01" })).toBe(DENIED);
  }
  expect(await follow(officer, "application", { state: "ASSESSMENT", state_on: "2015-02-01" })).toBe(1);
  expect(await insert(officer, "application", { state: "ASSESSMENT" })).toBe(OUT_OF_STEP);
  expect(await insert(steward(AREA), "application", { state: "DECLINED", reason: "As the minutes say." })).toBe(1);
});

test.each([
  { noun: "agreement", states: Object.values(AgreementState), steps: AGREEMENT_STEPS },
  { noun: "application", states: Object.values(ApplicationState), steps: APPLICATION_STEPS },
])("the database lets an $noun go where the code's table leads, and nowhere else", async ({ noun, states, steps }) => {
  const found: Record<string, string[]> = {};
  for (const from of states) {
    found[from] = [];
    for (const to of states.filter((state) => state !== from)) {
      // A steward may begin anywhere, as with what is imported of the past.
      const did = await sql.as("grants", HUB_VIEWER, async (client) => {
        const thing = { ...rows.get(noun)!, id: `${noun}-new`, ...(noun === "agreement" ? { award_id: "award-two" } : {}) };
        await client.query(...insertion(`grants.${noun}`, { ...thing, state: from, known_to: "2090-01-01T00:00:00Z" }));
        return attempt(client, ...insertion(`grants.${noun}`, { ...thing, state: to, version: 2, known_from: "2090-01-01T00:00:00Z" }));
      });
      if (did === 1) found[from].push(to);
      else expect(did).toBe(OUT_OF_STEP);
    }
  }
  const sorted = (table: Readonly<Record<string, readonly string[]>>) => Object.fromEntries(Object.entries(table).map(([state, next]) => [state, next.toSorted()]));
  expect(sorted(found)).toEqual(sorted(steps));
});

test("a state is not entered before the one it follows, an agreement stays with its award, and an award has one", async () => {
  expect(await follow(officer, "agreement", { state: "FINAL_RETURN_DUE", state_on: "2015-05-01" })).toBe(1);
  expect(await follow(officer, "agreement", { state: "FINAL_RETURN_DUE", state_on: "2015-04-30" })).toBe(OUT_OF_STEP);
  expect(await follow(officer, "agreement", { state_on: "2015-04-30" })).toBe(OUT_OF_STEP);
  expect(await follow(officer, "agreement", { award_id: "award-two" })).toBe(OUT_OF_STEP);
  expect(await follow(officer, "agreement", { state: "ELSEWHERE" })).toBe(OUT_OF_STEP);
  expect(await follow(officer, "application", { state_on: "2014-12-31" })).toBe(OUT_OF_STEP);
  expect(await insert(officer, "agreement", { state: "AGREED" })).toBe(OUT_OF_STEP);
  expect(await insert(officer, "agreement", { award_id: "award-one" })).toBe("23505");
  expect(await insert(officer, "condition", { number: 1 })).toBe("23505");
});

test("a file takes no step that is not open, and says which", async () => {
  const rowOf = (state: string, on: string): string => `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,document,section,as_printed,known_from\nagreement-one,award-one,${state},${on},,,,,,,,,,\n`;
  expect(await hub.importCsv("grants/agreements", rowOf("AGREED", "2015-06-01"))).toMatchObject({ written: 0, refused: 1, problems: [{ line: 2, column: "state", code: "STEP_NOT_OPEN" }] });
  expect(await hub.importCsv("grants/agreements", rowOf("SUSPENDED", "2015-04-30"))).toMatchObject({ written: 0, problems: [{ column: "state_on", code: "DATES_OUT_OF_ORDER" }] });
  expect(await hub.importCsv("grants/agreements", rowOf("SUSPENDED", "2015-06-01").replace("agreement-one", "agreement-two"))).toMatchObject({ written: 0, problems: [{ column: "award", code: "DUPLICATE_ROW" }] });
  expect(await hub.importCsv("grants/agreements", rowOf("SUSPENDED", "2015-06-01"))).toMatchObject({ written: 1, problems: [] });
  const condition = (cells: string): string => `id,award,number,text,due_on,evidence,met_on,waived_on,reason,document,section,as_printed,known_from\n${cells},,,,\n`;
  expect(await hub.importCsv("grants/conditions", condition("condition-two,award-one,2,Report.,,,2015-06-01,2015-06-02,Both."))).toMatchObject({ problems: [{ column: "waived_on", code: "CONDITION_SETTLED" }] });
  expect(await hub.importCsv("grants/conditions", condition("condition-two,award-one,2,Report.,,,,2015-06-02,"))).toMatchObject({ problems: [{ column: "reason", code: "MISSING_VALUE" }] });
});

test("an award with an agreement does not pass to another partnership", async () => {
  const csv = "id,fund,partnership,recipient,awarded,annual_amounts,purpose,document,section,as_printed,known_from\naward-one,fund-cambridgeshire-pcc-safer-peterborough,partnership-fenland,,1.00,2015/16 1.00,,,,,\n";
  expect(await hub.importCsv("grants/awards", csv)).toMatchObject({ written: 0, problems: [{ column: "partnership", code: "CHANGES_HANDS" }] });
});

test("what is commissioned for a partnership is the officer's of its area to write; what serves a region is not", async () => {
  const given = async (table: string, condition: string): Promise<Record<string, unknown>> => (await hub.sql<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from grants.${table} t where known_to is null and ${condition} limit 1`))[0]!.row;
  const write = (viewer: Viewer, table: string, row: object) => sql.attempt("grants", viewer, ...insertion(`grants.${table}`, { ...row, id: "thing-new" }));
  const service = await given("service", "of_partnership = 'partnership-peterborough'");
  for (const viewer of [officer, steward(AREA)]) expect(await write(viewer, "service", service)).toBe(1);
  for (const viewer of [grantOfficer("pcc-area-devon-and-cornwall"), analyst(AREA), peterborough, PUBLIC_VIEWER]) expect(await write(viewer, "service", service)).toBe(DENIED);
  const regional = await given("service", "of_partnership is null");
  expect(await write(officer, "service", regional)).toBe(DENIED);
  const outcome = await given("service_outcome", "of_partnership = 'partnership-peterborough'");
  expect(await write(officer, "service_outcome", { ...outcome, number: 99 })).toBe(1);
  expect(await write(grantOfficer("pcc-area-devon-and-cornwall"), "service_outcome", { ...outcome, number: 99 })).toBe(DENIED);
});
