/** Open grants: awards and re-grants as a package and a table of the 360Giving Data Standard, for whoever may see them, and nothing invented. */
import { parse } from "csv-parse/sync";
import { ConfigError, readConfig, type OpenGrantsPublisher } from "../../kernel/process/config.js";
import { judgePackage, type JsonObject } from "../../services/grants/open-grants/standard/judge-open-grant.js";
import { refusalOf, startHub, type DoorAnswer, type TestHub } from "../support/hub.js";
import { analyst, grantOfficer, member } from "../support/people.js";

const publisher: OpenGrantsPublisher = { prefix: "360G-examplepcc", name: "Example Commissioner", identifier: null, licence: "https://creativecommons.org/licenses/by/4.0/" };
const YOUTH = "fund-cambridgeshire-pcc-youth-fund";
const COUNCIL = "organisation-fenland-district-council";
const ENDS = "document,section,as_printed,known_from,visibility";

/** Awards of two areas with and without what the standard needs, and money passed on twice. */
async function bringIn(hub: TestHub): Promise<void> {
  const files: Record<string, [string, ...string[]]> = {
    "plans/organisations": [
      "id,name,short_name,kind,org_id,document,section,as_printed,known_from",
      "organisation-shelter,Shelter of the Fens,,VOLUNTARY,GB-CHC-1164883,,,,2010-01-01",
      "organisation-builders,Builders of the Fens,,BUSINESS,GB-COH-09876543,,,,2010-01-01",
    ],
    "grants/awards": [
      `id,fund,partnership,recipient,awarded,annual_amounts,purpose,${ENDS}`,
      `award-a,${YOUTH},partnership-fenland,${COUNCIL},10000.00,2016/17 6000.00; 2017/18 4000.00,Work with young people.,,,,2016-06-01,`,
      `award-b,${YOUTH},partnership-fenland,${COUNCIL},500.50,2016/17 500.50,Street pastors.,,,,2016-06-01,`,
      `award-c,${YOUTH},partnership-fenland,${COUNCIL},700.00,2016/17 700.00,Kept to itself.,,,,2016-06-01,PARTNERSHIP`,
      `award-d,${YOUTH},partnership-fenland,${COUNCIL},900.00,2016/17 900.00,Nobody says when.,,,,2016-06-01,`,
      `award-e,${YOUTH},partnership-fenland,?TO_BE_CONFIRMED: The council is still to be named.,100.00,2016/17 100.00,,,,,2016-06-01,`,
      `award-f,fund-devon-and-cornwall-pcc-plymouth,partnership-plymouth,organisation-plymouth-city-council,300.00,2018/19 300.00,Safer nights.,,,,2018-06-01,`,
    ],
    "grants/applications": [
      `id,fund,partnership,applicant,purpose,requested,annual_amounts,state,state_on,reason,award,${ENDS}`,
      `application-a,${YOUTH},partnership-fenland,${COUNCIL},Youth work,12000.00,2016/17 12000.00,AWARDED,2016-03-15,,award-a,,,,2016-06-01,`,
    ],
    "grants/agreements": [
      `id,award,state,state_on,reasons,without_conditions,agreed_on,published_on,note,clawback,${ENDS}`,
      "agreement-b,award-b,ACTIVE,2016-05-01,,,2016-04-20,,,,,,,2016-06-01,",
      "agreement-c,award-c,AWARDED,2016-04-02,,,,,,,,,,2016-06-01,",
      "agreement-f,award-f,AWARDED,2018-04-02,,,,,,,,,,2018-06-01,",
    ],
    "grants/allocations": [
      `id,award,year,amount,service,recipient,parent,purpose,attributed_level,attributed_to,${ENDS}`,
      "allocation-a1,award-a,2016/17,2000.00,,organisation-shelter,,Beds for the young.,UNATTRIBUTED,,,,,2016-07-01,",
      "allocation-a1a,award-a,2016/17,500.00,,organisation-builders,allocation-a1,New roof.,UNATTRIBUTED,,,,,2016-08-01,",
      "allocation-a2,award-a,2016/17,1000.00,,,,The council's own staff.,UNATTRIBUTED,,,,,2016-07-01,",
      "allocation-a3,award-a,2016/17,10.00,,organisation-shelter,,,UNATTRIBUTED,,,,,2016-07-01,",
      `allocation-b1,award-b,2016/17,100.00,,${COUNCIL},,For itself.,UNATTRIBUTED,,,,,2016-07-01,`,
      "allocation-f1,award-f,2018/19,50.00,,organisation-shelter,,A night bus.,UNATTRIBUTED,,document-safer-plymouth-update,,,2018-06-01,",
    ],
    "grants/ledger-entries": [
      "id,award,kind,from,to,amount,on,claim,corrects,note,document,section,as_printed,known_from",
      `ledger-entry-1,award-a,PAYMENT,${YOUTH},award-a,6000.00,2016-07-01,,,,,,,2016-07-02`,
      `ledger-entry-2,award-a,PAYMENT,${YOUTH},award-a,100.00,2016-07-01,,,,,,,2016-07-02`,
      `ledger-entry-3,award-a,CORRECTION,award-a,${YOUTH},100.00,2016-07-03,,ledger-entry-2,,,,,2016-07-04`,
      "ledger-entry-4,award-a,PASS_ON,award-a,allocation-a1,1500.00,2016-09-01,,,,,,,2016-09-02",
      "ledger-entry-5,award-a,PASS_ON,allocation-a1,allocation-a1a,400.00,2016-09-03,,,,,,,2016-09-04",
      "ledger-entry-6,award-a,REFUND,allocation-a1,award-a,200.00,2016-10-01,,,,,,,2016-10-02",
    ],
  };
  for (const [what, lines] of Object.entries(files)) {
    expect([what, (await hub.importCsv(what, `${lines.join("\n")}\n`)).problems]).toEqual([what, []]);
    await hub.fetchFacts();
  }
}

const id = (of: string): string => `360G-examplepcc-${of}`;
const OPCC = { id: id("organisation-cambridgeshire-opcc"), name: "Office of the Police and Crime Commissioner (Cambridgeshire)" };
const SHELTER = { id: "GB-CHC-1164883", name: "Shelter of the Fens", charityNumber: "1164883" };
const council = { id: id(COUNCIL), name: "Fenland District Council" };
const programme = [{ code: YOUTH, title: "Police and Crime Commissioner's Youth Fund" }];

const A = {
  id: id("award-a"),
  title: "Grant to Fenland District Council, 2016/17 to 2017/18",
  description: "Work with young people.",
  currency: "GBP",
  amountAppliedFor: 12000,
  amountAwarded: 10000,
  amountDisbursed: 6000,
  awardDate: "2016-03-15",
  plannedDates: [{ startDate: "2016-04-01", endDate: "2018-03-31" }],
  recipientOrganization: [council],
  fundingOrganization: [OPCC],
  grantProgramme: programme,
  regrantType: "FRG020",
  // When its payment of 100.00 was corrected.
  dateModified: "2016-07-04T00:00:00.000Z",
};
const A1 = {
  id: id("allocation-a1"),
  title: "Grant to Shelter of the Fens, 2016/17",
  description: "Beds for the young.",
  currency: "GBP",
  amountAwarded: 2000,
  amountDisbursed: 1300,
  awardDate: "2016-07-01",
  plannedDates: [{ startDate: "2016-04-01", endDate: "2017-03-31" }],
  recipientOrganization: [SHELTER],
  fundingOrganization: [council],
  grantProgramme: programme,
  relatedActivity: [id("award-a")],
  regrantType: "FRG010",
  dateModified: "2016-10-02T00:00:00.000Z",
};
const A1A = { ...A1, id: id("allocation-a1a"), title: "Grant to Builders of the Fens, 2016/17", description: "New roof.", amountAwarded: 500, amountDisbursed: 400, awardDate: "2016-08-01", recipientOrganization: [{ id: "GB-COH-09876543", name: "Builders of the Fens", companyNumber: "09876543" }], fundingOrganization: [SHELTER], dateModified: "2016-09-04T00:00:00.000Z", regrantType: undefined };
const B = { ...A, id: id("award-b"), title: "Grant to Fenland District Council, 2016/17", description: "Street pastors.", amountAppliedFor: undefined, amountAwarded: 500.5, amountDisbursed: undefined, awardDate: "2016-04-20", plannedDates: A1.plannedDates, dateModified: "2016-06-01T00:00:00.000Z", regrantType: undefined };
const shown = (...grants: object[]): unknown => JSON.parse(JSON.stringify(grants));

interface Package extends JsonObject {
  grants: (JsonObject & { id: string })[];
}
const packageIn = ({ status, text }: DoorAnswer): Package => {
  if (status !== 200) throw new Error(text);
  return JSON.parse(text) as Package;
};
const idsIn = (answer: DoorAnswer): string[] => packageIn(answer).grants.map((grant) => grant.id.replace("360G-examplepcc-", ""));

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub("documents", { publisher });
  await bringIn(hub);
});
afterAll(() => hub.close());

test("a package holds what anyone may see and the standard allows, each field a fact of the hub, and tells how many are left out", async () => {
  const answer = await hub.read("/360giving.json?pccArea=pcc-area-cambridgeshire");
  const { grants, ...about } = packageIn(answer);
  expect(grants).toEqual(shown(A1, A1A, A, B));
  expect(about).toEqual({
    version: "1.4",
    title: "Grants published by Example Commissioner",
    description: "Of what 360G-examplepcc publishes, 4 awards and re-grants are left out: a field that the standard needs is not known of them.",
    issued: new Date().toISOString().slice(0, 10),
    publisher: { name: "Example Commissioner" },
    license: "https://creativecommons.org/licenses/by/4.0/",
  });
  expect(judgePackage({ ...about, grants })).toEqual([]);
  expect(answer.headers).toMatchObject({ "content-type": "application/json; charset=utf-8", "content-disposition": 'attachment; filename="360giving.json"', "x-grants-left-out": "4", "cache-control": "no-store" });
});

test("what is left out is told with what it lacks and why", async () => {
  const { data, errors } = await hub.ask(`{ openGrantsLeftOut { totalCount nodes { id source partnershipId missing { field reason explanation } } } }`);
  expect(errors).toBeUndefined();
  const missing = new Map((data.openGrantsLeftOut.nodes as { id: string; missing: { field: string; reason: string; explanation: string }[] }[]).map((each) => [each.id, each.missing]));
  expect(data.openGrantsLeftOut.totalCount).toBe(missing.size);
  expect([...missing.keys()]).toEqual(["allocation-a3", "allocation-f1", "award-d", "award-e", "award-peterborough-2015-16", "award-plymouth-2017-19"]);
  expect(missing.get("award-d")).toEqual([{ field: "awardDate", reason: "NOT_HELD", explanation: "Neither an application nor an agreement says when it was awarded." }]);
  expect(missing.get("award-e")).toEqual([
    { field: "description", reason: "NOT_STATED", explanation: "The source does not say." },
    { field: "awardDate", reason: "NOT_HELD", explanation: expect.any(String) as string },
    { field: "recipientOrganization", reason: "TO_BE_CONFIRMED", explanation: "The council is still to be named." },
  ]);
  expect(missing.get("award-plymouth-2017-19")!.map(({ field, reason }) => [field, reason])).toEqual([["awardDate", "NOT_HELD"], ["recipientOrganization", "AMBIGUOUS"]]);
  expect(missing.get("allocation-a3")!.map(({ field }) => field)).toEqual(["description"]);
  // A document states it, and not when it was made.
  expect(missing.get("allocation-f1")!.map(({ field }) => field)).toEqual(["awardDate"]);
});

test("a table has the titles of the standard and says what the package says", async () => {
  const [json, csv] = [packageIn(await hub.read("/360giving.json")), await hub.read("/360giving.csv")];
  expect(csv.headers).toMatchObject({ "content-type": "text/csv; charset=utf-8; header=present", "content-disposition": 'attachment; filename="360giving.csv"', "x-grants-left-out": "6" });
  const rows = parse<Record<string, string>>(csv.text, { columns: true, bom: true });
  expect(rows).toHaveLength(json.grants.length);
  expect(rows[0]).toEqual({
    Identifier: id("allocation-a1"),
    Title: "Grant to Shelter of the Fens, 2016/17",
    Description: "Beds for the young.",
    Currency: "GBP",
    "Amount Applied For": "",
    "Amount Awarded": "2000",
    "Amount Disbursed": "1300",
    "Award Date": "2016-07-01",
    "Planned Dates:Start Date": "2016-04-01",
    "Planned Dates:End Date": "2017-03-31",
    "Recipient Org:Identifier": "GB-CHC-1164883",
    "Recipient Org:Name": "Shelter of the Fens",
    "Recipient Org:Organisation Type": "",
    "Recipient Org:Charity Number": "1164883",
    "Recipient Org:Company Number": "",
    "Funding Org:Identifier": id(COUNCIL),
    "Funding Org:Name": "Fenland District Council",
    "Grant Programme:Code": YOUTH,
    "Grant Programme:Title": "Police and Crime Commissioner's Youth Fund",
    "Related Activity": id("award-a"),
    "For Regrant Type": "FRG010",
    "Last Modified": "2016-10-02T00:00:00.000Z",
  });
});

test("each sees what the rights allow: what a partnership keeps to itself is in its members' packages alone", async () => {
  const all = ["allocation-a1", "allocation-a1a", "award-a", "award-b", "award-f"];
  expect(idsIn(await hub.read("/360giving.json"))).toEqual(all);
  expect(idsIn(await hub.as(analyst("pcc-area-devon-and-cornwall")).read("/360giving.json"))).toEqual(all);
  for (const viewer of [member("partnership-fenland"), grantOfficer("pcc-area-cambridgeshire")]) expect(idsIn(await hub.as(viewer).read("/360giving.json"))).toEqual([...all, "award-c"].toSorted());
});

test.each([
  ["pccArea=pcc-area-devon-and-cornwall", ["award-f"]],
  ["pccArea=pcc-area-devon-and-cornwall&pccArea=pcc-area-cambridgeshire", ["allocation-a1", "allocation-a1a", "award-a", "award-b", "award-f"]],
  ["year=2017/18", ["award-a"]],
  ["year=2018-19", ["award-f"]],
  ["asOf=2016-06-30", ["award-a", "award-b"]],
  ["asOf=2016-07-31", ["allocation-a1", "award-a", "award-b"]],
  ["synthetic=false", ["allocation-a1", "allocation-a1a", "award-a", "award-b", "award-f"]],
])("a package of %s holds those", async (query, ids) => {
  expect(idsIn(await hub.read(`/360giving.json?${query}`))).toEqual(ids);
});

test("how far an award is passed on is told as of the day", async () => {
  const typeOn = async (day: string): Promise<unknown> => packageIn(await hub.read(`/360giving.json?asOf=${day}`)).grants.find((grant) => grant.id === A.id)!["regrantType"];
  expect([await typeOn("2016-06-30"), await typeOn("2016-07-31"), await typeOn("2016-08-31")]).toEqual([undefined, "FRG010", "FRG020"]);
});

test("a grant was modified when what was paid of it was", async () => {
  const said = async (day: string): Promise<unknown[]> => {
    const { amountDisbursed, dateModified } = packageIn(await hub.read(`/360giving.json?asOf=${day}`)).grants.find((grant) => grant.id === A.id)!;
    return [amountDisbursed, dateModified];
  };
  expect([await said("2016-07-01"), await said("2016-07-03"), await said("2016-07-04")]).toEqual([
    [undefined, "2016-06-01T00:00:00.000Z"],
    [6100, "2016-07-02T00:00:00.000Z"],
    [6000, "2016-07-04T00:00:00.000Z"],
  ]);
});

test.each([
  ["?year=2015", 400, "MALFORMED_FINANCIAL_YEAR", "year"],
  ["?asOf=2016-02-31", 400, "MALFORMED_DATE", "asOf"],
  ["?pccArea=cambridgeshire", 400, "MALFORMED_ID", "pccArea"],
  ["?pccArea=pcc-area-nowhere", 404, "THING_UNKNOWN", "pccArea"],
  ["?synthetic=perhaps", 400, "PARAMETER_MALFORMED", "synthetic"],
  ["?source=stolen", 400, "PARAMETER_MALFORMED", "source"],
  ["?year=2015/16&year=2016/17", 400, "PARAMETER_MALFORMED", "year"],
  ["?first=5", 400, "PARAMETER_UNKNOWN", "first"],
  ["?synthetic=true", 404, "NOTHING_TO_PUBLISH", undefined],
  ["?asOf=2014-01-01", 404, "NOTHING_TO_PUBLISH", undefined],
])("%s is a problem: %i %s", async (query, status, code, parameter) => {
  for (const form of ["json", "csv"]) {
    const answer = await hub.read(`/360giving.${form}${query}`);
    expect(JSON.parse(answer.text)).toMatchObject({ status, code, ...(parameter ? { parameter } : {}) });
    expect(answer.status).toBe(status);
    expect(answer.type).toMatch("application/problem+json");
  }
});

test("a hub that does not know as whom it publishes says so, and what to set; GraphQL takes a prefix from whoever asks", async () => {
  const nameless = await startHub();
  const answer = await nameless.read("/360giving.json");
  expect(JSON.parse(answer.text)).toMatchObject({ status: 503, code: "PUBLISHER_NOT_SET", action: expect.stringContaining("OPEN_GRANTS_PREFIX") as string });
  await nameless.close();
  const { data } = await hub.ask(`{ openGrants(where: { year: "2018/19" }) { nodes { id source json(prefix: "360G-another") } } }`);
  expect(data.openGrants.nodes).toMatchObject([{ id: "award-f", source: "AWARD", json: expect.stringContaining('"id":"360G-another-award-f"') as string }]);
  for (const prefix of ["", "examplepcc", "360G-", "360G-a b"]) expect(refusalOf(await hub.ask("query($prefix: String!) { openGrants { nodes { json(prefix: $prefix) } } }", { prefix }), "MALFORMED_PREFIX").field).toBe("prefix");
});

test("a package comes in and goes out again as it was, with every field that the hub does not know", async () => {
  const small = await startHub("documents", { publisher, pageSizeAtMost: 2 });
  await bringIn(small);
  const { grants, ...about } = packageIn(await small.read("/360giving.json"));
  expect(grants).toHaveLength(5);
  const changed = grants.map((grant, i) => ({ ...grant, "Board decision": `B-${i}`, beneficiaryLocation: [{ name: "Fenland", latitude: 52.6 + i }], ...(i ? {} : { description: "+44 on a line of its own" }) }));
  const sent = await small.as(grantOfficer("pcc-area-cambridgeshire")).ask(`mutation($json: String!) { importOpenGrants(json: $json, idempotencyKey: "round-trip-once") { written problems { code message } } }`, { json: JSON.stringify({ ...about, grants: changed }) });
  expect(sent.data.importOpenGrants).toEqual({ written: 5, problems: [] });
  const back = packageIn(await small.read("/360giving.json?source=imported"));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  expect(back.grants.toSorted(byId)).toEqual(changed.toSorted(byId));
  expect(judgePackage(back)).toEqual([]);
  // Awards are as they were: what came in is never taken for them.
  expect(packageIn(await small.read("/360giving.json")).grants).toEqual(grants);
  const csv = await small.read("/360giving.csv?source=imported");
  const rows = parse<Record<string, string>>(csv.text, { columns: true, bom: true });
  expect(rows.map((row) => [row["Identifier"], row["Board decision"], row["Beneficiary Location:Latitude"]]).toSorted()).toEqual(changed.map((grant, i) => [grant.id, `B-${i}`, String(52.6 + i)]).toSorted());
  await small.close();
});

test("a setting of open grants that is not whole stops the start", () => {
  const whole = { OPEN_GRANTS_PREFIX: "360G-examplepcc", OPEN_GRANTS_PUBLISHER: "Example Commissioner", OPEN_GRANTS_LICENCE: "https://creativecommons.org/licenses/by/4.0/" };
  expect(readConfig(whole).publisher).toEqual(publisher);
  expect(readConfig({ ...whole, OPEN_GRANTS_PUBLISHER_ID: "360G-examplepcc" }).publisher?.identifier).toBe("360G-examplepcc");
  expect(readConfig({}).publisher).toBeNull();
  for (const name of Object.keys(whole)) expect(() => readConfig({ ...whole, [name]: undefined })).toThrow(ConfigError);
  expect(() => readConfig({ ...whole, OPEN_GRANTS_PREFIX: "GB-CHC-1" })).toThrow("OPEN_GRANTS_PREFIX");
  expect(() => readConfig({ ...whole, OPEN_GRANTS_LICENCE: "cc-by" })).toThrow("OPEN_GRANTS_LICENCE");
});
