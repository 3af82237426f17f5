import type { ImportReport } from "../../kernel/files/importer.js";
import { startHub, type TestHub } from "../support/hub.js";
import { steward } from "../support/people.js";

let hub: TestHub;
beforeAll(async () => void (hub = await startHub("empty")));
afterAll(() => hub.close());

const FUND = { id: "fund-a", name: "A fund", funder: "organisation-a", purpose: null, document: null, section: null, as_printed: null, known_from: "2014-01-01" };
const AWARD = { id: "award-a", fund: "fund-a", partnership: "partnership-a", recipient: null, awarded: "1.00", annual_amounts: "2015/16 1.00", purpose: "?NOT_STATED: The leaflet is silent.", document: null, section: null, as_printed: null, known_from: "2016-08-31" };
const send = (what: string, rows: unknown): Promise<ImportReport> => hub.importAs("JSON", what, typeof rows === "string" || Buffer.isBuffer(rows) ? rows : JSON.stringify(rows));

test("objects come in as rows, null as an empty cell and a gap as a gap; again they change nothing", async () => {
  expect(await send("grants/funds", [FUND])).toMatchObject({ read: 1, written: 1, problems: [] });
  expect(await send("grants/funds", [FUND])).toMatchObject({ read: 1, written: 0, unchanged: 1 });
  expect(await send("grants/awards", [AWARD])).toMatchObject({ written: 1, problems: [] });
  const { data } = await hub.ask(`{ fund(id: "fund-a") { name gaps { field reason } } award(id: "award-a") { gaps { field explanation } } }`);
  expect(data.fund).toEqual({ name: "A fund", gaps: [{ field: "purpose", reason: "NOT_STATED" }] });
  expect(data.award.gaps).toContainEqual({ field: "purpose", explanation: "The leaflet is silent." });
});

test("keys may stand in any order, and the file may begin with a byte order mark", async () => {
  const turned = Object.fromEntries(Object.entries({ ...FUND, id: "fund-turned" }).reverse());
  expect(await send("grants/funds", `\ufeff\n${JSON.stringify([{ ...FUND, id: "fund-first" }, turned])}`)).toMatchObject({ written: 2, problems: [] });
});

test.each([
  ["132339", "13233900"],
  ["132339.5", "13233950"],
  ["90071992547409.93", "9007199254740993"],
  ["0.10", "10"],
])("the number %s is that sum to the penny, whatever a float would make of it", async (digits, pence) => {
  const pounds = `${BigInt(pence) / 100n}.${String(BigInt(pence) % 100n).padStart(2, "0")}`;
  const id = `award-${pence}`;
  const text = JSON.stringify([{ ...AWARD, id, awarded: "NUMBER", annual_amounts: `2015/16 ${pounds}` }]).replace(`"NUMBER"`, digits);
  expect(await send("grants/awards", text)).toMatchObject({ written: 1, problems: [] });
  expect(await hub.sql("select awarded_pence::text as pence from grants.award where id = $1", [id])).toEqual([{ pence }]);
});

test("a number of a source keeps every digit that the file gives it", async () => {
  await send("indicators/indicators", [{ id: "indicator-a", name: "A", definition: null, unit: "percent", value_type: "CHANGE_PERCENT", polarity: "NOT_STATED", document: null, section: null, as_printed: null, known_from: "2014-01-01" }]);
  const row = (id: string): object => ({ id, indicator: "indicator-a", partnership: "partnership-a", place: `Place of ${id}`, period: "FINANCIAL_YEAR 2015/16", reported_under: "FINANCIAL_YEAR 2015/16", qualifier: "EQ", value: "NUMBER", numerator: null, denominator: null, base: null, status: "FINAL", document: null, section: null, as_printed: null, known_from: "2016-08-31" });
  const given = ["-2.50", "0.123456789012", "123456789012345678"];
  const texts = given.map((digits, i) => JSON.stringify(row(`observation-${i}`)).replace(`"NUMBER"`, digits));
  expect(await send("indicators/observations", `[${texts.join(",")}]`)).toMatchObject({ written: 3, problems: [] });
  expect((await hub.sql<{ value: string }>("select value::text from indicators.observation order by id")).map(({ value }) => Number(value))).toEqual(given.map(Number));
  const [exact] = await hub.sql<{ value: string }>("select value::text from indicators.observation where id = 'observation-2'");
  expect(exact!.value).toMatch(/^123456789012345678(\.0*)?$/);
});

test("problems are told by the number of the object and its key", async () => {
  const report = await send("grants/awards", [
    AWARD,
    { ...AWARD, id: "award-b", awarded: 1.005 },
    { ...AWARD, id: "award-c", purpose: true },
    { ...AWARD, id: "award-d", purpose: { text: ["a", { b: 1 }] } },
    { ...AWARD, id: "award-e", purpose: [] },
    { ...AWARD, id: "award-f", purpose: "=1+1" },
    { ...AWARD, id: "award-g", purpose: "\ud800" },
    { ...AWARD, id: "award-h", colour: "red" },
    Object.fromEntries(Object.entries({ ...AWARD, id: "award-i" }).filter(([key]) => key !== "purpose")),
    { ...AWARD, id: "award-j", awarded: 1e21 },
    { ...AWARD, id: "award-k", purpose: "a\u0000b" },
  ]);
  expect(report).toMatchObject({ read: 11, written: 0, refused: 10 });
  expect(report.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
    [2, "awarded", "MALFORMED_MONEY"],
    [3, "purpose", "UNFIT_CELL"],
    [4, "purpose", "UNFIT_CELL"],
    [5, "purpose", "UNFIT_CELL"],
    [6, "purpose", "FORMULA_CELL"],
    [7, "purpose", "MALFORMED_TEXT"],
    [8, null, "RAGGED_ROW"],
    [9, null, "RAGGED_ROW"],
    [10, "awarded", "MALFORMED_MONEY"],
    [11, "purpose", "MALFORMED_TEXT"],
  ]);
});

const text = JSON.stringify([{ ...FUND, id: "fund-never" }]);

test.each<[string, string | Buffer, string, number, string | null]>([
  ["is empty", "", "MALFORMED_JSON", 1, null],
  ["is an empty list", "[]", "EMPTY_FILE", 1, null],
  ["is an object", text.slice(1, -1), "MALFORMED_JSON", 1, null],
  ["is a list of lists", `[["id"]]`, "MALFORMED_JSON", 1, null],
  ["is a list of texts", `["id"]`, "MALFORMED_JSON", 1, null],
  ["is a word", "true", "MALFORMED_JSON", 1, null],
  ["is cut short", text.slice(0, -1), "MALFORMED_JSON", 2, null],
  ["is cut within a row", text.slice(0, 30), "MALFORMED_JSON", 1, null],
  ["goes on after its end", `${text}${text}`, "MALFORMED_JSON", 2, null],
  ["has a comma too many", `${text.slice(0, -1)},]`, "MALFORMED_JSON", 2, null],
  ["has a number that is none", text.replace("null", "01"), "MALFORMED_JSON", 1, null],
  ["goes wrong after many rows", `[${`${text.slice(1, -1)},`.repeat(500)}{]`, "MALFORMED_JSON", 501, null],
  ["has NaN", text.replace("null", "NaN"), "MALFORMED_JSON", 1, null],
  ["has a key twice", text.replace(`"name"`, `"id":"fund-b","name"`), "DUPLICATE_COLUMN", 1, "id"],
  ["lacks a column", JSON.stringify([{ id: "fund-never" }]), "MISSING_COLUMN", 1, "name"],
  ["has a column that is not declared", JSON.stringify([{ ...FUND, colour: 1 }]), "UNKNOWN_COLUMN", 1, "colour"],
  ["has a key of the language", text.replace(`"name"`, `"__proto__":"x","name"`), "UNKNOWN_COLUMN", 1, "__proto__"],
  ["would name a person", JSON.stringify([{ ...FUND, surname: "" }]), "PERSON_NAMED", 1, "surname"],
  ["is not UTF-8", Buffer.from(text.replace("A fund", "\xa3 fund"), "latin1"), "NOT_UTF8", 1, null],
  ["is UTF-16", Buffer.from(`\ufeff${text}`, "utf16le"), "NOT_UTF8", 1, null],
  ["has a cell of ten million letters", text.replace("A fund", "x".repeat(10_000_000)), "CELL_TOO_LONG", 1, "name"],
  ["has a number of ten million digits", text.replace("null", "1".repeat(10_000_000)), "CELL_TOO_LONG", 1, "purpose"],
  ["has a key of ten million letters", text.replace("name", "x".repeat(10_000_000)), "CELL_TOO_LONG", 1, null],
  ["is nested a hundred thousand deep", `[{"id":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`, "MISSING_COLUMN", 1, "name"],
  ["is a workbook", Buffer.from("PK\u0003\u0004"), "FORMAT_ASTRAY", 1, null],
])("JSON that %s is refused, and nothing is written", async (_, content, code, line, column) => {
  const report = await send("grants/funds", content);
  expect(report.written).toBe(0);
  expect(report.problems).toContainEqual(expect.objectContaining({ code, line, column }));
  expect(await hub.sql("select from grants.fund where id = 'fund-never'")).toEqual([]);
});

test("the mutation takes JSON", async () => {
  const { data } = await hub.as(steward("pcc-area-a")).ask(`mutation($json: String!) { importGrantsFile(file: FUNDS, json: $json, idempotencyKey: "json-of-a-steward") { written problems { code } } }`, { json: JSON.stringify([{ ...FUND, id: "fund-mutation" }]) });
  expect(data.importGrantsFile).toEqual({ written: 1, problems: [] });
});

test("20,000 objects come in by one import", async () => {
  expect(await send("grants/funds", Array.from({ length: 20_000 }, (_, i) => ({ ...FUND, id: `fund-n${i}` })))).toMatchObject({ read: 20_000, written: 20_000 });
});
