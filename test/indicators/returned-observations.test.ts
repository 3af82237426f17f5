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
    "area-late-returned,Late,PLACE,,,,,,,,2014-01-01",
    "area-passed-returned,Passed on,PLACE,,,,,,,,2014-01-01",
  ]);
  await bring("indicators/area-partnerships", `id,area,partnership,valid_from,valid_to,${SOURCE}`, [
    "area-partnership-returned-one,area-shared-returned,partnership-fenland,2014-04-01,,,,,2014-01-01",
    "area-partnership-returned-two,area-shared-returned,partnership-peterborough,2014-04-01,,,,,2014-01-01",
    "area-partnership-returned-late,area-late-returned,partnership-fenland,2016-02-01,,,,,2014-01-01",
    "area-partnership-returned-then,area-passed-returned,partnership-peterborough,2014-04-01,2015-09-30,,,,2014-01-01",
    "area-partnership-returned-next,area-passed-returned,partnership-fenland,2015-10-01,2015-11-15,,,,2014-01-01",
    "area-partnership-returned-since,area-passed-returned,partnership-fenland,2015-11-16,2016-03-31,,,,2014-01-01",
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
const LIMITS = ["published_lower", "published_upper", "published_confidence"];
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
  expect(await send(fenland, [{ ...rows[0], value: "50", numerator: "5" }])).toMatchObject({ written: 1 });
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
  ["a period that has not ended", fenland, { period: { kind: "CALENDAR_YEAR", from: "2098-01-01", to: "2098-12-31" } }, { code: "DATES_OUT_OF_ORDER", field: "input.period" }],
  ["a period of several years", fenland, { period: { kind: "MULTI_YEAR", from: "2012-04-01", to: "2015-03-31" } }, { code: "NOT_YOURS_TO_RETURN", field: "input.period" }],
  ["any stretch of days", fenland, { period: { kind: "CUSTOM", from: "1990-01-01", to: "2015-12-31" } }, { code: "NOT_YOURS_TO_RETURN", field: "input.period" }],
  ["a year that grows", program, { period: { kind: "YEAR_TO_DATE", from: "2015-04-01", to: "2015-12-31" } }, { code: "NOT_YOURS_TO_RETURN", field: "input.period" }],
  ["a figure of an area before it was the partnership's", fenland, { area: "area-late-returned" }, { code: "OUTSIDE_YOUR_REACH", field: "input.area" }],
  ["more than there are", fenland, { numerator: "11" }, { code: "NUMERATOR_TOO_LARGE", field: "input.numerator" }],
  ["a share that its counts do not come to", fenland, { value: "51" }, { code: "COUNTS_DISAGREE", field: "input.value" }],
  ["more than all", program, { value: "150", numerator: null }, { code: "SHARE_OUT_OF_RANGE", field: "input.value" }],
  ["fewer than none", fenland, { numerator: "-1" }, { code: "NEGATIVE_COUNT", field: "input.numerator" }],
  ["a count below none, which is a publisher's to take off", fenland, { indicator: "indicator-returned-victims", value: "-1", numerator: null, denominator: null }, { code: "NEGATIVE_COUNT", field: "input.value" }],
  ["half of one", fenland, { value: "45", numerator: "4.5" }, { code: "COUNT_NOT_WHOLE", field: "input.numerator" }],
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
  ["a document", { document: "document-fenland-csp-plan-2014" }, { column: "document", code: "NOT_YOURS_TO_RETURN" }],
  ["a section of one", { section: "Table 3" }, { column: "section", code: "NOT_YOURS_TO_RETURN" }],
  ["how it was printed", { as_printed: "40%" }, { column: "as_printed", code: "NOT_YOURS_TO_RETURN" }],
  ["the lower limit that somebody published", { published_lower: "30" }, { column: "published_lower", code: "NOT_YOURS_TO_RETURN" }],
  ["the upper", { published_upper: "50" }, { column: "published_upper", code: "NOT_YOURS_TO_RETURN" }],
  ["their confidence", { published_confidence: "95" }, { column: "published_confidence", code: "NOT_YOURS_TO_RETURN" }],
  ["an id and no period", { id: "observation-of-no-period", period: "?NOT_STATED: Nobody knows." }, { column: "period", code: "MISSING_VALUE" }],
  ["an id and many years", { id: "observation-of-many-years", period: "MULTI_YEAR 2005-04-01..2015-03-31" }, { column: "period", code: "NOT_YOURS_TO_RETURN" }],
  ["an id that is not there", { id: "observation-peterborough-2015-16-q4", place: "Elsewhere" }, { column: "id", code: "UNKNOWN_REFERENCE" }],
  ["neither an id nor a period", { period: "?NOT_STATED: Nobody knows." }, { column: "id", code: "MISSING_VALUE" }],
])("a partnership's file that says %s is refused whole, with line and column", async (_, bad, found) => {
  const before = await held();
  expect((await send(fenland, [{ period: "FINANCIAL_QUARTER 2015/16 Q4", area: "area-fenland" }, { period: "FINANCIAL_QUARTER 2015/16 Q4", ...bad }], ["id", ...COLUMNS, ...LIMITS])).problems).toContainEqual({ line: 3, ...found });
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

describe("the partnership and the area that is its own as a whole are one subject", () => {
  const HEADER = `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,received_on,${SOURCE}`;
  const stated = (id: string, area: string, month: string, value = 30, received = ""): string => `observation-subject-${id},${SHARE},partnership-fenland,${area},,MONTH 2012-${month},MONTH 2012-${month},EQ,${value},,,,FINAL,${received},,,,`;
  const standing = (month: string): Promise<unknown[]> => hub.sql(`select area_id, value::text, version from indicators.observation where indicator_id = '${SHARE}' and period_from = '2012-${month}-01' and period_kind = 'MONTH' and known_to is null`);
  beforeAll(() => bring("indicators/observations", HEADER, [stated("bare", "", "01"), stated("named", "area-fenland", "02"), stated("bare-return", "", "03", 30, "2012-04-02"), stated("named-return", "area-fenland", "04", 30, "2012-05-02"), stated("corrected", "", "05")]));

  test.each([["01", "area-fenland"], ["02", ""]])("what a document says of it in month %s gets no second value beside it, by file or by mutation", async (month, area) => {
    const before = await standing(month);
    const said = { period: { kind: "MONTH", from: `2012-${month}-01`, to: month === "01" ? "2012-01-31" : "2012-02-29" }, area: area || null };
    expect(refusal(await record(fenland, said))).toEqual({ code: "NOT_YOURS_TO_RETURN", field: "input.indicator" });
    expect((await send(fenland, [{ period: `MONTH 2012-${month}`, area }])).problems).toContainEqual({ line: 2, column: "id", code: "NOT_YOURS_TO_RETURN" });
    expect((await send(steward(CAMBRIDGESHIRE), [{ id: "observation-subject-second", period: `MONTH 2012-${month}`, area }], ["id", ...COLUMNS])).problems).toEqual([{ line: 2, column: "indicator", code: "DUPLICATE_ROW" }]);
    expect(await standing(month)).toEqual(before);
  });

  test.each([["03", "area-fenland", null], ["04", null, "area-fenland"]])("a return of it in month %s is corrected, and names its area as it did", async (month, area, kept) => {
    const said = { period: { kind: "MONTH", from: `2012-${month}-01`, to: month === "03" ? "2012-03-31" : "2012-04-30" }, area };
    expect((await record(fenland, { ...said, value: "60", numerator: "6" }, 1)).data.recordObservation).toMatchObject({ version: 2 });
    expect(await send(fenland, [{ period: `MONTH 2012-${month}`, area: area ?? "", value: "61" }])).toMatchObject({ written: 1, problems: [] });
    expect((await record(steward(CAMBRIDGESHIRE), { ...said, value: "70", numerator: "7" }, 3)).data.recordObservation).toMatchObject({ version: 4 });
    expect(await standing(month)).toEqual([{ area_id: kept, value: "70", version: 4 }]);
  });

  test("a steward says of what stands which area it is about", async () => {
    expect(await hub.importCsv("indicators/observations", [HEADER, stated("corrected", "area-fenland", "05"), ""].join("\n"))).toMatchObject({ written: 1, problems: [] });
    expect(await standing("05")).toEqual([{ area_id: "area-fenland", value: "30", version: 2 }]);
  });

  test("of two rows of one file the second is refused; a place or a ward of the partnership is another subject", async () => {
    expect((await send(fenland, [{ period: "MONTH 2012-06" }, { period: "MONTH 2012-06", area: "area-fenland" }])).problems).toEqual([{ line: 3, column: "indicator", code: "DUPLICATE_ROW" }]);
    expect(await send(fenland, [{ period: "MONTH 2012-06" }, { period: "MONTH 2012-06", area: "area-wisbech-returned" }, { period: "MONTH 2012-06", place: "Market", area: "area-fenland" }])).toMatchObject({ written: 3, problems: [] });
  });
});

test("a figure of a wider area stays one when it is corrected, and is its partnership's to read no sooner", async () => {
  const id = "observation-returned-wider";
  await bring("indicators/observations", `id,indicator,partnership,area,place,extent,period,reported_under,qualifier,value,numerator,denominator,base,status,received_on,${SOURCE}`, [
    `${id},indicator-returned-victims,partnership-fenland,,,WIDER,CALENDAR_YEAR 2014,CALENDAR_YEAR 2014,EQ,3,,,,FINAL,2015-02-01,,,,2015-02-01`,
  ]);
  const said = { indicator: "indicator-returned-victims", period: { kind: "CALENDAR_YEAR", from: "2014-01-01", to: "2014-12-31" }, numerator: null, denominator: null };
  const reaches = (): Promise<unknown[]> => hub.sql(`select value::text, extent from indicators.observation where id = '${id}' and known_to is null`);
  // Its partnership does not see it, so that this is a second one, and refused as whoever comes second is.
  expect(refusal(await record(fenland, { ...said, value: "4" }))).toMatchObject({ code: "WRITTEN_MEANWHILE" });
  expect(await reaches()).toEqual([{ value: "3", extent: "WIDER" }]);
  const anyone = async (asks: Pick<TestHub, "ask">): Promise<unknown> => (await asks.ask(`{ observation(id: "${id}") { value } }`)).data.observation;
  expect(await anyone(hub.as(fenland))).toBeNull();
  expect((await hub.importCsv("indicators/observations", [`id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status,${SOURCE}`, `${id},indicator-returned-victims,partnership-fenland,,CALENDAR_YEAR 2014,CALENDAR_YEAR 2014,EQ,2,,,,FINAL,,,,`, ""].join("\n"))).problems).toEqual([]);
  expect(await reaches()).toEqual([{ value: "2", extent: "WIDER" }]);
  expect(await anyone(hub.as(fenland))).toBeNull();
});

test("a figure of a wider area that its partnership sees is not its to draw into its own, nor a steward's by the verb", async () => {
  const id = "observation-returned-around";
  await bring("indicators/observations", `id,indicator,partnership,area,place,extent,period,reported_under,qualifier,value,numerator,denominator,base,status,received_on,${SOURCE}`, [
    `${id},${SHARE},partnership-fenland,,,WIDER,CALENDAR_YEAR 2014,CALENDAR_YEAR 2014,EQ,30,,,,FINAL,2015-02-01,,,,`,
  ]);
  const said = { period: { kind: "CALENDAR_YEAR", from: "2014-01-01", to: "2014-12-31" } };
  expect(refusal(await record(fenland, said, 1))).toEqual({ code: "NOT_YOURS_TO_RETURN", field: "input.area" });
  expect((await send(fenland, [{ id, extent: "LOCAL", period: "CALENDAR_YEAR 2014" }], ["id", ...COLUMNS])).problems).toContainEqual({ line: 2, column: "extent", code: "NOT_YOURS_TO_RETURN" });
  expect((await record(steward(CAMBRIDGESHIRE), said, 1)).data.recordObservation).toMatchObject({ id, version: 2, value: "50", extent: "WIDER", receivedOn: "2015-02-01" });
});

test("the verb corrects returns alone: what a document says keeps its page, its printed figure and its limits, by a steward too", async () => {
  const id = "observation-returned-printed";
  await bring("indicators/observations", `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,published_lower,published_upper,published_confidence,${SOURCE}`, [
    `${id},${SHARE},partnership-fenland,,,CALENDAR_YEAR 2013,CALENDAR_YEAR 2013,EQ,30,,,,FINAL,20,40,95,,Table 3,30%,`,
  ]);
  for (const viewer of [steward(CAMBRIDGESHIRE), fenland]) {
    expect(refusal(await record(viewer, { period: { kind: "CALENDAR_YEAR", from: "2013-01-01", to: "2013-12-31" } }, 1))).toEqual({ code: "NOT_YOURS_TO_RETURN", field: "input.indicator" });
  }
  expect(await hub.sql(`select section, as_printed, published_lower::int as lower, published_confidence::int as confidence, version from indicators.observation where id = '${id}'`)).toEqual([{ section: "Table 3", as_printed: "30%", lower: 20, confidence: 95, version: 1 }]);
});

test("what a steward records is received too: today, where nothing else is said, and its partnership corrects it", async () => {
  const { data } = await record(steward(CAMBRIDGESHIRE), { period: quarter(2), cohort: "Steward's" });
  expect(data.recordObservation).toMatchObject({ receivedOn: today(), version: 1 });
  expect((await record(fenland, { period: quarter(2), cohort: "Steward's", value: "60", numerator: "6" }, 1)).data.recordObservation).toMatchObject({ version: 2, receivedOn: today() });
});

test("a return's id stays with what it stands for: a late one does not come in time under the id of an old one", async () => {
  await bring("indicators/observations", `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,received_on,${SOURCE}`, [
    `observation-returned-old,${SHARE},partnership-fenland,,,MONTH 2014-05,MONTH 2014-05,EQ,30,,,,FINAL,2014-06-03,,,,`,
  ]);
  const again = { id: "observation-returned-old", period: "MONTH 2014-05" };
  for (const change of [{ period: "MONTH 2014-07" }, { indicator: "indicator-returned-victims" }, { place: "Elsewhere" }, { area: "area-wisbech-returned" }]) {
    expect((await send(fenland, [{ ...again, ...change }], ["id", ...COLUMNS])).problems).toContainEqual({ line: 2, column: "id", code: "NOT_YOURS_TO_RETURN" });
  }
  expect(await send(fenland, [{ ...again, value: "31" }], ["id", ...COLUMNS])).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select received_on::text, value::text from indicators.observation where id = 'observation-returned-old' and known_to is null")).toEqual([{ received_on: "2014-06-03", value: "31" }]);
  // A steward may say that it was of another month: the day on which that came is then its own.
  await bring("indicators/observations", `id,indicator,partnership,area,place,period,reported_under,qualifier,value,numerator,denominator,base,status,received_on,${SOURCE}`, [
    `observation-returned-old,${SHARE},partnership-fenland,,,MONTH 2014-06,MONTH 2014-06,EQ,31,,,,FINAL,2014-09-30,,,,`,
  ]);
  expect(await hub.sql(`select indicators.received_on('${SHARE}', 'partnership-fenland', 'MONTH', '2014-06-01', '2014-06-30', current_date)::text as came`)).toEqual([{ came: "2014-09-30" }]);
});

test("an area counts as its partnership's for the periods in which it was so throughout, and nobody else's", async () => {
  const of = async (n: number): Promise<object> => refusal(await record(fenland, { area: "area-passed-returned", period: quarter(n) }));
  for (const n of [1, 2]) expect(await of(n)).toEqual({ code: "OUTSIDE_YOUR_REACH", field: "input.area" });
  for (const n of [3, 4]) expect(await of(n)).toEqual({ code: undefined, field: undefined });
  const year = { kind: "FINANCIAL_YEAR", from: "2015-04-01", to: "2016-03-31" };
  expect(refusal(await record(fenland, { area: "area-passed-returned", period: year }))).toEqual({ code: "OUTSIDE_YOUR_REACH", field: "input.area" });
});

test("another's claim to an area stands in the way also where the partnership does not see it", async () => {
  const area = "area-wisbech-returned";
  const lies = (): Promise<object[]> => sql.rows("indicators", fenland, `select indicators.lies_within('${area}', 'partnership-fenland', '2015-10-01', '2015-12-31') as own, (select count(*)::int from indicators.area_partnership where area_id = '${area}') as seen`);
  expect(await lies()).toEqual([{ own: true, seen: 0 }]);
  await hub.sql("alter table indicators.area_partnership disable trigger user");
  await hub.sql(`insert into indicators.area_partnership (id, known_from, gaps, area_id, partnership_id, valid_from, version, of_partnership, visibility) values ('area-partnership-returned-hidden', '2015-01-01', '[]', '${area}', 'partnership-peterborough', '2015-11-01', 1, 'partnership-peterborough', 'PARTNERSHIP')`);
  await hub.sql("alter table indicators.area_partnership enable trigger user");
  expect(await lies()).toEqual([{ own: false, seen: 0 }]);
  expect(refusal(await record(fenland, { area, period: quarter(3) }))).toEqual({ code: "OUTSIDE_YOUR_REACH", field: "input.area" });
});

test("another's id is not taken over, and whether it is there is not told", async () => {
  const { data } = await record(member("partnership-peterborough"), { partnership: "partnership-peterborough", period: quarter(4) });
  const hidden = data.recordObservation.id as string;
  for (const id of [hidden, "observation-of-nobody"]) {
    expect(await send(fenland, [{ id, period: "FINANCIAL_QUARTER 2015/16 Q3", place: "Elsewhere" }], ["id", ...COLUMNS])).toMatchObject({ written: 0, problems: [{ line: 2, column: "id", code: "UNKNOWN_REFERENCE" }] });
  }
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
  const [now, later] = [new Date().toISOString(), new Date(Date.now() + 1000).toISOString()];
  const row = (changes: object = {}): Record<string, unknown> => ({
    id: `observation-${randomUUID()}`, version: 1, known_from: now, of_partnership: "partnership-fenland", visibility: "PARTNERSHIP", gaps: [], indicator_id: SHARE, partnership_id: "partnership-fenland", extent: "LOCAL",
    period_kind: "MONTH", period_from: "2013-01-01", period_to: "2013-01-31", reported_under_kind: "MONTH", reported_under_from: "2013-01-01", reported_under_to: "2013-01-31", qualifier: "EQ", value: 1, status: "FINAL", openly_published: false, received_on: today(), ...changes,
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
    ["what has no period", fenland, { period_kind: null, period_from: null, period_to: null }],
    ["many years", fenland, { period_kind: "MULTI_YEAR", period_from: "2005-01-01" }],
    ["many years that are called a month", fenland, { period_from: "2005-01-01" }],
    ["many years that are called a year", program, { period_kind: "CALENDAR_YEAR", period_from: "2005-01-01", period_to: "2014-12-31" }],
    ["any stretch of days", program, { period_kind: "CUSTOM" }],
    ["a period that has not ended", fenland, { period_from: "2099-01-01", period_to: "2099-01-31" }],
    ["an area before it was the partnership's", fenland, { area_id: "area-late-returned" }],
    ["an earlier day of coming", fenland, { received_on: "2013-02-01" }],
    ...["document_id", "section", "as_printed"].map((name): [string, Viewer, object] => [`a publisher's ${name}`, fenland, { [name]: "document-of-somebody" }]),
    ...LIMITS.map((name): [string, Viewer, object] => [`a publisher's ${name}`, fenland, { [name]: 2 }]),
    ["a value as openly published", fenland, { openly_published: true }],
    ["what would have been known for long", fenland, { known_from: "2016-05-01T00:00:00Z" }],
    ["what would be known only tomorrow", program, { known_from: new Date(Date.now() + 86_400_000).toISOString() }],
    ["what was never received", fenland, { received_on: null }],
    ["more than all", program, { value: 101 }],
    ["a share that its counts do not come to", fenland, { value: 51, numerator: 5, denominator: 10 }],
    ["the police's figures", fenland, { indicator_id: "indicator-recorded-offence-30a" }],
    ["a service that no steward told of", fenland, { service_id: "service-unheard-of" }],
    ["its own with another scope", app("partnership-fenland", "returns:write"), {}],
    ["its own as an analyst", analyst(CAMBRIDGESHIRE), {}],
  ])("does not let %s be written", async (_, viewer, changes) => expect(await insert(viewer, changes)).toBe(DENIED));

  test("does not let a second figure of a subject be written beside the first, however its area is named", async () => {
    const second = async (one: object, other: object, viewer = fenland): Promise<string | number> =>
      sql.as("indicators", viewer, async (client) => {
        expect(await attempt(client, ...insertion("indicators.observation", row(one)))).toBe(1);
        return attempt(client, ...insertion("indicators.observation", row(other)));
      });
    for (const viewer of [fenland, steward(CAMBRIDGESHIRE)]) {
      expect(await second({}, { area_id: "area-fenland" }, viewer)).toBe("23505");
      expect(await second({ area_id: "area-fenland" }, {}, viewer)).toBe("23505");
    }
    expect(await second({}, { area_id: "area-fenland", place: "Market" })).toBe(1);
  });

  test.each<[string, object]>([
    ["another indicator", { indicator_id: "indicator-returned-victims" }],
    ["another period", { period_from: "2013-02-01", period_to: "2013-02-28" }],
    ["another place", { place: "Elsewhere" }],
    ["an earlier day of coming", { received_on: "2013-02-01" }],
  ])("does not let a return become one of %s", async (_, changes) => {
    const id = `observation-${randomUUID()}`;
    const next = { id, version: 2, value: 2, known_from: later };
    for (const viewer of [fenland, program]) {
      const corrected = (said: object): Promise<string | number> =>
        sql.as("indicators", viewer, async (client) => {
          expect(await attempt(client, ...insertion("indicators.observation", row({ id })))).toBe(1);
          expect(await attempt(client, `update indicators.observation set known_to = '${later}' where id = '${id}' and known_to is null`)).toBe(1);
          return attempt(client, ...insertion("indicators.observation", row({ ...next, ...said })));
        });
      expect(await corrected({})).toBe(1);
      expect(await corrected(changes)).toBe(DENIED);
    }
  });

  test("does not let a return end before now", async () => {
    await sql.as("indicators", fenland, async (client) => {
      const id = `observation-${randomUUID()}`;
      expect(await attempt(client, ...insertion("indicators.observation", row({ id })))).toBe(1);
      expect(await attempt(client, `update indicators.observation set known_to = known_from - interval '2 hours' where id = '${id}'`)).toBe(DENIED);
    });
  });

  test("does not let a member end what came from a document, and lets a steward", async () => {
    const end = "update indicators.observation set known_to = now() where partnership_id = 'partnership-fenland' and received_on is null and known_to is null and id = (select min(id) from indicators.observation where partnership_id = 'partnership-fenland' and received_on is null)";
    expect(await sql.attempt("indicators", fenland, end)).toBe(0);
    expect(await sql.as("indicators", steward(CAMBRIDGESHIRE), (client) => attempt(client, end))).toBe(1);
  });
});

test("where a database holds two of one from before, a row without an id is told so, by file and by mutation, and nothing faults", async () => {
  const { data } = await record(fenland, { period: quarter(1), cohort: "Twice" });
  await hub.sql("drop index indicators.observation_stands_for_current");
  await hub.sql("alter table indicators.observation disable trigger user");
  const names = (await hub.sql<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'indicators' and table_name = 'observation' and is_generated = 'NEVER' and column_name <> 'id'")).map(({ name }) => name).join(", ");
  await hub.sql(`insert into indicators.observation (id, ${names}) select 'observation-zz-again', ${names} from indicators.observation where id = '${data.recordObservation.id}' and known_to is null`);
  await hub.sql("alter table indicators.observation enable trigger user");
  expect(await send(fenland, [{ period: "FINANCIAL_QUARTER 2015/16 Q1", cohort: "Twice" }], [...COLUMNS, "cohort"])).toMatchObject({ written: 0, problems: [{ line: 2, column: "indicator", code: "DUPLICATE_ROW" }] });
  expect(refusal(await record(fenland, { period: quarter(1), cohort: "Twice", value: "60", numerator: "6" }, 1))).toEqual({ code: "DUPLICATE_ROW", field: "input.indicator" });
});

test("where both namings of an area stand from before, a row without an id is about the one that names it as the row does", async () => {
  const { data } = await record(fenland, { period: quarter(2), cohort: "Both" });
  await hub.sql("alter table indicators.observation disable trigger user");
  const names = (await hub.sql<{ name: string }>("select column_name as name from information_schema.columns where table_schema = 'indicators' and table_name = 'observation' and is_generated = 'NEVER' and column_name not in ('id', 'area_id')")).map(({ name }) => name).join(", ");
  await hub.sql(`insert into indicators.observation (id, area_id, ${names}) select 'observation-zz-named', 'area-fenland', ${names} from indicators.observation where id = '${data.recordObservation.id}' and known_to is null`);
  await hub.sql("alter table indicators.observation enable trigger user");
  const row = (area: string, value: string): Cells => ({ area, value, cohort: "Both" });
  const stand = () => hub.sql("select area_id, value::text, version from indicators.observation where cohort = 'Both' and known_to is null order by id = 'observation-zz-named'");
  expect(await send(fenland, [row("area-fenland", "60"), row("", "70")], [...COLUMNS, "cohort"])).toMatchObject({ written: 2, problems: [] });
  expect(await stand()).toEqual([{ area_id: null, value: "70", version: 2 }, { area_id: "area-fenland", value: "60", version: 2 }]);
  expect(await send(fenland, [row("", "80")], [...COLUMNS, "cohort"])).toMatchObject({ written: 1, problems: [] });
  expect(await stand()).toEqual([{ area_id: null, value: "80", version: 3 }, { area_id: "area-fenland", value: "60", version: 2 }]);
});

test("numbers that stood and do not agree can be said again with what is put right beside them, and not be changed to others that do not", async () => {
  const { data } = await record(fenland, { period: quarter(3), cohort: "Disagreeing" });
  const { id } = data.recordObservation as { id: string };
  await hub.sql("alter table indicators.observation disable trigger user");
  await hub.sql(`update indicators.observation set value = 99 where id = '${id}'`);
  await hub.sql("alter table indicators.observation enable trigger user");
  const of = (value: string): Cells => ({ id, value, numerator: "5", denominator: "10", cohort: "Disagreeing", period: "FINANCIAL_QUARTER 2015/16 Q3", base: "Those who answered" });
  expect(await send(fenland, [of("98")], ["id", ...COLUMNS, "cohort"])).toMatchObject({ written: 0, problems: [{ line: 2, column: "value", code: "COUNTS_DISAGREE" }] });
  expect(await send(fenland, [of("99")], ["id", ...COLUMNS, "cohort"])).toMatchObject({ written: 1, problems: [] });
});
