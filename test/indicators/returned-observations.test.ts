/** Values that those who measure them return: by a file and by a mutation alike, each partnership its own, and nothing that is another's, the police's or nobody's. */
import { randomUUID } from "node:crypto";
import type { Viewer } from "../../kernel/authority/viewer.js";
import { today } from "../../kernel/values/day.js";
import { startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { administrator, analyst, app, grantOfficer, member, steward } from "../support/people.js";
import { attempt, DENIED, insertion, ServiceSql } from "../support/service-sql.js";

const SOURCE = "document,section,as_printed,known_from";
const SHARE = "indicator-asb-case-conference-in-5-days";
const CAMBRIDGESHIRE = "pcc-area-cambridgeshire";
const fenland = member("partnership-fenland");
const program = app("partnership-fenland", "observations:write");

let hub: TestHub;
let sql: ServiceSql;

beforeAll(async () => {
  hub = await startHub("documents");
  sql = new ServiceSql(hub.databaseUrl);
  await bring("indicators/indicators", `id,name,definition,unit,value_type,polarity,disclosure_class,${SOURCE}`, ["indicator-returned-victims,Victims helped,,people,COUNT,HIGHER_IS_BETTER,RESTRICTED,,,,2014-01-01"]);
  await bring("indicators/areas", `id,name,kind,gss_code,parent,partnership,pcc_area,${SOURCE}`, [
    "area-wisbech-returned,Wisbech,WARD,,area-fenland,,,,,,2015-06-30",
    "area-shared-returned,Shared,PLACE,,,,,,,,2014-01-01",
  ]);
  await bring("indicators/area-partnerships", `id,area,partnership,valid_from,valid_to,${SOURCE}`, [
    "area-partnership-returned-one,area-shared-returned,partnership-fenland,2014-04-01,,,,,2014-01-01",
    "area-partnership-returned-two,area-shared-returned,partnership-peterborough,2014-04-01,,,,,2014-01-01",
  ]);
});

afterAll(async () => {
  await sql.close();
  await hub.close();
});

async function bring(what: string, header: string, rows: string[]): Promise<void> {
  expect(await hub.importCsv(what, [header, ...rows, ""].join("\n"))).toMatchObject({ problems: [], written: rows.length });
}

const quarter = (n: number) => ({ kind: "FINANCIAL_QUARTER", ...[{ from: "2015-04-01", to: "2015-06-30" }, { from: "2015-07-01", to: "2015-09-30" }, { from: "2015-10-01", to: "2015-12-31" }, { from: "2016-01-01", to: "2016-03-31" }][n - 1]! });
const RECORD = `mutation($input: ObservationInput!, $expectedVersion: Int!, $key: ID!) {
  recordObservation(input: $input, expectedVersion: $expectedVersion, idempotencyKey: $key) { id version value numerator period { label } reportedUnder { label } qualifier status visibility receivedOn openlyPublished extent partnership { id } }
}`;
const record = (viewer: Viewer, input: object, expectedVersion = 0, key: string = randomUUID()): Promise<HubAnswer> =>
  hub.as(viewer).ask(RECORD, { input: { indicator: SHARE, partnership: "partnership-fenland", period: quarter(1), value: "50", numerator: "5", denominator: "10", ...input }, expectedVersion, key });
const refusal = ({ errors }: HubAnswer): object => ({ code: errors?.[0]?.extensions["code"], field: errors?.[0]?.extensions["field"] });

const COLUMNS = ["indicator", "partnership", "area", "place", "extent", "period", "reported_under", "qualifier", "value", "numerator", "denominator", "base", "status", "service", "received_on", "openly_published", "document", "section", "as_printed", "known_from"];
const TAKE = `mutation($csv: String!, $key: ID!) { importObservations(csv: $csv, idempotencyKey: $key) { read written unchanged refused problems { line column code } } }`;
type Cells = Record<string, string>;
const csv = (rows: Cells[], columns = COLUMNS): string =>
  [columns.join(","), ...rows.map((said) => columns.map((name) => ({ indicator: SHARE, partnership: "partnership-fenland", period: "FINANCIAL_QUARTER 2015/16 Q2", reported_under: "FINANCIAL_YEAR 2015/16", qualifier: "EQ", value: "40", status: "FINAL", ...said })[name] ?? "").join(",")), ""].join("\n");
const send = async (viewer: Viewer, rows: Cells[], columns?: string[]) => (await hub.as(viewer).ask(TAKE, { csv: csv(rows, columns), key: randomUUID() })).data.importObservations;
const held = (): Promise<{ n: string }[]> => hub.sql("select count(*) as n from indicators.observation");

test("a member returns a value, received today and the partnership's own to see; corrects it; and what was said stays", async () => {
  const key = randomUUID();
  const first = await record(fenland, {}, 0, key);
  expect(first.errors).toBeUndefined();
  expect(first.data.recordObservation).toMatchObject({
    version: 1, value: "50", numerator: "5", qualifier: "EQ", status: "NOT_STATED", visibility: "PARTNERSHIP", receivedOn: today(), openlyPublished: false, extent: "LOCAL",
    period: { label: "Q1 2015/16" }, reportedUnder: { label: "Q1 2015/16" }, partnership: { id: "partnership-fenland" },
  });
  expect((await record(fenland, {}, 0, key)).data).toEqual(first.data);
  const { id } = first.data.recordObservation;
  expect(refusal(await record(fenland, { value: "60" }))).toEqual({ code: "VERSION_MOVED", field: "expectedVersion" });
  expect((await record(fenland, { value: "60", numerator: "6" }, 1)).data.recordObservation).toMatchObject({ id, version: 2, value: "60", receivedOn: today(), visibility: "PARTNERSHIP" });
  expect(await hub.sql(`select version, value::text from indicators.observation where id = '${id}' order by version`)).toEqual([{ version: 1, value: "50" }, { version: 2, value: "60" }]);
  expect(await hub.sql(`select subject, role, verb from indicators.audit_entry where id = '${id}' order by version`)).toEqual(Array(2).fill({ subject: fenland.subject, role: "MEMBER", verb: "recordObservation" }));
  const seen = async (asks: Pick<TestHub, "ask">): Promise<unknown> => (await asks.ask(`{ observation(id: "${id}") { value } }`)).data.observation;
  expect(await seen(hub.as(analyst(CAMBRIDGESHIRE)))).toEqual({ value: "60" });
  for (const other of [hub, hub.as(member("partnership-peterborough")), hub.as(analyst("pcc-area-devon-and-cornwall"))]) expect(await seen(other)).toBeNull();
});

test("a program with the scope returns a file of them without ids; sent twice it changes nothing, and says so", async () => {
  const rows = [{ numerator: "4", denominator: "10" }, { area: "area-wisbech-returned", value: "30" }, { period: "FINANCIAL_QUARTER 2015/16 Q1", value: "61", area: "area-fenland" }];
  expect(await send(program, rows)).toEqual({ read: 3, written: 3, unchanged: 0, refused: 0, problems: [] });
  expect(await send(program, rows)).toEqual({ read: 3, written: 0, unchanged: 3, refused: 0, problems: [] });
  expect(await send(fenland, [{ ...rows[0], value: "45" }])).toMatchObject({ written: 1 });
  expect(await hub.sql(`select count(*)::int as things, count(distinct received_on)::int as days, bool_and(visibility = 'PARTNERSHIP') as kept from indicators.observation where indicator_id = '${SHARE}' and period_from = '2015-07-01'`)).toEqual([{ things: 3, days: 1, kept: true }]);
  expect(await send(fenland, [{ ...rows[1] }, { ...rows[1], value: "31" }])).toMatchObject({ written: 0, problems: [{ line: 3, column: "id", code: "DUPLICATE_ROW" }, { line: 3, column: "indicator", code: "DUPLICATE_ROW" }] });
});

test("a steward of the area may say when it came, publish it, and bring in the first output of a service", async () => {
  const came = await record(steward(CAMBRIDGESHIRE), { period: quarter(3), receivedOn: "2016-01-20", visibility: "PUBLISHED" });
  expect(came.data.recordObservation).toMatchObject({ receivedOn: "2016-01-20", visibility: "PUBLISHED" });
  // Of what a steward entered as a return its partnership corrects the value, not the day.
  expect((await record(fenland, { period: quarter(3), value: "70", numerator: "7" }, 1)).data.recordObservation).toMatchObject({ version: 2, receivedOn: "2016-01-20" });
  expect(refusal(await record(fenland, { period: quarter(3), value: "71", numerator: null, receivedOn: "2016-01-19" }, 2))).toEqual({ code: "NOT_YOURS_TO_DATE", field: "input.receivedOn" });
  expect(refusal(await record(fenland, { service: "service-of-somebody" }))).toEqual({ code: "NOT_YOURS_TO_RETURN", field: "input.service" });
  expect((await record(administrator(CAMBRIDGESHIRE), { service: "service-of-somebody" })).errors).toBeUndefined();
  expect((await record(fenland, { service: "service-of-somebody", period: quarter(2) })).data.recordObservation).toMatchObject({ version: 1 });
  expect(refusal(await record(member("partnership-peterborough"), { partnership: "partnership-peterborough", service: "service-of-somebody" }))).toEqual({ code: "NOT_YOURS_TO_RETURN", field: "input.service" });
});

test.each<[string, Viewer, object, object]>([
  ["another partnership's value", fenland, { partnership: "partnership-peterborough" }, { code: "OUTSIDE_YOUR_REACH", field: "input.partnership" }],
  ["the same by a program", program, { partnership: "partnership-peterborough" }, { code: "OUTSIDE_YOUR_REACH", field: "input.partnership" }],
  ["another area's by a steward", steward("pcc-area-devon-and-cornwall"), {}, { code: "OUTSIDE_YOUR_REACH", field: "input.partnership" }],
  ["a figure of the force's area under its own name", fenland, { area: "area-cambridgeshire-force" }, { code: "OUTSIDE_YOUR_REACH", field: "input.area" }],
  ["a figure of another partnership's district under its own name", fenland, { area: "area-peterborough" }, { code: "OUTSIDE_YOUR_REACH", field: "input.area" }],
  ["a figure of an area that two partnerships share", fenland, { area: "area-shared-returned" }, { code: "OUTSIDE_YOUR_REACH", field: "input.area" }],
  ["what the police publish", fenland, { indicator: "indicator-recorded-crime-burglary" }, { code: "NOT_YOURS_TO_RETURN", field: "input.indicator" }],
  ["the day on which it came", fenland, { receivedOn: "2016-04-01" }, { code: "NOT_YOURS_TO_DATE", field: "input.receivedOn" }],
  ["a period that has not ended", fenland, { period: { kind: "MULTI_YEAR", from: "2015-04-01", to: "2099-03-31" } }, { code: "DATES_OUT_OF_ORDER", field: "input.period" }],
  ["more than there are", fenland, { numerator: "11" }, { code: "NUMERATOR_TOO_LARGE", field: "input.numerator" }],
  ["31 February", fenland, { period: { kind: "CUSTOM", from: "2015-02-01", to: "2015-02-31" } }, { code: "MALFORMED_DATE", field: "input.period.to" }],
  ["an indicator that is not known", fenland, { indicator: "indicator-unheard-of" }, { code: "UNKNOWN_REFERENCE", field: "input.indicator" }],
  ["a key that holds a NUL", fenland, { cohort: "a\u0000b" }, { code: "MALFORMED_TEXT", field: "input.cohort" }],
])("%s is refused, and nothing is written", async (_, viewer, input, found) => {
  const before = await held();
  expect(refusal(await record(viewer, { period: quarter(4), ...input }))).toEqual(found);
  expect(await held()).toEqual(before);
});

test.each<[string, Cells, object]>([
  ["an extent beyond its own area", { extent: "NATIONAL" }, { column: "extent", code: "NOT_YOURS_TO_RETURN" }],
  ["what had been published openly", { openly_published: "YES" }, { column: "openly_published", code: "NOT_YOURS_TO_RETURN" }],
  ["since when it is known", { known_from: "2015-10-01" }, { column: "known_from", code: "NOT_YOURS_TO_DATE" }],
  ["a value of another partnership", { partnership: "partnership-peterborough" }, { column: "partnership", code: "OUTSIDE_YOUR_REACH" }],
  ["a figure of nobody's area", { partnership: "", area: "area-cambridgeshire-force" }, { column: "partnership", code: "OUTSIDE_YOUR_REACH" }],
  ["neither an id nor a period", { period: "?NOT_STATED: Nobody knows." }, { column: "id", code: "MISSING_VALUE" }],
])("a partnership's file that says %s is refused whole, with line and column", async (_, bad, found) => {
  const before = await held();
  expect((await send(fenland, [{ period: "FINANCIAL_QUARTER 2015/16 Q4", area: "area-fenland" }, { period: "FINANCIAL_QUARTER 2015/16 Q4", ...bad }])).problems).toContainEqual({ line: 3, ...found });
  expect(await held()).toEqual(before);
});

test("what came from a document is no return: its partnership does not change it, by its id or by saying the same", async () => {
  const [printed] = await hub.sql<{ id: string; version: number }>("select id, version from indicators.observation where partnership_id = 'partnership-fenland' and indicator_id = 'indicator-asb-case-conference-in-5-days' and received_on is null and known_to is null");
  const { id, version } = printed!;
  const columns = ["id", ...COLUMNS];
  expect((await send(fenland, [{ id, period: "FINANCIAL_YEAR 2014/15", area: "area-fenland", value: "99" }], columns)).problems).toContainEqual({ line: 2, column: "id", code: "NOT_YOURS_TO_RETURN" });
  expect((await send(fenland, [{ period: "FINANCIAL_YEAR 2014/15", area: "area-fenland", value: "99" }])).problems).toContainEqual({ line: 2, column: "id", code: "NOT_YOURS_TO_RETURN" });
  expect(await hub.sql(`select max(version) as version from indicators.observation where id = '${id}'`)).toEqual([{ version }]);
});

test("another's id is not taken over, and whether it is there is not told", async () => {
  const { data } = await record(member("partnership-peterborough"), { partnership: "partnership-peterborough", period: quarter(4) });
  const hidden = data.recordObservation.id as string;
  const { errors } = await hub.as(fenland).ask(TAKE, { csv: csv([{ id: hidden, period: "FINANCIAL_QUARTER 2016/17 Q1" }], ["id", ...COLUMNS]), key: randomUUID() });
  expect(errors![0]!.extensions["code"]).toBe("WRITTEN_MEANWHILE");
  expect(await hub.sql(`select count(*)::int as n from indicators.observation where id = '${hidden}'`)).toEqual([{ n: 1 }]);
});

test("a small count of a restricted indicator that is returned is its partnership's to see, whatever it says of who may", async () => {
  const { data } = await record(fenland, { indicator: "indicator-returned-victims", value: "3", numerator: null, denominator: null, visibility: "PUBLISHED" });
  const { id } = data.recordObservation;
  const seen = async (asks: Pick<TestHub, "ask">): Promise<unknown> => (await asks.ask(`{ observation(id: "${id}") { value } }`)).data.observation;
  expect(await seen(hub.as(fenland))).toEqual({ value: "3" });
  for (const other of [hub, hub.as(member("partnership-peterborough"))]) expect(await seen(other)).toBeNull();
});

test("who has no part in it comes through neither door", async () => {
  for (const viewer of [analyst(CAMBRIDGESHIRE), grantOfficer(CAMBRIDGESHIRE), app("partnership-fenland", "read"), app("partnership-fenland", "returns:write")]) {
    expect(refusal(await record(viewer, {}))).toMatchObject({ code: "NOT_YOUR_DOOR" });
    expect(refusal(await hub.as(viewer).ask(TAKE, { csv: csv([{}]), key: randomUUID() }))).toMatchObject({ code: "NOT_YOUR_DOOR" });
  }
  expect(refusal(await hub.ask(RECORD, { input: { indicator: SHARE, partnership: "partnership-fenland", period: quarter(1), value: "1" }, expectedVersion: 0, key: randomUUID() }))).toMatchObject({ code: "NOT_YOUR_DOOR" });
});

describe("the database itself, whatever the hub's code forgets", () => {
  const row = (changes: object = {}): Record<string, unknown> => ({
    id: `observation-${randomUUID()}`, version: 1, known_from: "2016-05-01T00:00:00Z", of_partnership: "partnership-fenland", visibility: "PARTNERSHIP", gaps: [], indicator_id: SHARE, partnership_id: "partnership-fenland", extent: "LOCAL",
    period_kind: "MONTH", period_from: "2013-01-01", period_to: "2013-01-31", reported_under_kind: "MONTH", reported_under_from: "2013-01-01", reported_under_to: "2013-01-31", qualifier: "EQ", value: 1, status: "FINAL", openly_published: false, received_on: "2013-02-01", ...changes,
  });
  const insert = (viewer: Viewer, changes?: object): Promise<string | number> => sql.attempt("indicators", viewer, ...insertion("indicators.observation", row(changes)));

  test("lets a member and a program with the scope write their own return", async () => {
    for (const viewer of [fenland, program]) expect(await insert(viewer)).toBe(1);
  });

  test.each<[string, Viewer, object]>([
    ["another partnership's", fenland, { partnership_id: "partnership-peterborough", of_partnership: "partnership-peterborough" }],
    ["nobody's", fenland, { partnership_id: null, of_partnership: null, area_id: "area-cambridgeshire-force", visibility: "PUBLISHED" }],
    ["the force's area", fenland, { area_id: "area-cambridgeshire-force" }],
    ["a shared area", fenland, { area_id: "area-shared-returned" }],
    ["a wider extent", fenland, { extent: "WIDER" }],
    ["a value as openly published", fenland, { openly_published: true }],
    ["what was never received", fenland, { received_on: null }],
    ["the police's figures", fenland, { indicator_id: "indicator-recorded-offence-30a" }],
    ["a service that no steward told of", fenland, { service_id: "service-unheard-of" }],
    ["its own with another scope", app("partnership-fenland", "returns:write"), {}],
    ["its own as an analyst", analyst(CAMBRIDGESHIRE), {}],
  ])("does not let %s be written", async (_, viewer, changes) => expect(await insert(viewer, changes)).toBe(DENIED));

  test("does not let a member end what came from a document, and lets a steward", async () => {
    const end = "update indicators.observation set known_to = now() where partnership_id = 'partnership-fenland' and received_on is null and known_to is null and id = (select min(id) from indicators.observation where partnership_id = 'partnership-fenland' and received_on is null)";
    expect(await sql.attempt("indicators", fenland, end)).toBe(0);
    expect(await sql.as("indicators", steward(CAMBRIDGESHIRE), (client) => attempt(client, end))).toBe(1);
  });
});
