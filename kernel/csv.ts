/** Reads CSV as spreadsheets and people write it, strictly: UTF-8, one header, no ragged row; each problem has its line. */
import { pipeline, type Readable } from "node:stream";
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
const RECORD_AT_MOST = 1_000_000;

/** The rows of a CSV file, the header first, as a stream: memory does not grow with the file. */
export async function* readCsv(file: Readable): AsyncGenerator<CsvRow> {
  const parser = parse({ bom: true, raw: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: RECORD_AT_MOST });
  // Whichever part fails, all of them end, and the loop below is told.
  pipeline(file, decoded, parser, () => {});
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

/** The text of a file, as far as it is UTF-8. */
async function* decoded(file: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let line = 1;
  for await (const chunk of file) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw new UnreadableFile(problem("NOT_UTF8", line + soundLines(chunk), null));
    }
    if (text.includes("\u0000")) throw new UnreadableFile(problem("NOT_UTF8", line, null, "It holds a NUL character."));
    line += text.split("\n").length - 1;
    yield text;
  }
  try {
    decoder.decode();
  } catch {
    throw new UnreadableFile(problem("NOT_UTF8", line, null, "It ends in the middle of a letter."));
  }
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** How many whole lines of a chunk come before the first that is not UTF-8. */
function soundLines(chunk: Buffer): number {
  const strict = new TextDecoder("utf-8", { fatal: true });
  // The chunk may begin within a letter of the one before: those bytes are not its own.
  let from = 0;
  while (from < 3 && (chunk[from]! & 0xc0) === 0x80) from++;
  for (let lines = 0; ; lines++) {
    const to = chunk.indexOf(10, from);
    try {
      strict.decode(chunk.subarray(from, to < 0 ? chunk.length : to));
    } catch {
      return lines;
    }
    if (to < 0) return lines;
    from = to + 1;
  }
}
