/** Packages of the 360Giving Data Standard come in whole or not at all, keep what the hub does not know, and hold no individual. */
import fc from "fast-check";
import { putTogether, takeApart } from "../../services/grants/open-grants/published-grant/take-apart.js";
import { columnOf, put, titleOf, valuesOf } from "../../services/grants/open-grants/standard/columns.js";
import { judgeGrant, type JsonObject } from "../../services/grants/open-grants/standard/judge-open-grant.js";
import { refusalOf, startHub, type HubAnswer, type TestHub } from "../support/hub.js";
import { administrator, analyst, grantOfficer, member, steward } from "../support/people.js";

const cambridgeshire = "pcc-area-cambridgeshire";

const grant = (more: JsonObject = {}): JsonObject => ({
  id: "360G-exampletrust-2019_01",
  title: "Night shelter",
  description: "Beds for people without a home in winter.",
  currency: "GBP",
  amountAwarded: 12500.5,
  awardDate: "2019-06-30",
  fundingOrganization: [{ id: "GB-CHC-1164883", name: "Example Trust" }],
  recipientOrganization: [{ id: "GB-COH-09876543", name: "Shelter of the Fens" }],
  ...more,
});
const packed = (...grants: JsonObject[]): string => JSON.stringify({ version: "1.4", grants });

/** A grant with all that a package may say: columns of the hub, other fields of the standard, and fields of nobody's. */
const rich = grant({
  awardDate: "2019-06-30T10:00:00Z",
  fundingOrganization: [{ id: "GB-CHC-1164883", name: "Example Trust", department: "Homes" }, { id: "GB-GOR-D1", name: "A second funder" }],
  recipientOrganization: [{ id: "GB-COH-09876543", name: " Shelter of the Fens ", organisationType: "Charity", postalCode: "PE1 1AA", location: [{ geoCode: "E06000031", geoCodeType: "UA", latitude: 52.573921 }] }],
  grantProgramme: [{ code: "P1", title: "Homes", url: null }],
  plannedDates: [{ startDate: "2019-07", endDate: "2020-06-30", duration: 12 }],
  regrantType: "FRG010",
  relatedActivity: ["360G-exampletrust-2018_01"],
  "Board decision": "B-17",
  extra: { nested: [1, "two", null, { three: true }] },
});

const IMPORT = `mutation ($json: String, $csv: String, $key: ID!) { importOpenGrants(json: $json, csv: $csv, idempotencyKey: $key) { read written unchanged refused problems { line column code message action } } }`;
let keys = 0;
const send = async (hub: TestHub, sent: { json?: string; csv?: string }, key = `package-${++keys}-of-tests`): Promise<HubAnswer> => hub.as(grantOfficer(cambridgeshire)).ask(IMPORT, { ...sent, key });

let hub: TestHub;

const rows = (): Promise<Record<string, unknown>[]> => hub.sql("select * from grants.published_grant order by identifier, version");

describe("a package of JSON", () => {
  beforeEach(async () => void (hub = await startHub()));
  afterEach(() => hub.close());

  test("is taken by an officer, is of the officer's area, and is shown to anyone with every field that it had", async () => {
    const { data } = await send(hub, { json: packed(rich) });
    expect(data.importOpenGrants).toEqual({ read: 1, written: 1, unchanged: 0, refused: 0, problems: [] });
    const answer = await hub.ask(`{ publishedGrants { totalCount nodes {
      identifier title description amount { pence pounds currency } awardDate funderOrgId funderName recipientOrgId recipientName recipientType
      programmeCode programmeTitle plannedStart plannedEnd regrantType pccArea { id name } visibility version json } } }`);
    expect(answer.errors).toBeUndefined();
    const [{ json, ...shown }] = answer.data.publishedGrants.nodes;
    expect(shown).toEqual({
      identifier: "360G-exampletrust-2019_01",
      title: "Night shelter",
      description: "Beds for people without a home in winter.",
      amount: { pence: "1250050", pounds: "12500.50", currency: "GBP" },
      awardDate: "2019-06-30",
      funderOrgId: "GB-CHC-1164883",
      funderName: "Example Trust",
      recipientOrgId: "GB-COH-09876543",
      recipientName: "Shelter of the Fens",
      recipientType: "Charity",
      programmeCode: "P1",
      programmeTitle: "Homes",
      plannedStart: null,
      plannedEnd: "2020-06-30",
      regrantType: "FRG010",
      pccArea: { id: cambridgeshire, name: "Cambridgeshire" },
      visibility: "PUBLISHED",
      version: 1,
    });
    expect(JSON.parse(json as string)).toEqual(rich);
  });

  test("changes nothing when it is sent again, by the same key or another; what changed in it becomes a version", async () => {
    const json = packed(grant(), grant({ id: "360G-exampletrust-2" }));
    expect((await send(hub, { json }, "package-once")).data.importOpenGrants).toMatchObject({ written: 2 });
    expect((await send(hub, { json }, "package-once")).data.importOpenGrants).toMatchObject({ written: 2 });
    expect((await send(hub, { json }, "package-twice")).data.importOpenGrants).toMatchObject({ read: 2, written: 0, unchanged: 2 });
    expect((await send(hub, { json: packed(grant({ note: "Added" }), grant({ id: "360G-exampletrust-2" })) })).data.importOpenGrants).toMatchObject({ read: 2, written: 1, unchanged: 1 });
    expect((await rows()).map(({ identifier, version, other }) => [identifier, version, other])).toEqual([
      ["360G-exampletrust-2", 1, {}],
      ["360G-exampletrust-2019_01", 1, {}],
      ["360G-exampletrust-2019_01", 2, { note: "Added" }],
    ]);
    expect(refusalOf(await send(hub, { json: packed(grant()) }, "package-once"), "IDEMPOTENCY_KEY_REUSED").field).toBe("idempotencyKey");
  });

  test("comes in by the command's road and by the mutation for files alike, and each area keeps its own", async () => {
    expect(await hub.importAs("JSON", "grants/published-grants", packed(grant()))).toMatchObject({ problems: [], written: 1 });
    const file = `mutation ($json: String!) { importGrantsFile(file: PUBLISHED_GRANTS, json: $json, idempotencyKey: "package-as-file") { written problems { code } } }`;
    expect((await hub.as(steward(cambridgeshire)).ask(file, { json: packed(grant({ title: "Another title" })) })).data.importGrantsFile).toEqual({ written: 1, problems: [] });
    expect((await rows()).map(({ pcc_area_id, title }) => [pcc_area_id, title])).toEqual(expect.arrayContaining([[null, "Night shelter"], [cambridgeshire, "Another title"]]));
  });

  test("is brought in by stewards, administrators and grant officers, and by nobody else", async () => {
    const variables = { json: packed(grant()), key: "package-of-somebody" };
    for (const viewer of [steward(cambridgeshire), administrator(cambridgeshire), grantOfficer(cambridgeshire)]) expect((await hub.as(viewer).ask(IMPORT, variables)).errors).toBeUndefined();
    for (const asker of [hub, hub.as(member("partnership-fenland")), hub.as(analyst(cambridgeshire))]) refusalOf(await asker.ask(IMPORT, variables), "NOT_YOUR_DOOR");
    expect(refusalOf(await hub.as(steward(cambridgeshire)).ask(IMPORT, { key: "package-of-nothing" }), "ONE_FILE_NEEDED").field).toBe("json");
  });
});

describe("a package of JSON, of which nothing is to be written,", () => {
  beforeAll(async () => void (hub = await startHub()));
  afterAll(() => hub.close());

  const individual = { id: "360G-exampletrust-p1", name: "Individual Recipient" };
  test.each<[string, JsonObject, object]>([
    ["a grant to an individual", { recipientOrganization: undefined as never, recipientIndividual: individual }, { column: "recipientIndividual", code: "GRANT_TO_INDIVIDUAL", message: expect.stringContaining("At /grants/1/recipientIndividual.") as string }],
    ["an individual beside an organisation", { recipientIndividual: individual }, { column: "recipientIndividual", code: "GRANT_TO_INDIVIDUAL" }],
    ["a reason that only grants to individuals have", { toIndividualsDetails: { primaryGrantReason: "GTIR010" } }, { column: "toIndividualsDetails", code: "GRANT_TO_INDIVIDUAL", message: expect.stringContaining("At /grants/1/toIndividualsDetails.") as string }],
    ["a contact person", { recipientOrganization: [{ id: "GB-COH-1", name: "A", contactName: "Somebody" }] }, { column: "recipientOrganization", code: "PERSON_NAMED", message: expect.stringContaining("At /grants/1/recipientOrganization/0/contactName.") as string }],
    ["no title", { title: undefined as never }, { column: "title", code: "NOT_OF_THE_STANDARD", message: expect.stringContaining("At /grants/1/title. It is missing.") as string }],
    ["an empty title", { title: " " }, { column: "title", code: "MISSING_VALUE" }],
    ["no recipient", { recipientOrganization: [] }, { column: "recipientOrganization", code: "NOT_OF_THE_STANDARD" }],
    ["a recipient without a name", { recipientOrganization: [{ id: "GB-COH-1" }] }, { column: "recipientOrganization", code: "NOT_OF_THE_STANDARD", message: expect.stringContaining("At /grants/1/recipientOrganization/0/name. It is missing.") as string }],
    ["a currency of nobody's", { currency: "QQQ" }, { column: "currency", code: "NOT_OF_THE_STANDARD" }],
    ["an amount in text", { amountAwarded: "12500" }, { column: "amountAwarded", code: "NOT_OF_THE_STANDARD" }],
    ["a fraction of a penny", { amountAwarded: 0.125 }, { column: "amountAwarded", code: "MALFORMED_MONEY", message: expect.stringContaining("At /grants/1/amountAwarded. Given: 0.125.") as string }],
    ["an amount below nothing", { amountAwarded: -5 }, { column: "amountAwarded", code: "MALFORMED_MONEY" }],
    ["an amount beyond 64 bits", { amountAwarded: 1e18 }, { column: "amountAwarded", code: "MALFORMED_MONEY" }],
    ["a day that does not exist", { awardDate: "2019-02-31" }, { column: "awardDate", code: "MALFORMED_DATE" }],
    ["a day written otherwise", { awardDate: "30/06/2019" }, { column: "awardDate", code: "NOT_OF_THE_STANDARD" }],
    ["a code that no list has", { regrantType: "FRG015" }, { column: "regrantType", code: "NOT_OF_THE_STANDARD", message: expect.stringContaining("FRG010, FRG020") as string }],
    ["a NUL", { note: "a\u0000b" }, { column: "other", code: "MALFORMED_TEXT" }],
    ["a title that a spreadsheet would run", { title: "=HYPERLINK(1)" }, { column: "title", code: "FORMULA_CELL" }],
  ])("with %s is refused with its place, and nothing is written", async (_, more, problem) => {
    const { data, errors } = await send(hub, { json: packed(grant({ id: "360G-exampletrust-sound" }), grant(more)) });
    expect(errors).toBeUndefined();
    expect(data.importOpenGrants).toMatchObject({ read: 2, written: 0, refused: 1, problems: [{ line: 2, ...problem }] });
    expect(await rows()).toEqual([]);
  });

  test.each([
    ['{"grants":[]}', "NOT_OF_THE_STANDARD"],
    ['{"grants":{}}', "NOT_OF_THE_STANDARD"],
    ['{"grants":[7]}', "NOT_OF_THE_STANDARD"],
    ['{"grants":"none"}', "NOT_OF_THE_STANDARD"],
    ['{"version":"1.4"}', "NOT_OF_THE_STANDARD"],
    [`{"grants":[{"id":${"[".repeat(30)}`, "NOT_OF_THE_STANDARD"],
    ['{"grants":[{"id":', "MALFORMED_JSON"],
    ["{'grants':[]}", "MALFORMED_JSON"],
  ])("that is none is refused: %s", async (json, code) => {
    expect((await send(hub, { json })).data.importOpenGrants).toMatchObject({ written: 0, refused: 1, problems: [{ code }] });
  });

  test("says no more than 1,000 different things that the hub has no column for, whichever way it comes; nor do the grants that are shown at once say more than 5,000", async () => {
    const saying = (n: number, from: number, id: string): JsonObject => grant({ id, "Beside": Object.fromEntries(Array.from({ length: n }, (_, i) => [`field ${from + i}`, "x"])) });
    const refused = { written: 0, problems: [{ line: 2, code: "TOO_MANY_COLUMNS" }] };
    expect((await send(hub, { json: packed(saying(999, 0, "360G-exampletrust-1"), saying(2, 999, "360G-exampletrust-2")) })).data.importOpenGrants).toMatchObject(refused);
    const titles = Array.from({ length: 1_001 }, (_, i) => `Of our own ${i}`).join(",");
    const line = "360G-exampletrust-7,Night shelter,Beds.,GBP,12500.50,2019-06-30,GB-CHC-1164883,Example Trust,GB-COH-09876543,Shelter of the Fens";
    const csv = `Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name,${titles}\n${line},${"x,".repeat(1_000)}x\n`;
    expect((await send(hub, { csv })).data.importOpenGrants).toMatchObject(refused);
    const own = "id,pcc_area,identifier,title,description,currency,amount,award_date,funder_org_id,funder_name,recipient_org_id,recipient_name,recipient_type,programme_code,programme_title,planned_start,planned_end,regrant_type,other,document,section,as_printed,known_from";
    const other = JSON.stringify({ list: Array.from({ length: 1_001 }, () => 1) }).replaceAll('"', '""');
    expect(await hub.importCsv("grants/published-grants", `${own}\npublished-grant-a,${cambridgeshire},360G-a,A,B,GBP,1.00,2019-06-30,GB-CHC-1,C,GB-COH-1,D,,,,,,,"${other}",,,,\n`)).toMatchObject(refused);
    expect(await rows()).toEqual([]);
    const columns = (): Promise<HubAnswer> => hub.ask("{ openGrants(where: { source: PUBLISHED_GRANT }) { columns } }");
    for (let n = 0; n < 5; n++) expect((await send(hub, { json: packed(saying(1_000, n * 1_000, `360G-exampletrust-${n}`)) })).data.importOpenGrants).toMatchObject({ written: 1, problems: [] });
    expect((await columns()).data.openGrants.columns.length).toBeGreaterThan(5_000);
    await send(hub, { json: packed(saying(1, 5_000, "360G-exampletrust-one-more")) });
    expect(refusalOf(await columns(), "TOO_MANY_COLUMNS").field).toBe("where");
  });

  test("with one identifier twice is refused", async () => {
    expect((await send(hub, { json: packed(grant(), grant({ title: "Again" })) })).data.importOpenGrants).toMatchObject({ written: 0, problems: [{ line: 2, column: "id", code: "DUPLICATE_ROW" }, { line: 2, column: "identifier", code: "DUPLICATE_ROW" }] });
  });
});

describe("a table with the titles of the standard", () => {
  beforeEach(async () => void (hub = await startHub()));
  afterEach(() => hub.close());

  const TITLES = "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Funding Org:Identifier,Funding Org:Name,Recipient Org:Identifier,Recipient Org:Name";
  const LINE = "360G-exampletrust-7,Night shelter,Beds.,GBP,12500.50,2019-06-30,GB-CHC-1164883,Example Trust,GB-COH-09876543,Shelter of the Fens";

  test("comes in as the package that it stands for, with columns of nobody's", async () => {
    const csv = `${TITLES},Recipient Org:Location:0:Latitude,Planned Dates:1:Start Date,From an open call?,Related Activity:0,commitmentTransaction/0/value,Ward officer notes\n${LINE},52.5,2020-01,Yes,360G-x-1,100.25,As agreed\n`;
    expect((await send(hub, { csv })).data.importOpenGrants).toMatchObject({ written: 0, problems: [{ code: "NOT_OF_THE_STANDARD", message: expect.stringContaining("/grants/0/plannedDates/0") as string }] });
    expect((await send(hub, { csv: csv.replace("Planned Dates:1", "Planned Dates:0") })).data.importOpenGrants).toMatchObject({ read: 1, written: 1, problems: [] });
    const { data } = await hub.ask("{ publishedGrants { nodes { json } } }");
    expect(JSON.parse(data.publishedGrants.nodes[0].json as string)).toEqual(
      grant({
        id: "360G-exampletrust-7",
        description: "Beds.",
        recipientOrganization: [{ id: "GB-COH-09876543", name: "Shelter of the Fens", location: [{ latitude: 52.5 }] }],
        plannedDates: [{ startDate: "2020-01" }],
        fromOpenCall: "Yes",
        relatedActivity: ["360G-x-1"],
        commitmentTransaction: [{ value: 100.25 }],
        "Ward officer notes": "As agreed",
      }),
    );
  });

  test("is refused where a line is of an individual; columns for individuals that are empty do no harm", async () => {
    const csv = (name: string): string => `${TITLES},Recipient Ind:Name\n${LINE},\n${LINE.replace("-7", "-8")},${name}\n`;
    expect((await send(hub, { csv: csv("Individual Recipient") })).data.importOpenGrants).toMatchObject({
      read: 2,
      written: 0,
      problems: [{ line: 3, column: "recipientIndividual", code: "GRANT_TO_INDIVIDUAL", message: expect.stringContaining("At /grants/1/recipientIndividual.") as string }],
    });
    expect(await rows()).toEqual([]);
    expect((await send(hub, { csv: csv("") })).data.importOpenGrants).toMatchObject({ written: 2, problems: [] });
  });

  test.each([
    [`${TITLES},title\n${LINE},Twice\n`, { line: 1, column: "title", code: "DUPLICATE_COLUMN" }],
    ["Title,Description\na,b\n", { line: 1, column: "Identifier", code: "MISSING_COLUMN" }],
    [`${TITLES}\n${LINE},beyond\n`, { line: 2, code: "RAGGED_ROW" }],
    [`${TITLES}\n${LINE.replace("12500.50", "£12500")}\n`, { line: 2, column: "amountAwarded", code: "NOT_OF_THE_STANDARD" }],
  ])("is refused: %s", async (csv, problem) => {
    expect((await send(hub, { csv })).data.importOpenGrants).toMatchObject({ written: 0, problems: [problem] });
  });
});

test("a grant taken apart is put together as it was, whatever it says", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: "small" }, fc.string(), fc.boolean(), fc.constant(null), fc.integer(), fc.array(tie("value"), { maxLength: 3 }), fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 })),
  })).value;
  const organisation = fc.record({ id: fc.string(), name: fc.string(), organisationType: fc.option(fc.string()), other: json }, { requiredKeys: ["id"] });
  const days = fc.constantFrom("2019-06-30", "2019-06", "2019-06-30T10:00:00Z", "2019-02-31", "");
  const drawn = fc.record(
    {
      id: fc.string(),
      title: fc.string(),
      description: fc.constantFrom("a", " a ", ""),
      currency: fc.constantFrom("GBP", "EUR"),
      awardDate: days,
      fundingOrganization: fc.array(organisation),
      recipientOrganization: fc.array(organisation),
      grantProgramme: json,
      plannedDates: fc.array(fc.record({ startDate: days, endDate: days, more: json }, { requiredKeys: [] })),
      regrantType: json,
      unknown: json,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(drawn, fc.integer({ min: 0, max: 1_000_000_000 }), (some, pence) => {
      const whole = { ...some, amountAwarded: pence / 100 } as JsonObject;
      const apart = takeApart(whole, String(pence));
      // What lies in the database has been JSON.
      expect(JSON.parse(JSON.stringify(putTogether({ ...apart, other: JSON.parse(JSON.stringify(apart.other)) as JsonObject })))).toEqual(JSON.parse(JSON.stringify(whole)));
    }),
    { numRuns: 500 },
  );
});

test("a title leads to the field that it is the title of, and back", () => {
  const way = [...valuesOf(rich)].filter(({ way: [first] }) => first !== "extra" && first !== "Board decision");
  expect(way.length).toBeGreaterThan(15);
  for (const each of way) expect(columnOf(titleOf(each.way)).way).toEqual(each.way);
  expect(titleOf(["recipientOrganization", 1, "name"])).toBe("Recipient Org:1:Name");
  expect(titleOf(["plannedDates", 0, "startDate"])).toBe("Planned Dates:Start Date");
  expect(columnOf("Wholly unknown")).toEqual({ way: ["Wholly unknown"], numbers: false });
  const made: JsonObject = {};
  for (const each of way) put(made, each.way, each.value);
  expect(judgeGrant(made)).toEqual([]);
});
