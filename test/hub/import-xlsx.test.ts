import { Readable } from "node:stream";
import { zipSync } from "fflate";
import writeExcelFile from "write-excel-file/node";
import { asHub } from "../../kernel/authority/asking.js";
import { FileReading } from "../../kernel/files/file-reading.js";
import { importFile, type ImportReport } from "../../kernel/files/importer.js";
import { openLog } from "../../kernel/process/log.js";
import { startHub, type TestHub } from "../support/hub.js";
import { steward } from "../support/people.js";
import { partsOf, workbook, type SheetCell, type WorkbookMaking } from "../support/workbooks.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("empty")));
afterAll(() => hub.close());

const FUNDS = ["id", "name", "funder", "purpose", "document", "section", "as_printed", "known_from"];
const AWARDS = ["id", "fund", "partnership", "recipient", "awarded", "annual_amounts", "purpose", "document", "section", "as_printed", "known_from"];
const FUND: SheetCell[] = ["fund-a", "A fund", "organisation-a", "", "", "", "", "2014-01-01"];
const number = (stored: string, style = 0): SheetCell => ({ attributes: `s="${style}"`, inside: `<v>${stored}</v>` });
const awardOf = (id: string, cells: Record<string, SheetCell>): SheetCell[] =>
  AWARDS.map((name) => ({ id, fund: "fund-a", partnership: "partnership-a", awarded: "1.00", annual_amounts: "2015/16 1.00", known_from: "2016-08-31", ...cells })[name] ?? "");

function send(what: string, rows: SheetCell[][], making: WorkbookMaking = {}): Promise<ImportReport> {
  return hub.importAs("XLSX", what, workbook({ sheets: [{ name: "Sheet1", rows }], ...making }));
}

const places = (report: ImportReport): unknown[] => report.problems.map(({ line, column, code }) => [line, column, code]);

test("a workbook that a program wrote comes in: text, numbers, days and money as they are shown", async () => {
  await hub.importAs("XLSX", "grants/funds", await writeExcelFile([FUNDS, ["fund-a", "A fund", "organisation-a", "", "", "", "", { value: new Date("2014-01-01"), type: Date, format: "dd/mm/yyyy" }]] as never).toBuffer());
  const row = { id: "award-written", fund: "fund-a", partnership: "partnership-a", awarded: { value: 132339, type: Number, format: "#,##0.00" }, annual_amounts: "2015/16 132339.00", as_printed: "£132,339", known_from: { value: new Date("2016-04-01"), type: Date, format: "yyyy-mm-dd" } };
  const report = await hub.importAs("XLSX", "grants/awards", await writeExcelFile([AWARDS, AWARDS.map((name) => (row as Record<string, unknown>)[name] ?? null)] as never).toBuffer());
  expect(report).toMatchObject({ read: 1, written: 1, problems: [] });
  expect(await hub.sql("select awarded_pence::text as pence, known_from::text as day from grants.award where id = 'award-written'")).toEqual([{ pence: "13233900", day: "2016-04-01 00:00:00+00" }]);
});

test.each([
  ["132339", 0, "13233900"],
  ["132339", 1, "13233900"],
  ["132339.10000000001", 2, "13233910"],
  ["0.30000000000000004", 0, "30"],
  ["1.1000000000000001", 3, "110"],
  ["1.32339E5", 4, "13233900"],
])("the stored number %s in the format no. %d is %s pence, to the penny", async (stored, style, pence) => {
  await send("grants/funds", [FUNDS, FUND]);
  const pounds = `${BigInt(pence) / 100n}.${String(BigInt(pence) % 100n).padStart(2, "0")}`;
  const id = `award-n${style}-${pence}`;
  const report = await send("grants/awards", [AWARDS, awardOf(id, { awarded: number(stored, style), annual_amounts: `2015/16 ${pounds}` })], {
    formats: ["0", "#,##0.00", `_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-`, `"£"#,##0.00;[Red]-"£"#,##0.00`],
  });
  expect(report).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select awarded_pence::text as pence from grants.award where id = $1", [id])).toEqual([{ pence }]);
});

test.each([
  ["42461", false, "2016-04-01"],
  ["40999", true, "2016-04-01"],
  ["61", false, "1900-03-01"],
  ["59", false, "1900-02-28"],
])("day %s is the right day, counted from 1904: %s", async (stored, from1904, day) => {
  const report = await send("grants/funds", [FUNDS, [`fund-day-${stored}`, ...FUND.slice(1, 7), number(stored, 1)]], { formats: ["d mmmm yyyy"], from1904 });
  expect(report).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select known_from::text as day from grants.fund where id = $1", [`fund-day-${stored}`])).toEqual([{ day: `${day} 00:00:00+00` }]);
});

test("cells are told by their place: formulas, times, shares, errors, days where text belongs, and what is hidden", async () => {
  await send("grants/funds", [FUNDS, FUND]);
  const formats = ["0%", "0.00E+00", "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "0,", "# ?/?"];
  const report = await send(
    "grants/awards",
    [
      AWARDS,
      awardOf("award-1", { awarded: { inside: "<f>1+1</f><v>2</v>" } }),
      awardOf("award-2", { awarded: number("0.81", 1) }),
      awardOf("award-3", { awarded: number("132339", 2) }),
      awardOf("award-4", { known_from: number("42461.5", 3) }),
      awardOf("award-5", { as_printed: number("42461", 4) }),
      awardOf("award-6", { purpose: { attributes: `t="e"`, inside: "<v>#REF!</v>" } }),
      awardOf("award-7", { purpose: { attributes: `t="b"`, inside: "<v>1</v>" } }),
      awardOf("award-8", { awarded: number("1323390000000000") }),
      awardOf("award-9", { awarded: number("132339.001") }),
      awardOf("award-10", { awarded: number("132339", 5) }),
      awardOf("award-11", { awarded: number("1.5", 6) }),
      awardOf("award-12", { known_from: number("60", 4) }),
      awardOf("award-13", { purpose: "=HYPERLINK(1)" }),
      awardOf("award-14", {}),
      [...awardOf("award-15", { known_from: "2016-08-31" }), "more"],
      awardOf("award-16", { purpose: "_xD800_" }),
    ],
    { formats, rowAttributes: { 15: `hidden="1"` } },
  );
  expect(report).toMatchObject({ read: 16, written: 0, refused: 16 });
  expect(places(report).filter((each) => (each as unknown[])[0] !== 15)).toEqual([
    [2, "awarded", "FORMULA_CELL"],
    [3, "awarded", "NUMBER_SHOWN_OTHERWISE"],
    [4, "awarded", "NUMBER_SHOWN_OTHERWISE"],
    [5, "known_from", "MALFORMED_DATE"],
    [6, "as_printed", "DAY_FOR_TEXT"],
    [7, "purpose", "UNFIT_CELL"],
    [8, "purpose", "UNFIT_CELL"],
    [9, "awarded", "NUMBER_SHOWN_OTHERWISE"],
    [10, "awarded", "MALFORMED_MONEY"],
    [11, "awarded", "NUMBER_SHOWN_OTHERWISE"],
    [12, "awarded", "NUMBER_SHOWN_OTHERWISE"],
    [13, "known_from", "MALFORMED_DATE"],
    [14, "purpose", "FORMULA_CELL"],
    [16, null, "RAGGED_ROW"],
    [17, "purpose", "MALFORMED_TEXT"],
  ]);
  expect(new Set(places(report).filter((each) => (each as unknown[])[0] === 15).map((each) => (each as unknown[])[2]))).toEqual(new Set(["HIDDEN_CELLS"]));
  expect(await hub.sql("select from grants.award where id = 'award-14'")).toEqual([]);
});

test("texts that cells share are read in all their runs, without the reading aids", async () => {
  const texts = ["<r><t>A </t></r><r><t>fund</t></r><rPh><t>aid</t></rPh>", "fund-shared"];
  const report = await send("grants/funds", [FUNDS, [{ attributes: `t="s"`, inside: "<v>1</v>" }, { attributes: `t="s"`, inside: "<v>0</v>" }, ...FUND.slice(2)]], { texts });
  expect(report).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select name from grants.fund where id = 'fund-shared'")).toEqual([{ name: "A fund" }]);
});

test("of several sheets the one that is named as the import is read; rows without cells are passed over", async () => {
  const sheets = [
    { name: "Notes", rows: [["anything"]] },
    { name: "Funds", rows: [FUNDS, [], ["fund-named", ...FUND.slice(1)], []] },
  ];
  expect(await hub.importAs("XLSX", "grants/funds", workbook({ sheets }))).toMatchObject({ read: 1, written: 1, problems: [] });
});

const ROWS = [FUNDS, ["fund-never", ...FUND.slice(1)]];
const one = (making: WorkbookMaking = {}, rows: SheetCell[][] = ROWS): Uint8Array => workbook({ sheets: [{ name: "Sheet1", rows }], ...making });
/** A zip whose last part claims another size than it has. */
function lying(claims: number): Uint8Array {
  const bytes = Buffer.from(one({ texts: ["x".repeat(100_000)] }));
  const patched = Buffer.from(bytes);
  for (let at = patched.indexOf("PK\x01\x02", 0, "latin1"); at >= 0; at = patched.indexOf("PK\x01\x02", at + 4, "latin1")) {
    if (patched.readUInt32LE(at + 24) > 50_000) patched.writeUInt32LE(claims, at + 24);
  }
  return patched;
}

test.each<[string, () => Uint8Array, string, number, string | null]>([
  ["has merged cells", () => one({ below: `<mergeCells count="1"><mergeCell ref="B2:C2"/></mergeCells>` }), "MERGED_CELLS", 2, "name"],
  ["has its only sheet hidden", () => workbook({ sheets: [{ name: "Funds", state: "veryHidden", rows: ROWS }] }), "HIDDEN_CELLS", 1, null],
  ["has the sheet of the import hidden", () => workbook({ sheets: [{ name: "a", rows: ROWS }, { name: "funds", state: "hidden", rows: ROWS }] }), "HIDDEN_CELLS", 1, null],
  ["has a hidden column", () => one({ above: `<cols><col min="2" max="3" hidden="1"/></cols>` }), "HIDDEN_CELLS", 1, null],
  ["has several sheets and none of the import's name", () => workbook({ sheets: [{ name: "a", rows: ROWS }, { name: "b", rows: ROWS }] }), "SHEET_UNCLEAR", 1, null],
  ["has no sheet", () => workbook({}), "SHEET_UNCLEAR", 1, null],
  ["has an empty sheet", () => one({}, []), "EMPTY_FILE", 1, null],
  ["has a formula in its header", () => one({}, [[...FUNDS, { inside: "<f>A1</f><v>x</v>" }]]), "FORMULA_CELL", 1, null],
  ["has a column that would name a person", () => one({}, [[...FUNDS, "officer_name"]]), "PERSON_NAMED", 1, "officer_name"],
  ["is encrypted", () => Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(3_000)]), "WORKBOOK_LOCKED", 1, null],
  ["is no zip", () => Buffer.from("id,name\nfund-a,A\n"), "MALFORMED_WORKBOOK", 1, null],
  ["is empty", () => Buffer.alloc(0), "MALFORMED_WORKBOOK", 1, null],
  ["is a zip of something else", () => zipSync({ "a.txt": Buffer.from("a") }), "MALFORMED_WORKBOOK", 1, null],
  ["is cut short", () => one().subarray(0, 900), "MALFORMED_WORKBOOK", 1, null],
  ["lacks its sheet", () => one({ parts: { "xl/worksheets/sheet1.xml": null } }), "MALFORMED_WORKBOOK", 1, null],
  ["is cut within its XML", () => one({ parts: { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row" } }), "MALFORMED_WORKBOOK", 1, null],
  ["has XML that is not UTF-8", () => zipSync({ ...partsOf({ sheets: [{ name: "a", rows: ROWS }] }), "xl/worksheets/sheet1.xml": Buffer.from("<worksheet>\xa3</worksheet>", "latin1") }), "MALFORMED_WORKBOOK", 1, null],
  ["smuggles in an entity", () => one({ parts: { "xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>` } }), "MALFORMED_WORKBOOK", 1, null],
  ["refers to a text that is not there", () => one({}, [FUNDS, [{ attributes: `t="s"`, inside: "<v>7</v>" }]]), "MALFORMED_WORKBOOK", 1, null],
  ["has a text of five million letters", () => one({}, [FUNDS, ["x".repeat(5_000_000)]]), "CELL_TOO_LONG", 1, null],
  ["has a cell of 200,000 letters", () => one({}, [FUNDS, ["fund-a", "x".repeat(200_000)]]), "CELL_TOO_LONG", 2, "name"],
  ["claims to unpack to four gigabytes", () => lying(4_000_000_000), "WORKBOOK_TOO_LARGE", 1, null],
  ["unpacks to more than it claims", () => lying(60_000), "MALFORMED_WORKBOOK", 1, null],
  ["unpacks to a sheet of 600 million bytes", () => zipSync({ ...partsOf({ sheets: [{ name: "a", rows: ROWS }] }), "xl/worksheets/sheet1.xml": Buffer.alloc(600_000_000, 32) }, { level: 1 }), "WORKBOOK_TOO_LARGE", 1, null],
  ["is JSON", () => Buffer.from(`[{"id":"fund-a"}]`), "FORMAT_ASTRAY", 1, null],
])("a workbook that %s is refused, and nothing is written", async (_, bytes, code, line, column) => {
  const report = await hub.importAs("XLSX", "grants/funds", bytes());
  expect(report.written).toBe(0);
  expect(report.problems).toContainEqual(expect.objectContaining({ code, line, column }));
  expect(await hub.sql("select from grants.fund where id = 'fund-never'")).toEqual([]);
});

const many = (count: number, xml: string): string => xml.repeat(count);
const styles = (inside: string): WorkbookMaking => ({ parts: { "xl/styles.xml": `<styleSheet>${inside}</styleSheet>` } });
const texts = (inside: string): WorkbookMaking => ({ parts: { "xl/sharedStrings.xml": `<sst>${inside}</sst>` } });
const shared = (place: string): SheetCell => ({ attributes: `t="s"`, inside: `<v>${place}</v>` });

test.each<[string, () => Uint8Array, string]>([
  ["formats of cells", () => one(styles(`<cellXfs>${many(65_491, "<xf/>")}</cellXfs>`)), "65,490 formats of cells"],
  ["formats of numbers", () => one(styles(`<numFmts>${Array.from({ length: 10_001 }, (_, i) => `<numFmt numFmtId="${i}" formatCode="0"/>`).join("")}</numFmts>`)), "10,000 formats of numbers"],
  ["sheets", () => one({ parts: { "xl/workbook.xml": `<workbook><sheets>${many(1_001, `<sheet name="a"/>`)}</sheets></workbook>` } }), "1,000 sheets"],
  ["relations", () => one({ parts: { "_rels/.rels": `<Relationships>${many(10_001, "<Relationship/>")}</Relationships>` } }), "10,000 relations"],
  ["texts without a letter", () => one(texts(many(2_000_001, "<si/>"))), "2,000,000 texts"],
  ["letters in its texts", () => one(texts(`<si>${many(51, `<t>${"x".repeat(1_000_000)}</t>`)}</si>`)), "50,000,000 characters of text"],
  ["hidden columns", () => one({ above: `<cols><col hidden="1" min="1" max="999999999"/></cols>` }), "16,384 columns"],
  ["times the same hidden column", () => one({ above: `<cols>${many(16_385, `<col hidden="1" min="9" max="9"/>`)}</cols>` }), "16,384 columns"],
  ["elements one within the other", () => one({ above: many(101, "<a>") }), "100 elements"],
])("a workbook with more %s than any that somebody made is refused before they fill the memory", async (_, bytes, detail) => {
  const report = await hub.importAs("XLSX", "grants/funds", bytes());
  expect(report).toMatchObject({ written: 0, problems: [expect.objectContaining({ line: 1, code: "WORKBOOK_TOO_LARGE" })] });
  expect(report.problems[0]!.message).toContain(`It has more than ${detail}`);
});

test("a cell that is spread over many elements is as long as all of them", async () => {
  const long = { attributes: `t="inlineStr"`, inside: `<is>${many(11, `<t>${"x".repeat(100_000)}</t>`)}</is>` };
  expect(places(await send("grants/funds", [FUNDS, ["fund-spread", long]]))).toEqual([[2, "name", "CELL_TOO_LONG"]]);
});

test("a cell that refers to no text is empty, and one that refers to it otherwise than by its place is unfit", async () => {
  const rows = (place: string): SheetCell[][] => [FUNDS, ["fund-nothing", "A fund", "organisation-a", shared(place), "", "", "", "2014-01-01"]];
  expect(await send("grants/funds", rows(""), { texts: ["The first text"] })).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select purpose from grants.fund where id = 'fund-nothing'")).toEqual([{ purpose: null }]);
  for (const place of ["0x0", "1e0", " ", "-0", "0.0"]) expect(places(await send("grants/funds", rows(place), { texts: ["The first", "The second"] }))).toEqual([[2, "purpose", "UNFIT_CELL"]]);
});

test("a far cell costs no more than that it is there", async () => {
  const sheet = `<worksheet><sheetData><row r="1">${FUNDS.map((name, i) => `<c r="${"ABCDEFGH"[i]!}1" t="str"><v>${name}</v></c>`).join("")}</row>${Array.from({ length: 5_000 }, (_, y) => `<row r="${y + 2}"><c r="XFD${y + 2}"><v>1</v></c></row>`).join("")}</sheetData></worksheet>`;
  const began = performance.now();
  const report = await hub.importAs("XLSX", "grants/funds", one({ parts: { "xl/worksheets/sheet1.xml": sheet } }));
  expect(report).toMatchObject({ read: 5_000, written: 0, refused: 5_000 });
  expect(report.problems[0]).toMatchObject({ line: 2, code: "RAGGED_ROW" });
  expect(performance.now() - began).toBeLessThan(20_000);
});

test("the mutation takes a workbook in Base64, once for each key, and one kind of file at a time", async () => {
  const keeper = hub.as(steward("pcc-area-a"));
  const bytes = one({}, [FUNDS, ["fund-mutation", ...FUND.slice(1)]]);
  const ask = (args: string, key: string) => keeper.ask(`mutation { importGrantsFile(file: FUNDS, idempotencyKey: "${key}", ${args}) { read written problems { code line } } }`);
  const xlsx = `xlsxBase64: "${Buffer.from(bytes).toString("base64")}"`;
  for (let time = 0; time < 2; time++) expect((await ask(xlsx, "workbook-1")).data.importGrantsFile).toEqual({ read: 1, written: 1, problems: [] });
  expect((await ask(`xlsxBase64: "!!!"`, "workbook-2")).data.importGrantsFile.problems).toEqual([{ code: "MALFORMED_WORKBOOK", line: 1 }]);
  for (const args of [`${xlsx}, csv: "id"`, `csv: null`]) {
    expect((await ask(args, "workbook-3")).errors).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code: "ONE_FILE_NEEDED" }) as object })]);
  }
});

describe("a workbook that comes through the API", () => {
  const mutation = (bytes: Uint8Array, key: string) =>
    hub.as(steward("pcc-area-a")).ask(`mutation { importGrantsFile(file: FUNDS, idempotencyKey: "${key}", xlsxBase64: "${Buffer.from(bytes).toString("base64")}") { written problems { code line message } } }`);

  test("unpacks to 20 million bytes at most, where the command takes 500 million", async () => {
    const bytes = zipSync({ ...partsOf({ sheets: [{ name: "a", rows: ROWS.map(([, ...row]) => ["fund-unpacked", ...row]) }] }), "other.xml": Buffer.alloc(20_000_000, 32) });
    const { data } = await mutation(bytes, "unpacked-1");
    expect(data.importGrantsFile).toMatchObject({ written: 0, problems: [{ code: "WORKBOOK_TOO_LARGE", line: 1 }] });
    expect(data.importGrantsFile.problems[0].message).toContain("20,000,000 bytes, unpacked");
  });

  test("has 20 million characters in its cells at most, however many of them share one text", async () => {
    const row = (y: number): SheetCell[] => [`fund-sharing-${y}`, "A fund", "organisation-a", shared("0"), "", "", "", "2014-01-01"];
    const { data } = await mutation(one({ texts: ["x".repeat(100_000)] }, [FUNDS, ...Array.from({ length: 201 }, (_, y) => row(y))]), "sharing-1");
    expect(data.importGrantsFile).toMatchObject({ written: 0, problems: [{ code: "WORKBOOK_TOO_LARGE", line: 1 }] });
    expect(data.importGrantsFile.problems[0].message).toContain("20,000,000 characters in its cells");
  });

  test("is read before anything of the database is held for it", async () => {
    const { pool } = hub.service("grants").database;
    const held: number[] = [];
    const ahead = Object.getOwnPropertyDescriptor(FileReading.prototype, "ahead")!;
    const read = ahead.value as (this: FileReading) => Promise<void>;
    Object.defineProperty(FileReading.prototype, "ahead", {
      ...ahead,
      async value(this: FileReading) {
        await read.call(this);
        held.push(pool.totalCount - pool.idleCount, this.read);
      },
    });
    try {
      expect((await mutation(one({}, [FUNDS, ["fund-ahead", ...FUND.slice(1)]]), "ahead-key-1")).data.importGrantsFile).toEqual({ written: 1, problems: [] });
    } finally {
      Object.defineProperty(FileReading.prototype, "ahead", ahead);
    }
    expect(held).toEqual([0, 1]);
  });
});

test("nobody reads on in a workbook that nobody waits for any more", async () => {
  const { database, subgraph } = hub.service("grants");
  const sheet = Buffer.from(`<worksheet>${many(10_000_000, "<a/>")}</worksheet>`);
  const bytes = zipSync({ ...partsOf({ sheets: [{ name: "a", rows: ROWS }] }), "xl/worksheets/sheet1.xml": [sheet, { level: 1 }] });
  const began = Date.now();
  const delivery = { fileName: "slow.xlsx", log: openLog("silent"), asking: { ...asHub(), deadline: began + 100 } };
  await expect(importFile(database, subgraph.imports["funds"]!, Readable.from([Buffer.from(bytes)]), delivery)).rejects.toMatchObject({ code: "DEADLINE_PASSED" });
  // It reads on to the end of the piece that it is in.
  expect(Date.now() - began).toBeLessThan(3_000);
});

test("a workbook of 20,000 rows comes in by one import", async () => {
  const bytes = one({}, [FUNDS, ...Array.from({ length: 20_000 }, (_, i) => [`fund-many-${i}`, `Fund ${i}`, ...FUND.slice(2)])]);
  expect(await hub.importAs("XLSX", "grants/funds", bytes)).toMatchObject({ read: 20_000, written: 20_000 });
});
