/** Reads CSV as spreadsheets and people write it, strictly: UTF-8, one header, no ragged row; each problem has its line. */
import { pipeline } from "node:stream";
import { parse, CsvError } from "csv-parse";
import { CELL_AT_MOST, problem, RECORD_AT_MOST, UnreadableFile } from "./file-row.js";
import { utf8Text } from "./utf8-text.js";

/** A row of CSV: all of its cells are text. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** The rows of a CSV file, the header first: no more of the file is taken than the rows that are asked for need, so that memory does not grow with it. */
export async function* readCsv(file: AsyncIterable<Buffer>): AsyncGenerator<CsvRow> {
  const parser = parse({ raw: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_AT_MOST });
  // Whichever part fails, all of them end, and the loop below is told.
  pipeline(utf8Text(file), parser, () => {});
  let nextLine = 1;
  try {
    for await (const { record, raw } of parser as AsyncIterable<{ record: string[]; raw: string }>) {
      // Lines are counted as an editor counts them: the raw text holds the empty lines before a record, too.
      const line = nextLine + lineBreaks(/^[\r\n]*/.exec(raw)![0]);
      nextLine += lineBreaks(raw);
      const long = record.findIndex((cell) => cell.length > CELL_AT_MOST);
      if (long >= 0) throw new UnreadableFile(problem("CELL_TOO_LONG", line, null, `Cell ${long + 1}.`));
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = error.code === "CSV_MAX_RECORD_SIZE" ? "CELL_TOO_LONG" : "MALFORMED_CSV";
    // The parser reads ahead of the rows handed out: it knows better how far it came.
    throw new UnreadableFile(problem(code, Math.max(nextLine, Number(error["lines"] ?? 0)), null));
  }
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
