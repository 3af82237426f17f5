import fc from "fast-check";
import writeExcelFile from "write-excel-file/node";
import type { FileFormat } from "../../kernel/files/file-format.js";
import type { ImportReport } from "../../kernel/files/importer.js";
import { startHub, type TestHub } from "../support/hub.js";

/* Whatever kind of file the same rows come in, they leave the same report and the same versions. */

const FORMATS: readonly FileFormat[] = ["CSV", "XLSX", "JSON"];
const hubs = new Map<FileFormat, TestHub>();
beforeAll(async () => {
  for (const format of FORMATS) hubs.set(format, await startHub("empty"));
  const funds = "id,name,funder,purpose,document,section,as_printed,known_from\nfund-a,A,organisation-a,,,,,2014-01-01\nfund-b,B,organisation-a,,,,,2014-01-01\n";
  for (const hub of hubs.values()) await hub.importCsv("grants/funds", funds);
});
afterAll(async () => {
  for (const hub of hubs.values()) await hub.close();
});

const COLUMNS = ["id", "fund", "partnership", "recipient", "awarded", "annual_amounts", "purpose", "document", "section", "as_printed", "known_from"] as const;

/** A row; its sum is a number where the file knows numbers. */
type Row = Record<(typeof COLUMNS)[number], string> & { numeric: boolean };

/** Letters that files quote, escape or take for something else. */
const prose = fc.string({ unit: fc.constantFrom("_x0041_", "😀", ...`abc é€"',;&<>=+-@?_x0041/\\{}[]:0123.%£$ \t`.split(/(?:)/u)), maxLength: 12 });
const pence = fc.integer({ min: 1, max: 99_999_999 });
const row: fc.Arbitrary<Row> = fc
  .record({
    n: fc.nat(6),
    fund: fc.constantFrom("fund-a", "fund-a", "fund-b", "fund-nowhere", "Fund A"),
    pence,
    off: fc.constantFrom(0, 0, 0, 0, 1),
    numeric: fc.boolean(),
    broken: fc.constantFrom("", "", "", "", "12.345", "£1", "-1.00"),
    purpose: fc.oneof(prose, fc.constantFrom("", "?NOT_STATED: Silent.", "?NOWHERE: x", "=1+1", "-2.5%", "?")),
    asPrinted: prose,
    knownFrom: fc.constantFrom("2015-01-01", "2016-01-01", "", "2016-02-30", "2999-01-01"),
  })
  .map(({ n, fund, pence: sum, off, numeric, broken, purpose, asPrinted, knownFrom }) => ({
    id: `award-${n}`,
    fund,
    partnership: "partnership-a",
    recipient: "",
    awarded: broken || pounds(sum),
    annual_amounts: `2015/16 ${pounds(sum + off)}`,
    purpose,
    document: "",
    section: "",
    as_printed: asPrinted,
    known_from: knownFrom,
    numeric: numeric && broken === "",
  }));

/** A row whose cells agree: files of such rows are sound but for what their prose holds and what was imported before them. */
const agreeing: fc.Arbitrary<Row> = fc
  .tuple(row, pence, fc.constantFrom("2015-01-01", "2016-01-01", ""))
  .map(([drawn, sum, from]) => ({ ...drawn, fund: "fund-a", awarded: pounds(sum), annual_amounts: `2015/16 ${pounds(sum)}`, purpose: "", known_from: from }));

function pounds(sum: number): string {
  return `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, "0")}`;
}

async function written(format: FileFormat, rows: readonly Row[]): Promise<string | Uint8Array> {
  if (format === "CSV") return [COLUMNS, ...rows.map((each) => COLUMNS.map((name) => each[name]))].map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")}\r\n`).join("");
  if (format === "JSON") {
    const object = (each: Row): string => `{${COLUMNS.map((name) => `${JSON.stringify(name)}: ${name === "awarded" && each.numeric ? each.awarded : JSON.stringify(each[name])}`).join(", ")}}`;
    return `[${rows.map(object).join(",\n")}]`;
  }
  const cell = (each: Row, name: (typeof COLUMNS)[number]): object | null =>
    each[name] === "" ? null : name === "awarded" && each.numeric ? { value: Number(each.awarded), type: Number, format: "#,##0.00" } : { value: each[name], type: String };
  return writeExcelFile([[...COLUMNS], ...rows.map((each) => COLUMNS.map((name) => cell(each, name)))] as never).toBuffer();
}

/** The report, its rows counted as the others count them: below the header the first is 1. */
function told({ read, written: versions, unchanged, refused, problems }: ImportReport, format: FileFormat): object {
  const rows = problems.map(({ line, column, code, message }) => ({ row: format === "JSON" ? line : line - 1, column, code, message }));
  return { read, versions, unchanged, refused, problems: rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) };
}

test("the same rows as CSV, XLSX and JSON give the same report and the same versions", async () => {
  const seen = { sound: 0, refused: 0 };
  const isGiven = ({ id, fund, as_printed: printed, purpose, known_from: from }: Row): boolean => [id, fund, printed, purpose, from].some((each) => each.trim() !== "");
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.array(row, { minLength: 1, maxLength: 5 }), row.map((each) => [each]), agreeing.map((each) => [each])), async (rows) => {
      expect(rows.every(isGiven)).toBe(true);
      const reports = [];
      for (const format of FORMATS) reports.push(told(await hubs.get(format)!.importAs(format, "grants/awards", await written(format, rows)), format));
      const [first, ...others] = reports;
      for (const other of others) expect(other).toEqual(first);
      seen[(first as { refused: number }).refused ? "refused" : "sound"]++;
    }),
    { numRuns: 150 },
  );
  // Not only files that are refused, and not only sound ones.
  expect(Math.min(seen.sound, seen.refused)).toBeGreaterThan(5);
  const versions = "select id, version, known_from::date::text, fund_id, awarded_pence::text, annual_amounts, purpose, as_printed, gaps, known_to is null as current from grants.award order by id, version";
  // What is known from the time of writing is known from another moment on each hub, and on the same day.
  const [first, ...others] = await Promise.all(FORMATS.map((format) => hubs.get(format)!.sql(versions)));
  expect(first!.length).toBeGreaterThan(5);
  for (const other of others) expect(other).toEqual(first);
});
