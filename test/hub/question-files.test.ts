/** A saved question whose file is wrong stops the start with a sentence, and its text comes to the table that it says. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { inCsv } from "../../gateway/csv.js";
import { inJson } from "../../gateway/table-json.js";
import type { Cell, QuestionTable } from "../../gateway/question-table.js";
import { readQuestions, type SavedQuestion } from "../../gateway/questions.js";

const dir = mkdtempSync(path.join(tmpdir(), "questions-"));
afterAll(() => rmSync(dir, { recursive: true }));

const GOOD = `# good: which partnerships there are.
#
# $asOf: The day.
#
# table partnerships: each partnership
#   rows: partnerships
#   key: id
#   id: partnerships.id
#   area: partnerships.pccArea.name
query Good($asOf: Date) { partnerships(asOf: $asOf) { nodes { id pccArea { name } plans { nodes { title priorities { nodes { topicIds } } } } } } }
`;

const OF_AREAS = GOOD.replace("# $asOf", "# $area (pccArea): Ids of areas.\n# $asOf").replace("$asOf: Date", "$area: [ID!], $asOf: Date").replace("(asOf: $asOf)", "(asOf: $asOf, where: { pccArea: $area })");

function read(text: string, slug = "good"): SavedQuestion {
  const file = path.join(dir, `${slug}.graphql`);
  writeFileSync(file, text);
  try {
    return readQuestions(dir)[0]!;
  } finally {
    rmSync(file);
  }
}

test("a sound file is read: its parameters, its table, and a question whose lists say whether more follows", () => {
  const { says, parameters, tables } = read(GOOD);
  expect(says).toBe("which partnerships there are.");
  expect(parameters).toEqual([expect.objectContaining({ name: "asOf", type: "Date", says: "The day.", required: false, several: false, byDefault: null })]);
  expect(tables[0]).toMatchObject({ name: "partnerships", says: "each partnership", key: ["id"], top: 0 });
  expect(tables[0].prepared.match(/pageInfo/g)).toHaveLength(3);
  expect(tables[0].prepared).toContain("partnerships(asOf: $asOf, first: $first, after: $after)");
  // A table asks for what it shows, and for no more.
  expect(tables[0].needed.replace(/\s+/g, " ")).toBe("query Good($asOf: Date, $first: Int, $after: String) { partnerships(asOf: $asOf, first: $first, after: $after) { nodes { id pccArea { name } } pageInfo { hasNextPage endCursor } } }");
});

test("an id has a noun, and whatever else is a parameter has none", () => {
  expect(read(OF_AREAS).parameters.map(({ name, noun, several }) => [name, noun, several])).toEqual([
    ["area", "pccArea", true],
    ["asOf", null, false],
  ]);
});

test.each([
  ["another slug", GOOD, "other", /questions\/other.graphql: its first line is not "# other: "/],
  ["a slug with capitals", GOOD, "Good", /"Good" is no slug/],
  ["no table", GOOD.replace(/# table[^]*?(?=query)/, ""), "good", /it has no table/],
  ["two tables of a name", GOOD.replace(/(# table[^]*?)(?=query)/, "$1#\n$1"), "good", /two of its tables have one name: partnerships, partnerships/],
  ["a table without rows", GOOD.replace("#   rows: partnerships\n", ""), "good", /table partnerships: it needs "rows: <path>"/],
  ["a column that is no column", GOOD.replace("id: partnerships.id", "Id: partnerships.id"), "good", /"Id: partnerships.id" is not "<column>: <path>"/],
  ["a column twice", GOOD.replace("#   area: ", "#   id: "), "good", /"id" stands there twice/],
  ["a key of no column", GOOD.replace("key: id", "key: name"), "good", /its key names "name"/],
  ["rows that the question does not ask", GOOD.replace("rows: partnerships", "rows: awards"), "good", /table partnerships: "awards" is not asked by the question/],
  ["rows that are values", GOOD.replace("rows: partnerships", "rows: partnerships.id"), "good", /leads to a value/],
  ["a column that is not asked", GOOD.replace("partnerships.pccArea.name", "partnerships.name"), "good", /"partnerships.name" is not asked/],
  ["a column that is a thing", GOOD.replace("partnerships.pccArea.name", "partnerships.pccArea"), "good", /area: "partnerships.pccArea" leads to no value/],
  ["a column in a list of which no rows are made", GOOD.replace("partnerships.pccArea.name", "partnerships.plans.title"), "good", /goes through a list of which the rows are not made/],
  ["a parameter that is not explained", GOOD.replace("# $asOf: The day.\n", ""), "good", /do not say what \$asOf means/],
  ["a parameter that is not declared", GOOD.replace("# $asOf: The day.", "# $asOf: The day.\n# $area: The area."), "good", /speak of \$area, which the question does not declare/],
  ["a paragraph that is nothing", GOOD.replace("# $asOf: The day.", "# Note this."), "good", /"Note this." begins neither parameters nor a table/],
  ["a parameter that the doors need", GOOD.replaceAll("$asOf", "$after").replace("$after: Date", "$after: String").replace("(asOf: $after)", "").replace("plans {", "plans(after: $after) {"), "good", /\$after/],
  ["a parameter that is an object", GOOD.replaceAll("$asOf: Date", "$asOf: PlanFilter").replace("(asOf: $asOf)", "").replace("plans {", "plans(where: $asOf) {"), "good", /\$asOf is an object/],
  ["a top list with a page of its own", GOOD.replace("(asOf: $asOf)", "(asOf: $asOf, first: 5)"), "good", /leave out "first" and "after" of "partnerships"/],
  ["a field that is not there", GOOD.replace("pccArea { name }", "pccArea { nome }"), "good", /Cannot query field "nome"/],
  ["an id without its noun", OF_AREAS.replace(" (pccArea)", ""), "good", /do not say of which noun \$area is an id/],
  ["an id of a noun that is none", OF_AREAS.replace("(pccArea)", "(place)"), "good", /call \$area an id of "place", which no field at the root finds/],
  ["a noun of what is no id", GOOD.replace("# $asOf: ", "# $asOf (plan): "), "good", /\$asOf is no id: leave out "\(plan\)"/],
  ["no GraphQL", GOOD.replace(/\}\s*$/, ""), "good", /Syntax Error/],
  ["a change", GOOD.replace(/query Good[^]*/, "mutation Good { __typename }"), "good", /it is not one query with a name/],
])("a file with %s is refused with a sentence", (_, text, slug, sentence) => {
  expect(() => read(text, slug)).toThrow(sentence);
});

const TABLE = { ...read(GOOD).tables[0], columns: [{ name: "a", kind: "text", from: 0, keys: ["a"] }, { name: "b", kind: "number", from: 0, keys: ["b"] }] } as QuestionTable;

async function* pages(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  yield await Promise.resolve(rows);
}

async function text(pieces: AsyncIterable<string>): Promise<string> {
  let whole = "";
  for await (const piece of pieces) whole += piece;
  return whole;
}

/** Texts that a spreadsheet might run, and any other. */
const hostile = fc.oneof(fc.string({ unit: "grapheme" }), fc.tuple(fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＋", "－", "＠", "\0=", '"', ","), fc.string()).map((parts) => parts.join("")));

test("whatever a cell holds, CSV gives it back, and no cell but a number begins like a formula", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(hostile, fc.integer()), { minLength: 1, maxLength: 5 }), async (rows) => {
      const read = parse(await text(inCsv(TABLE, pages(rows))), { bom: true, record_delimiter: "\r\n", relax_column_count: false });
      expect(read[0]).toEqual(["a", "b"]);
      expect(read.slice(1).map(([a = "", b]) => [a.replace(/^'(?=[\s\0]*[=+\-@＝＋－＠]|[\t\r\n])/, ""), b])).toEqual(rows.map(([a, b]) => [a.replace(/^'(?=[\s\0]*[=+\-@＝＋－＠]|[\t\r\n])/, ""), String(b)]));
      for (const cells of read.slice(1)) for (const cell of cells) if (!/^-?\d+(\.\d+)?$/.test(cell)) expect(cell).not.toMatch(/^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/);
    }),
    { seed: 4, numRuns: 500 },
  );
});

test.each([",", ";", "\t"])("a reader that splits at the comma and at %j too finds no more cells, and no formula", async (also) => {
  const cells = ["open;=1+1", "open\t=1+1", 'a "b";=1+1', "plain"];
  const written = await text(inCsv(TABLE, pages(cells.map((cell) => [cell, 1]))));
  expect(parse(written, { bom: true, delimiter: [",", also] }).slice(1)).toEqual(cells.map((cell) => [cell, "1"]));
  expect(written).toContain("\r\nplain,1\r\n");
});

test("JSON writes a decimal with the digits it has, and as text where a reader might round it", async () => {
  const written = await text(inJson(read(GOOD), TABLE, pages([["x", "132339.00"], ["x", "-0.5"], ["x", "9999999999999.99"], ["x", "123456789012345.67"], ["x", "007"], [null, null]])));
  expect(written).toContain('"b":132339.00}');
  expect((JSON.parse(written) as { rows: { b: unknown }[] }).rows.map(({ b }) => b)).toEqual([132339, -0.5, 9999999999999.99, "123456789012345.67", "007", null]);
});

test.each(["csv", "json"])("as %s a page is asked for when the one before was taken: a slow reader holds few of them", async (form) => {
  let asked = 0;
  let taken = 0;
  let ahead = 0;
  async function* many(): AsyncGenerator<Cell[][]> {
    while (asked < 200) {
      asked++;
      ahead = Math.max(ahead, asked - taken);
      yield await Promise.resolve(Array.from({ length: 250 }, () => ["x".repeat(100), 1]));
    }
  }
  const slow = new Writable({
    write(_, __, done) {
      taken++;
      void sleep(1).then(() => done());
    },
  });
  await pipeline(Readable.from(form === "csv" ? inCsv(TABLE, many()) : inJson(read(GOOD), TABLE, many()), { highWaterMark: 1 }), slow);
  expect(asked).toBe(200);
  expect(ahead).toBeLessThan(6);
});
