/** A table as JSON: what it is, then its rows, each an object of its columns; where there is none, what that means. Numbers are JSON numbers with every digit. */
import type { Cell, CellKind, QuestionTable } from "./question-table.js";
import type { SavedQuestion } from "./questions.js";

/** JSON has no other form for a number. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** So many digits every reader keeps, also one that reads numbers as binary floats. */
const DIGITS_KEPT = 15;

/** The text piece by piece: the next page is asked for when the one before was taken. What breaks off is no JSON. */
export async function* inJson({ slug, empty, tables }: SavedQuestion, { name, key, columns }: QuestionTable, pages: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  const about = { question: slug, table: name, tables: tables.map((each) => each.name), key, columns: columns.map((column) => ({ name: column.name, kind: column.kind })) };
  yield `${JSON.stringify(about).slice(0, -1)},"rows":[`;
  const names = columns.map((column) => JSON.stringify(column.name));
  let between = "\n";
  for await (const rows of pages) {
    if (!rows.length) continue;
    yield between + rows.map((row) => `{${row.map((value, i) => `${names[i]!}:${written(value, columns[i]!.kind)}`).join(",")}}`).join(",\n");
    between = ",\n";
  }
  // Known at the end alone, when no page had a row.
  yield between === "\n" ? `\n],"empty":${JSON.stringify(empty)}}\n` : "\n]}\n";
}

/** A decimal is written as it stands, digit by digit; one that a reader might round stays text. */
function written(value: Cell, kind: CellKind): string {
  const exact = typeof value === "string" && kind === "number" && NUMBER.test(value) && value.replace(/\D/g, "").length <= DIGITS_KEPT;
  return exact ? value : JSON.stringify(value);
}
