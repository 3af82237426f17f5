/** Street-level crime in the form in which it is published: counted by partnership and type, all of it or nothing, and nothing of a record is kept. */
import { gzipSync } from "node:zlib";
import { Readable } from "node:stream";
import { streetCrimeFile, type StreetRecord } from "../../data/synthetic/street-crime.js";
import { asHub } from "../../kernel/authority/asking.js";
import type { PublicationReport } from "../../kernel/files/publication.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";
import { administrator, analyst, member, steward } from "../support/people.js";

const FORCE = "Cambridgeshire Constabulary";
const AREA = "pcc-area-cambridgeshire";
const DISTRICTS = ["Cambridge", "East Cambridgeshire", "Fenland", "Huntingdonshire", "Peterborough", "South Cambridgeshire"];

const counts = (inPartnerships: number, outside: number, unplaced: number): object[] => [
  { what: "in a partnership", records: inPartnerships },
  { what: "outside the force's area", records: outside },
  { what: "without a place", records: unplaced },
  { what: "in no partnership of the hub", records: 0 },
];
const times = (n: number, smallArea: string, type: string): StreetRecord[] => Array.from({ length: n }, () => ({ smallArea, type }));
const published = (records: StreetRecord[], { month = "2021-02", force = FORCE } = {}): string => Buffer.concat([...streetCrimeFile(force, month, records)]).toString();
/** A month in which little happened: of 60 records two are elsewhere and three nowhere. */
const quiet = [...times(40, "Fenland 001A", "Robbery"), ...times(10, "Fenland 002B", "Drugs"), ...times(5, "Peterborough 010C", "Drugs"), ...times(2, "Bedford 001A", "Drugs"), ...times(3, "", "Drugs")];

let hub: TestHub;

beforeAll(async () => {
  hub = await startHub("documents");
});

afterAll(() => hub.close());

function take(...files: (string | Buffer)[]): Promise<PublicationReport> {
  const { database, subgraph } = hub.service("indicators");
  const each = files.map((content, i) => ({ name: `file ${i + 1}`, bytes: Readable.from([Buffer.from(content)]) }));
  return subgraph.publications["street-crime"]!.take(database, each, { asking: asHub(), log: openLog("silent") });
}

const observations = (): Promise<{ n: string }[]> => hub.sql("select count(*) as n from indicators.observation");
const current = (month: string): Promise<{ id: string; value: string; version: number; partnership_id: string | null; place: string | null; indicator_id: string }[]> =>
  hub.sql("select id, value::text, version, partnership_id, place, indicator_id from indicators.observation where known_to is null and period_kind = 'MONTH' and period_from = $1 order by id", [`${month}-01`]);

describe("a month of a force", () => {
  test("the month that is shipped, given again in its published form, changes nothing", async () => {
    const shipped = await hub.sql<{ value: string; as_printed: string; called: string | null }>(
      "select o.value::text, o.as_printed, coalesce(a.name, o.place) as called from indicators.observation o left join indicators.area a on a.id = o.area_id and o.partnership_id is not null and a.known_to is null where o.known_to is null and o.period_from = '2019-08-01' and o.period_kind = 'MONTH'",
    );
    const records = shipped.flatMap(({ value, as_printed: type, called }) => times(Number(value), called === "No Location" ? "" : `${DISTRICTS.includes(called!) ? called : "Bedford"} 001A`, type));
    expect(records).toHaveLength(7_363);
    const report = await take(published(records, { month: "2019-08" }));
    expect(report).toMatchObject({
      records: 7_363,
      counts: counts(6_997, 45, 321),
      written: 0,
      unchanged: 8 * 14,
      refused: 0,
      problems: [],
      sources: [{ id: "document-police-uk-cambridgeshire-2019-08", title: "Street-level crime: Cambridgeshire Constabulary, August 2019" }],
    });
  });

  test("is counted in each partnership, outside the area and without a place, zero where there was nothing of a type; a second time it changes nothing", async () => {
    const report = await take(published(quiet));
    expect(report).toMatchObject({ records: 60, counts: counts(55, 2, 3), written: 16, unchanged: 0 });
    const rows = await current("2021-02");
    expect(rows).toHaveLength(16);
    expect(Object.fromEntries(rows.filter(({ value }) => value !== "0").map(({ id, value }) => [id.slice("observation-recorded-crime-".length), value]))).toEqual({
      "drugs-cambridgeshire-no-location-2021-02": "3",
      "drugs-cambridgeshire-outside-the-force-area-2021-02": "2",
      "drugs-fenland-2021-02": "10",
      "drugs-peterborough-2021-02": "5",
      "robbery-fenland-2021-02": "40",
    });
    expect(await take(published(quiet))).toMatchObject({ written: 0, unchanged: 16 });
  });

  test("that was revised becomes a new version of what changed; a type that is gone is zero, and what was known is kept", async () => {
    const revised = [...quiet.filter(({ type }) => type === "Drugs"), ...times(30, "Cambridge 001A", "Drugs")];
    expect(await take(published(revised))).toMatchObject({ written: 2, unchanged: 14 });
    const rows = await current("2021-02");
    expect(rows.filter(({ version }) => version === 2).map(({ partnership_id: partnership, indicator_id: indicator, value }) => [partnership, indicator, value])).toEqual([
      ["partnership-cambridge", "indicator-recorded-crime-drugs", "30"],
      ["partnership-fenland", "indicator-recorded-crime-robbery", "0"],
    ]);
    expect(await hub.sql("select value::text from indicators.observation where id = 'observation-recorded-crime-robbery-fenland-2021-02' and known_to is not null")).toEqual([{ value: "40" }]);
  });

  test("keeps no id, point or street of a record, in the tables, the audit or the index", async () => {
    const content = published(times(30, "Fenland 003C", "Burglary"), { month: "2021-03" });
    const [, first] = content.split("\r\n");
    const [id, , , , longitude, , street] = first!.split(",");
    await take(content);
    const { data } = await hub.as(steward(AREA)).ask(`mutation($csv: String!) { importStreetCrime(csv: $csv, idempotencyKey: "street-crime-nothing-kept") { unchanged } }`, { csv: content });
    expect(data.importStreetCrime.unchanged).toBe(6);
    const tables = await hub.sql<{ name: string }>("select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('plans', 'grants', 'indicators') and tablename not like 'mikro%'");
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const [found] = await hub.sql<{ n: string }>(`select count(*) as n from ${name} t where strpos(to_jsonb(t)::text, $1) > 0 or strpos(to_jsonb(t)::text, $2) > 0 or strpos(to_jsonb(t)::text, $3) > 0`, [id, longitude, street]);
      expect([name, found!.n]).toEqual([name, "0"]);
    }
  });

  test("several months come in together or not at all", async () => {
    const before = await observations();
    const twice = await take(published(quiet, { month: "2021-04" }), published(quiet, { month: "2021-04" }));
    expect(twice).toMatchObject({ refused: 1, problems: [{ file: "file 2", code: "FILE_TWICE" }] });
    const second = await take(published(quiet, { month: "2021-04" }), published([...quiet, ...times(1, "Fenland 001A", "Jaywalking")], { month: "2021-05" }));
    expect(second).toMatchObject({ refused: 1, problems: [{ file: "file 2", line: 62, column: "Crime type", code: "UNKNOWN_REFERENCE" }] });
    expect(await observations()).toEqual(before);
    expect(await take(published(quiet, { month: "2021-04" }), published(quiet, { month: "2021-05" }))).toMatchObject({ records: 120, written: 32 });
  });

  test("of another force is counted where the hub knows its districts, and its own records stand apart", async () => {
    const plymouth = await take(published([...times(20, "Plymouth 001A", "Drugs"), ...times(1, "", "Drugs")], { force: "Devon & Cornwall Police" }));
    expect(plymouth).toMatchObject({ refused: 0, counts: counts(20, 0, 1), written: 3, sources: [{ id: "document-police-uk-devon-and-cornwall-2021-02" }] });
    const exeter = await take(published([...times(20, "Plymouth 001A", "Drugs"), ...times(30, "Exeter 001A", "Drugs")], { force: "Devon & Cornwall Police", month: "2021-03" }));
    expect(exeter).toMatchObject({ refused: 1, problems: [{ line: 22, column: "LSOA name", code: "DISTRICTS_UNKNOWN", message: expect.stringContaining("30 of 50") }] });
  });
});

describe("districts belong to partnerships as the hub's areas say, with their days", () => {
  const belongs = (...rows: string[]): Promise<unknown> => hub.importCsv("indicators/area-partnerships", `id,area,partnership,valid_from,valid_to,document,section,as_printed,known_from\n${rows.join("\n")}\n`);

  test("a district that passed to another partnership is counted there from its day on, and one of two at once is refused", async () => {
    expect(await belongs("area-partnership-f1,area-fenland,partnership-fenland,2000-01-01,2023-03-31,,,,2015-06-04", "area-partnership-f2,area-fenland,partnership-huntingdonshire,2023-04-01,,,,,2015-06-04")).toMatchObject({ refused: 0 });
    await take(published(quiet, { month: "2023-03" }), published(quiet, { month: "2023-04" }));
    const robberies = async (month: string): Promise<unknown[]> =>
      (await current(month)).filter(({ indicator_id: indicator, value }) => indicator === "indicator-recorded-crime-robbery" && value !== "0").map(({ partnership_id: partnership, value }) => [partnership, value]);
    expect(await robberies("2023-03")).toEqual([["partnership-fenland", "40"]]);
    expect(await robberies("2023-04")).toEqual([["partnership-huntingdonshire", "40"]]);
    await belongs("area-partnership-f3,area-fenland,partnership-cambridge,2023-05-01,,,,,2015-06-04");
    expect(await take(published(quiet, { month: "2023-05" }))).toMatchObject({ refused: 1, problems: [{ line: 2, column: "LSOA name", code: "DISTRICT_SHARED" }] });
  });
});

describe("a file that is not as it was published is refused with its line, and nothing is written", () => {
  const sound = published(quiet, { month: "2022-01" });
  const lines = sound.split("\r\n");
  const withLine = (n: number, change: (line: string) => string): string => lines.map((line, i) => (i === n - 1 ? change(line) : line)).join("\r\n");

  const bad: [string, string | Buffer, object][] = [
    ["cut in the middle of a record", sound.slice(0, -30), { code: "FILE_CUT", line: 61 }],
    ["cut within a line that then goes on", withLine(9, (line) => line.slice(0, 40)), { code: "RAGGED_ROW", line: 9 }],
    ["without a column", lines.map((line) => line.split(",").toSpliced(8, 1).join(",")).join("\r\n"), { code: "MISSING_COLUMN", line: 1, column: "LSOA name" }],
    ["with a column more", lines.map((line, i) => (line ? `${line},${i ? "x" : "Victim name"}` : line)).join("\r\n"), { code: "UNKNOWN_COLUMN", line: 1, column: "Victim name" }],
    ["of stop and search", "Type,Date,Latitude\r\nPerson search,2021-01-01,1\r\n", { code: "UNKNOWN_COLUMN", line: 1, column: "Type" }],
    ["of a month that does not exist", published(quiet, { month: "2021-13" }), { code: "MALFORMED_PERIOD", line: 2, column: "Month" }],
    ["with a record of another month", withLine(7, (line) => line.replace("2022-01", "2022-02")), { code: "RECORD_ASTRAY", line: 7, column: "Month" }],
    ["with a record of another force", withLine(8, (line) => line.replace(FORCE, "Another Constabulary")), { code: "RECORD_ASTRAY", line: 8, column: "Reported by" }],
    ["of a force that the hub does not know", published(quiet, { force: "Another Constabulary" }), { code: "FORCE_UNKNOWN", line: 2, column: "Reported by" }],
    ["with a place that names no district", withLine(5, (line) => line.replace("Fenland 001A", "Fenland")), { code: "NO_DISTRICT", line: 5, column: "LSOA name" }],
    ["with a record without a type", withLine(6, (line) => line.replace("Robbery", "")), { code: "MISSING_VALUE", line: 6, column: "Crime type" }],
    ["in two encodings", Buffer.concat([Buffer.from(sound), Buffer.from(lines[1]!.replace("Fenland", "Fenl\u00e4nd") + "\r\n", "latin1")]), { code: "NOT_UTF8", line: 62 }],
    ["with a quote that is never closed", withLine(4, (line) => line.replace("On or near", '"On or near')), { code: "MALFORMED_CSV", line: 4 }],
    ["without a record", `${lines[0]}\r\n`, { code: "NO_RECORDS", line: 1 }],
    ["that is empty", "", { code: "EMPTY_FILE", line: 1 }],
    ["that has no end of a line", "x".repeat(1_100_000), { code: "CELL_TOO_LONG", line: 1 }],
  ];

  test.each(bad)("%s", async (_, content, found) => {
    const before = await observations();
    const report = await take(content);
    expect(report.problems).toContainEqual(expect.objectContaining({ file: "file 1", ...found }));
    expect(report.refused).toBeGreaterThan(0);
    expect(report).toMatchObject({ written: 0, unchanged: 0 });
    expect(await observations()).toEqual(before);
  });

  test("a header that is not the published one says so", async () => {
    expect((await take("a,b\r\n1,2\r\n")).problems.map(({ code }) => code)).toContain("WRONG_FORM");
  });

  test("a message repeats no id, point or street of a record", async () => {
    const [, first] = lines;
    const [id, , , , longitude, , street] = first!.split(",");
    const moved = withLine(2, () => first!.split(",").toReversed().join(","));
    const said = JSON.stringify((await take(moved)).problems);
    for (const each of [id!, longitude!, street!]) expect(said).not.toContain(each);
  });
});

describe("the door", () => {
  const IMPORT = `mutation($csv: String, $gzip: String, $key: ID!, $from: Date, $document: ID) {
    importStreetCrime(csv: $csv, gzipBase64: $gzip, idempotencyKey: $key, knownFrom: $from, document: $document) { records counts { what records } written unchanged refused problems { line column code action } }
  }`;
  const content = published(quiet, { month: "2022-06" });

  test("takes a file of the steward's own area, packed or not, once for each key; what is of no partnership is counted and left to the command", async () => {
    const asked = hub.as(steward(AREA));
    const { data, errors } = await asked.ask(IMPORT, { gzip: gzipSync(content).toString("base64"), key: "street-crime-june" });
    expect(errors).toBeUndefined();
    expect(data.importStreetCrime).toMatchObject({ records: 60, written: 12, unchanged: 0, refused: 0, problems: [] });
    expect(data.importStreetCrime.counts).toContainEqual({ what: "without a place", records: 3 });
    expect((await asked.ask(IMPORT, { gzip: gzipSync(content).toString("base64"), key: "street-crime-june" })).data).toEqual(data);
    expect((await hub.as(administrator(AREA)).ask(IMPORT, { csv: content, key: "street-crime-june-again" })).data.importStreetCrime).toMatchObject({ written: 0, unchanged: 12 });
    expect((await current("2022-06")).filter(({ partnership_id: partnership }) => partnership === null)).toEqual([]);
    expect(await take(content)).toMatchObject({ written: 4, unchanged: 12 });
  });

  test("is closed to others, and to the steward of another area", async () => {
    for (const viewer of [member("partnership-fenland"), analyst(AREA)]) {
      expect((await hub.as(viewer).ask(IMPORT, { csv: content, key: "street-crime-not-mine" })).errors![0]!.extensions).toMatchObject({ code: "NOT_YOUR_DOOR" });
    }
    const { data } = await hub.as(steward("pcc-area-devon-and-cornwall")).ask(IMPORT, { csv: published(quiet, { month: "2022-07" }), key: "street-crime-elsewhere" });
    expect(data.importStreetCrime).toMatchObject({ written: 0, counts: [] });
    expect(data.importStreetCrime.problems).toContainEqual(expect.objectContaining({ line: 2, column: "LSOA name", code: "OUTSIDE_YOUR_REACH" }));
    expect(await current("2022-07")).toEqual([]);
  });

  test("takes no month for the document of another", async () => {
    const sent = async (document: string) => (await hub.as(steward(AREA)).ask(IMPORT, { csv: published(quiet, { month: "2022-08" }), document, key: `street-crime-${document}` })).data.importStreetCrime as object;
    expect(await sent("document-police-uk-cambridgeshire-2019-08")).toMatchObject({ written: 0, problems: [{ line: 2, column: "Month", code: "REFERENCE_ASTRAY" }] });
    expect(await sent("document-a-download-of-our-own")).toMatchObject({ written: 12, problems: [] });
  });

  test.each([
    ["no file", {}, "ONE_FILE_NEEDED", "csv"],
    ["two files", { csv: content, gzip: "eA==" }, "ONE_FILE_NEEDED", "csv"],
    ["what is not packed", { gzip: "bm90IGd6aXA=" }, "MALFORMED_GZIP", "gzipBase64"],
    ["what was packed and cut", { gzip: gzipSync(content).subarray(0, -20).toString("base64") }, "MALFORMED_GZIP", "gzipBase64"],
    ["a day to come", { csv: content, from: "2999-01-01" }, "KNOWN_AHEAD", "knownFrom"],
    ["a document that is none", { csv: content, document: "plan-fenland" }, "MALFORMED_ID", "document"],
  ])("refuses %s", async (_, variables, code, field) => {
    const { errors } = await hub.as(steward(AREA)).ask(IMPORT, { key: "street-crime-refused", ...variables });
    expect(errors![0]!.extensions).toMatchObject({ code, field });
  });
});
