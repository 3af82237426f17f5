/** Reads CSV as spreadsheets and people write it, strictly: UTF-8, one header, no ragged row; each problem has its line. */
import { Readable } from "node:stream";
import { parse, CsvError } from "csv-parse";
import { Refusal, type RefusalCode } from "./refusals.js";

/** A row of a file: the line it begins on and its cells in the order of the header. */
export interface CsvRow {
  line: number;
  cells: string[];
}

/** What is wrong with a file, and where. */
export interface Problem {
  line: number;
  column: string | null;
  code: RefusalCode;
  message: string;
}

/** A problem in the words of the registry. */
export function problem(code: RefusalCode, line: number, column: string | null, detail?: string): Problem {
  return { line, column, code, message: new Refusal(code, detail ? { detail } : {}).message };
}

/** A file that cannot be read any further. */
export class UnreadableFile extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const CELL_AT_MOST = 100_000;

/** The rows of a CSV file, the header first, as a stream: memory does not grow with the file. */
export async function* readCsv(file: Readable): AsyncGenerator<CsvRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: CELL_AT_MOST * 4 });
  // Errors of the text itself must reach the reader below, so both streams end in the parser.
  const feeding = (async () => {
    let line = 1;
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    try {
      for await (const chunk of file) {
        let text: string;
        try {
          text = decoder.decode(chunk as Buffer, { stream: true });
        } catch {
          throw new UnreadableFile(problem("NOT_UTF8", line, null, `Near line ${line}.`));
        }
        if (text.includes("\u0000")) throw new UnreadableFile(problem("NOT_UTF8", line, null, "It holds a NUL character."));
        line += text.split("\n").length - 1;
        if (!parser.write(text)) await new Promise((resolve) => parser.once("drain", resolve).once("close", resolve));
      }
      try {
        decoder.decode();
      } catch {
        throw new UnreadableFile(problem("NOT_UTF8", line, null, `Near line ${line}.`));
      }
      parser.end();
    } catch (error) {
      parser.destroy(error as Error);
    }
  })();

  let lastLine = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      // csv-parse tells the line a record ends on; a record begins after the one before it.
      const line = lastLine + 1;
      lastLine = info.lines;
      const long = record.findIndex((cell) => cell.length > CELL_AT_MOST);
      if (long >= 0) throw new UnreadableFile(problem("CELL_TOO_LONG", line, null, `Cell ${long + 1}.`));
      yield { line: record.some((cell) => cell.includes("\n")) ? line : info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = error.code === "CSV_MAX_RECORD_SIZE" ? "CELL_TOO_LONG" : "MALFORMED_CSV";
    throw new UnreadableFile(problem(code, Number(error["lines"] ?? lastLine + 1), null));
  } finally {
    parser.destroy();
    await feeding;
  }
}
