/** A table as CSV (RFC 4180) that spreadsheets read as it is meant: UTF-8 that says so, and no cell that they would run as a formula. */
import { stringify } from "csv-stringify/sync";
import type { Cell } from "./question-table.js";

/** By it Excel knows that a file is UTF-8. */
const BOM = "\ufeff";

/** How a cell begins that a spreadsheet takes for a formula: with one of its signs, also after a blank or in full width. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Where some readers split besides the comma: a text with one of these is quoted, or what follows it would begin a cell. */
const ALSO_SPLITS = /[;\t]/;

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The head and then each page of rows as a piece of text: the next page is asked for when the one before was taken. */
export async function* inCsv({ columns }: { columns: readonly { name: string }[] }, pages: AsyncIterable<Cell[][]>): AsyncGenerator<string> {
  yield BOM + lines([columns.map(({ name }) => cell(name))]);
  for await (const rows of pages) if (rows.length) yield lines(rows.map((row) => row.map(cell)));
}

function lines(rows: (string | null)[][]): string {
  return stringify(rows, { record_delimiter: "windows", quoted_match: ALSO_SPLITS });
}

/** A number stays a number, a negative one too; any other text that begins like a formula gets a ' in front. */
function cell(value: Cell): string | null {
  if (value === null) return null;
  const text = String(value);
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
