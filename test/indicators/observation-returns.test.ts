/** Returns of observations that cannot be right are refused with their line and column, whatever the kind of file, and nothing of them is written. */
import { startHub, type TestHub } from "../support/hub.js";
import { member, steward } from "../support/people.js";
import { workbook as workbookOf } from "../support/workbooks.js";

const COLUMNS = ["id", "indicator", "partnership", "place", "period", "reported_under", "qualifier", "value", "numerator", "denominator", "base", "status", "document", "section", "as_printed", "known_from"];
const SOUND: Record<string, string> = {
  id: "observation-return-1",
  indicator: "indicator-asb-case-conference-in-5-days",
  partnership: "partnership-fenland",
  period: "FINANCIAL_QUARTER 2015/16 Q1",
  reported_under: "FINANCIAL_YEAR 2015/16",
  qualifier: "EQ",
  value: "50",
  numerator: "5",
  denominator: "10",
  base: "High-risk victims",
  status: "PROVISIONAL",
};

const row = (changes: Record<string, string> = {}): string[] => COLUMNS.map((column) => ({ ...SOUND, ...changes })[column] ?? "");
const csv = (...rows: string[][]): string => [COLUMNS, ...rows].map((cells) => cells.join(",")).join("\n") + "\n";
const json = (...rows: string[][]): string => JSON.stringify(rows.map((cells) => Object.fromEntries(COLUMNS.map((column, i) => [column, cells[i]]))));

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

const held = (): Promise<{ n: string }[]> => hub.sql("select count(*) as n from indicators.observation");

const second = (changes: Record<string, string>): string[] => row({ id: "observation-return-2", period: "FINANCIAL_QUARTER 2015/16 Q2", ...changes });

test.each<[string, string[], object]>([
  ["a numerator above its denominator", second({ numerator: "11" }), { column: "numerator", code: "NUMERATOR_TOO_LARGE" }],
  ["a numerator that is larger in the last of many digits", second({ numerator: "100000000000000000.1", denominator: "100000000000000000" }), { column: "numerator", code: "NUMERATOR_TOO_LARGE" }],
  ["31 February as its period", second({ period: "POINT 2015-02-31" }), { column: "period", code: "MALFORMED_PERIOD" }],
  ["31 February as the day it is known from", second({ known_from: "2015-02-31" }), { column: "known_from", code: "MALFORMED_DATE" }],
  ["a month that does not exist", second({ period: "MONTH 2015-13" }), { column: "period", code: "MALFORMED_PERIOD" }],
  ["a period that ends before it begins", second({ period: "CUSTOM 2015-04-02..2015-04-01" }), { column: "period", code: "MALFORMED_PERIOD" }],
  ["a value that is no number", second({ value: "50%" }), { column: "value", code: "MALFORMED_NUMBER" }],
  ["an indicator that is not known", second({ indicator: "indicator-unheard-of" }), { column: "indicator", code: "UNKNOWN_REFERENCE" }],
  ["the same figure twice", second({ period: "FINANCIAL_QUARTER 2015/16 Q1" }), { code: "DUPLICATE_ROW" }],
])("a return with %s is refused, as CSV and as JSON", async (_, bad, found) => {
  const before = await held();
  // The line of CSV counts the header; an object of JSON does not.
  expect((await hub.importCsv("indicators/observations", csv(row(), bad))).problems).toEqual([expect.objectContaining({ line: 3, ...found })]);
  expect((await hub.importAs("JSON", "indicators/observations", json(row(), bad))).problems).toEqual([expect.objectContaining({ line: 2, ...found })]);
  expect(await held()).toEqual(before);
});

test.each<[string, string | Buffer, object]>([
  ["has a column of persons", csv(row()).replace("base,", "base,victim_name,"), { line: 1, column: "victim_name", code: "PERSON_NAMED" }],
  ["has a column of days of birth", csv(row()).replace("base,", "base,Date of Birth,"), { line: 1, column: "Date of Birth", code: "PERSON_NAMED" }],
  ["is cut in the middle of a row", csv(row(), second({})).slice(0, -40), { line: 3, column: null, code: "RAGGED_ROW" }],
  ["is cut within a quote", `${csv(row())}"observation-return-2`, { column: null, code: "MALFORMED_CSV" }],
  ["is in two encodings", Buffer.concat([Buffer.from(csv(row({ base: "Café visitors" }))), Buffer.from(`${second({ base: "Caf\u00e9 visitors" }).join(",")}\n`, "latin1")]), { line: 3, column: null, code: "NOT_UTF8" }],
])("a return that %s is refused", async (_, content, found) => {
  const before = await held();
  expect((await hub.importCsv("indicators/observations", content)).problems).toContainEqual(expect.objectContaining(found));
  expect(await held()).toEqual(before);
});

test("a revision older than the last is refused; a newer one keeps what it replaces", async () => {
  expect(await hub.importCsv("indicators/observations", csv(row({ known_from: "2016-05-31" })))).toMatchObject({ written: 1 });
  const older = await hub.importCsv("indicators/observations", csv(row({ known_from: "2016-04-30", value: "40", numerator: "4" })));
  expect(older.problems).toEqual([expect.objectContaining({ line: 2, column: "known_from", code: "OLDER_THAN_KNOWN" })]);
  expect(await hub.importCsv("indicators/observations", csv(row({ known_from: "2016-06-30", value: "60", numerator: "6" })))).toMatchObject({ written: 1 });
  expect(await hub.sql("select version, value::text from indicators.observation where id = 'observation-return-1' order by version")).toEqual([
    { version: 1, value: "50" },
    { version: 2, value: "60" },
  ]);
});

describe("numbers agree with each other, by what the values of the indicator are", () => {
  const TAIL = "document,section,as_printed,known_from";
  beforeAll(async () => {
    const kinds = ["COUNT", "PROPORTION", "RATE", "CHANGE_PERCENT", "CHANGE_COUNT", "MONEY"].map((kind) => `indicator-kind-${kind.toLowerCase().replace("_", "-")},${kind},,things,${kind},NOT_STATED,${kind === "RATE" ? "1000" : ""},,,,2014-01-01`);
    const report = await hub.importCsv("indicators/indicators", ["id,name,definition,unit,value_type,polarity,rate_per," + TAIL, ...kinds, "indicator-kind-average,Average,,years,RATE,NOT_STATED,,,,,2014-01-01", ""].join("\n"));
    expect(report).toMatchObject({ problems: [], written: 7 });
  });

  const of = (kind: string, n: number, value: string, counts = "", more: Record<string, string> = {}): string[] => {
    const [numerator = "", denominator = ""] = counts.split(" of ");
    return row({ id: `observation-kind-${kind}-${n}`, indicator: `indicator-kind-${kind}`, period: `MONTH 2015-${String(n + 1).padStart(2, "0")}`, value, numerator, denominator, ...more });
  };

  test.each<[string, [value: string, counts?: string, more?: Record<string, string>][]]>([
    ["proportion", [["81", "17 of 21"], ["71", "12 of 17"], ["0.53", "3 of 565"], ["25.26", "314 of 1243"], ["0", "0 of 7"], ["100", "7 of 7"], ["33.3333333334", "1 of 3"], ["12", "1 of 8"], ["13", "1 of 8"], ["80", "17 of 21", { qualifier: "GE" }], ["82", "17 of 21", { qualifier: "LE" }], ["85", "17 of 21", { qualifier: "APPROX" }]]],
    ["rate", [["6.97", "21 of 3011"], ["0", "0 of 3011"], ["1", "1 of 999.9"]]],
    ["average", [["-0.5"], ["2.5", "7.5 of 30"]]],
    ["count", [["0"], ["12"], ["2.5", "", { qualifier: "APPROX" }]]],
    ["change-percent", [["-40"], ["250"]]],
    ["change-count", [["-280"]]],
    ["money", [["-12.50"]]],
  ])("of the kind %s these are taken", async (kind, rows) => {
    const report = await hub.importCsv("indicators/observations", csv(...rows.map(([value, counts, more], n) => of(kind, n, value, counts, more))));
    expect(report).toMatchObject({ problems: [], written: rows.length });
  });

  test.each<[string, string, string, Record<string, string>, string, string]>([
    ["proportion", "80.9", "17 of 21", {}, "COUNTS_DISAGREE", "value"],
    ["proportion", "80", "17 of 21", {}, "COUNTS_DISAGREE", "value"],
    ["proportion", "81.0", "17 of 21", {}, "", ""],
    ["proportion", "81.00", "17 of 21", {}, "COUNTS_DISAGREE", "value"],
    ["proportion", "82", "17 of 21", { qualifier: "GE" }, "COUNTS_DISAGREE", "value"],
    ["proportion", "80", "17 of 21", { qualifier: "LE" }, "COUNTS_DISAGREE", "value"],
    ["proportion", "100.01", "", { qualifier: "APPROX" }, "SHARE_OUT_OF_RANGE", "value"],
    ["proportion", "-1", "", {}, "SHARE_OUT_OF_RANGE", "value"],
    ["proportion", "50", " of 2.5", {}, "COUNT_NOT_WHOLE", "denominator"],
    ["proportion", "50", " of -2", {}, "NEGATIVE_COUNT", "denominator"],
    ["proportion", "50", "5 of 12", { status: "WITHDRAWN" }, "", ""],
    ["rate", "6.98", "21 of 3011", {}, "COUNTS_DISAGREE", "value"],
    ["rate", "-6.97", "", {}, "", ""],
    ["rate", "1", "0.5 of 500", {}, "COUNT_NOT_WHOLE", "numerator"],
    ["count", "-1", "", {}, "", ""],
    ["count", "2.5", "", {}, "COUNT_NOT_WHOLE", "value"],
  ])("%s: %s of %s %j: %s", async (kind, value, counts, more, code, column) => {
    const report = await hub.importCsv("indicators/observations", csv(row(), of(kind, 11, value, counts, { place: value + counts, ...more })));
    expect(report.problems.map((problem) => [problem.line, problem.code, problem.column])).toEqual(code ? [[3, code, column]] : []);
  });
});

test("a row is judged by its numbers, also where the rows before say all but those", async () => {
  const full = [...COLUMNS, "area", "extent", "survey", "service", "cohort", "dimension", "published_lower", "published_upper", "published_confidence", "notes", "received_on", "openly_published", "visibility"];
  const other = { area: "", extent: "LOCAL", survey: "", service: "service-synthetic", cohort: "All", dimension: "sex=female", published_lower: "1", published_upper: "60", published_confidence: "95", notes: "As sent", received_on: "2016-05-31", openly_published: "NO", visibility: "PUBLISHED" };
  const said = (changes: Record<string, string>): string => full.map((name) => ({ ...SOUND, ...other, place: "Wisbech", document: "document-fenland-annual-delivery-plan-2015-16", section: "1", as_printed: "50%", known_from: "2016-05-31", ...changes })[name] ?? "").join(",");
  const [known] = await hub.sql<{ area: string; survey: string; document: string }>("select (select min(id) from indicators.area where known_to is null and partnership_id = 'partnership-fenland') as area, (select min(id) from indicators.survey where known_to is null) as survey, (select min(document_id) from indicators.observation) as document");
  const sound = said({ ...known, id: "observation-full-1", numerator: "", denominator: "" });
  const wrong = said({ id: "observation-full-2", indicator: "indicator-kind-count", numerator: "-5", denominator: "", value: "7", place: "March", document: known!.document, area: "", survey: "" });
  const { problems, written } = await hub.importCsv("indicators/observations", [full.join(","), sound, wrong, ""].join("\n"));
  expect({ written, problems }).toMatchObject({ written: 0, problems: [{ line: 3, column: "numerator", code: "NEGATIVE_COUNT" }] });
});

test("a steward sends the returns of the own area's partnerships over the API, and of no other's", async () => {
  const IMPORT = `mutation($csv: String!, $key: ID!) { importIndicatorsFile(file: OBSERVATIONS, csv: $csv, idempotencyKey: $key) { written problems { line column code } } }`;
  const own = await hub.as(steward("pcc-area-cambridgeshire")).ask(IMPORT, { csv: csv(second({})), key: "observation-return-own" });
  expect(own.data.importIndicatorsFile).toEqual({ written: 1, problems: [] });
  const other = await hub.as(steward("pcc-area-devon-and-cornwall")).ask(IMPORT, { csv: csv(second({ id: "observation-return-3", period: "FINANCIAL_QUARTER 2015/16 Q3" })), key: "observation-return-other" });
  expect(other.data.importIndicatorsFile).toEqual({ written: 0, problems: [{ line: 2, column: "partnership", code: "OUTSIDE_YOUR_REACH" }] });
});

describe("by the front door, as whoever returns sends it", () => {
  const TAKE = `mutation($csv: String, $json: String, $xlsx: String, $key: ID!) { importObservations(csv: $csv, json: $json, xlsxBase64: $xlsx, idempotencyKey: $key) { read written unchanged refused problems { line column code action } } }`;
  const send = async (file: { csv?: string; json?: string; xlsx?: string }, key: string) => {
    const { data, errors } = await hub.as(steward("pcc-area-cambridgeshire")).ask(TAKE, { ...file, key });
    expect(errors).toBeUndefined();
    return data.importObservations as { read: number; written: number; refused: number; problems: { line: number; column: string | null; code: string; action: string }[] };
  };
  const workbook = (...rows: string[][]): Buffer => Buffer.from(workbookOf({ sheets: [{ name: "observations", rows: [COLUMNS, ...rows] }] }));
  const door = (n: number, changes: Record<string, string> = {}): string[] => row({ id: `observation-door-${n}`, place: "At the door", period: `FINANCIAL_QUARTER 2014/15 Q${n}`, ...changes });

  test.each<[string, Record<string, string>, object]>([
    ["a numerator above its denominator", { numerator: "11" }, { column: "numerator", code: "NUMERATOR_TOO_LARGE" }],
    ["31 February in its period", { period: "CUSTOM 2015-02-01..2015-02-31" }, { column: "period", code: "MALFORMED_PERIOD" }],
    ["31 February as the day it is known from", { known_from: "2015-02-31" }, { column: "known_from", code: "MALFORMED_DATE" }],
    ["a period that overlaps itself backwards", { period: "YEAR_TO_DATE 2015-06-30..2015-04-01" }, { column: "period", code: "MALFORMED_PERIOD" }],
    ["a share of which more is left than there is", { numerator: "5", denominator: "4" }, { column: "numerator", code: "NUMERATOR_TOO_LARGE" }],
    ["a share that its counts do not come to", { value: "51" }, { column: "value", code: "COUNTS_DISAGREE" }],
    ["a share of none", { numerator: "0", denominator: "0", value: "0" }, { column: "value", code: "COUNTS_DISAGREE" }],
    ["a share above its whole", { value: "100.1", numerator: "", denominator: "" }, { column: "value", code: "SHARE_OUT_OF_RANGE" }],
    ["a negative number of people", { numerator: "-5" }, { column: "numerator", code: "NEGATIVE_COUNT" }],
    ["half a person", { numerator: "4.5", value: "45" }, { column: "numerator", code: "COUNT_NOT_WHOLE" }],
  ])("%s is refused with its place in CSV, JSON and a workbook", async (name, bad, found) => {
    const before = await held();
    const rows = [door(1), door(2, bad)];
    for (const [form, line, file] of [["csv", 3, { csv: csv(...rows) }], ["json", 2, { json: json(...rows) }], ["xlsx", 3, { xlsx: workbook(...rows).toString("base64") }]] as const) {
      const report = await send(file, `door-${form}-${name.replaceAll(" ", "-")}`.slice(0, 100));
      expect(report).toMatchObject({ read: 2, written: 0, refused: 1, problems: [{ line, ...found }] });
      expect(report.problems[0]!.action).not.toBe("");
    }
    expect(await held()).toEqual(before);
  });

  test("a column of persons is refused in its line, whatever the kind of file", async () => {
    const named = COLUMNS.toSpliced(3, 0, "Offender name");
    const rows = [named, door(1).toSpliced(3, 0, "Nobody")];
    const found = { written: 0, problems: [expect.objectContaining({ line: 1, column: "Offender name", code: "PERSON_NAMED" })] };
    expect(await send({ csv: `${rows.map((cells) => cells.join(",")).join("\n")}\n` }, "door-persons-csv")).toMatchObject(found);
    expect(await send({ json: JSON.stringify([Object.fromEntries(named.map((column, i) => [column, rows[1]![i]]))]) }, "door-persons-json")).toMatchObject(found);
    expect(await send({ xlsx: Buffer.from(workbookOf({ sheets: [{ name: "observations", rows }] })).toString("base64") }, "door-persons-xlsx")).toMatchObject(found);
  });

  test("a file that was cut is refused with the line of the cut; a workbook and JSON also where it falls between two rows", async () => {
    const whole = csv(door(1), door(2));
    expect(await send({ csv: whole.slice(0, -40) }, "door-cut-csv")).toMatchObject({ written: 0, problems: [{ line: 3, column: null, code: "RAGGED_ROW" }] });
    expect(await send({ csv: `${csv(door(1))}"observation-door-2,` }, "door-cut-quote")).toMatchObject({ written: 0, problems: [{ column: null, code: "MALFORMED_CSV" }] });
    const rows = json(door(1), door(2));
    const between = rows.indexOf("},{") + 1;
    expect(await send({ json: rows.slice(0, between) }, "door-cut-json")).toMatchObject({ written: 0, problems: [{ column: null, code: "MALFORMED_JSON" }] });
    const book = workbook(door(1), door(2));
    for (const part of [0.25, 0.5, 0.75, 0.99]) {
      const cut = book.subarray(0, Math.floor(book.length * part));
      expect(await send({ xlsx: cut.toString("base64") }, `door-cut-xlsx-${part * 100}`)).toMatchObject({ written: 0, problems: [{ line: 1, column: null, code: "MALFORMED_WORKBOOK" }] });
    }
  });

  test("CSV that is cut exactly behind a line is a shorter file, which nobody can tell: the report says how many rows it read", async () => {
    const whole = csv(door(1), door(2));
    const cut = whole.slice(0, whole.indexOf("\n", whole.indexOf("observation-door-1")) + 1);
    expect(await send({ csv: cut }, "door-cut-line")).toMatchObject({ read: 1, written: 1, problems: [] });
    expect(await send({ csv: whole }, "door-whole")).toMatchObject({ read: 2, written: 1, problems: [] });
  });

  test("a revision older than the last is refused with its line, whoever sends it", async () => {
    expect(await send({ csv: csv(door(3, { known_from: "2016-05-31" })) }, "door-newer")).toMatchObject({ written: 1 });
    expect(await send({ csv: csv(door(3, { known_from: "2016-04-30", value: "40", numerator: "4" })) }, "door-older")).toMatchObject({ written: 0, problems: [{ line: 2, column: "known_from", code: "OLDER_THAN_KNOWN" }] });
    // A partnership dates nothing, so that it cannot say anything older.
    const { data } = await hub.as(member("partnership-fenland")).ask(TAKE, { csv: csv(door(4, { id: "", known_from: "2016-04-30" })), key: "door-older-member" });
    expect(data.importObservations).toMatchObject({ written: 0, problems: [{ line: 2, column: "known_from", code: "NOT_YOURS_TO_DATE" }] });
  });

  test("a file that is sent again says nothing new, also of what has passed out of the sender's sight since", async () => {
    const handed = (changes: Record<string, string>): string => csv(row({ id: "observation-handed", partnership: "partnership-peterborough", period: "FINANCIAL_QUARTER 2015/16 Q3", known_from: "2022-11-01", ...changes }));
    const [header, line] = handed({ partnership: "partnership-plymouth", known_from: "2022-12-01" }).split("\n");
    expect(await hub.importCsv("indicators/observations", handed({}))).toMatchObject({ written: 1, problems: [] });
    expect(await hub.importCsv("indicators/observations", `${header},visibility\n${line},PARTNERSHIP\n`)).toMatchObject({ written: 1, problems: [] });
    expect(await send({ csv: handed({}) }, "door-handed-again")).toMatchObject({ read: 1, written: 0, unchanged: 1, problems: [] });
  });
});
