/** Reads JSON: an array of objects, one for each row, whose keys are the columns; numbers are kept digit by digit. */
import { pipeline, type Readable } from "node:stream";
import { parser, type Token } from "stream-json/parser.js";
import { CELL_AT_MOST, COLUMNS_AT_MOST, problem, RECORD_AT_MOST, UnreadableFile, type FileCell, type FileRow } from "./file-row.js";
import { utf8Text } from "./utf8-text.js";

/** The rows of a JSON file, the keys of the first object first, as a stream: memory does not grow with the file. */
export async function* readJson(file: Readable): AsyncGenerator<FileRow> {
  const tokens = parser.asStream({ packValues: false });
  // Whichever part fails, all of them end, and the loop below is told.
  const text = new PiecesOf(file);
  pipeline(text.pieces(), tokens, () => {});
  const objects = new Objects();
  let header: string[] | undefined;
  try {
    for await (const token of tokens as AsyncIterable<Token>) {
      const members = objects.take(token);
      if (!members) continue;
      if (!header) {
        header = members.map(([key]) => key);
        yield { line: 1, cells: header };
      }
      yield { line: objects.read, cells: underHeader(header, members) };
    }
  } catch (error) {
    // The parser takes a text that breaks off for one that ends too early.
    if (text.broken) throw text.broken as Error;
    if (error instanceof UnreadableFile || !/^Parser (cannot parse|has expected)/.test((error as Error).message)) throw error;
    throw new UnreadableFile(problem("MALFORMED_JSON", objects.read + 1, null, `Near character ${text.handedOut}.`));
  }
}

/** The parser tells of a fault only the piece that it is in: one ends with a row as a rule, is no longer than this, and not so short that there are too many. */
const PIECE = 2_000;
const SHORT_PIECE = 100;

/** A text in pieces. */
export function* piecesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("}", from + SHORT_PIECE);
    const to = Math.min(from + PIECE, end < 0 ? text.length : end + 1);
    yield text.slice(from, to);
    from = to;
  }
}

/** The text of a file in short pieces, and how far it was read. */
class PiecesOf {
  handedOut = 0;
  /** Why the text breaks off, where it does. */
  broken: unknown;

  constructor(private readonly file: Readable) {}

  async *pieces(): AsyncGenerator<string> {
    try {
      for await (const text of utf8Text(this.file)) {
        for (const piece of piecesOf(text)) {
          this.handedOut += piece.length;
          yield piece;
        }
      }
    } catch (error) {
      this.broken = error;
      throw error;
    }
  }
}

type Member = [key: string, cell: FileCell];

/** The cells in the order of the header. With other keys than the first object's, the row has too few cells or one too many. */
function underHeader(header: readonly string[], members: readonly Member[]): FileCell[] {
  const cells = new Map(members);
  const found = header.filter((key) => cells.has(key)).map((key) => cells.get(key)!);
  return members.length > found.length ? [...header, ""] : found;
}

/** Puts objects together from the tokens of the file, and holds no more of it than one object. */
class Objects {
  /** Objects that are whole. */
  read = 0;
  private depth = 0;
  private members: Member[] = [];
  private key: string | null = null;
  private text = "";
  private size = 0;

  /** Takes the next token; answers the members of an object where it ends one. */
  take(token: Token): Member[] | null {
    switch (token.name) {
      case "startArray":
      case "startObject":
        this.begin(token.name);
        return null;
      case "endArray":
      case "endObject":
        return this.end();
      case "startKey":
      case "startString":
      case "startNumber":
        this.text = "";
        return null;
      case "stringChunk":
      case "numberChunk":
        this.add(token.value);
        return null;
      case "endKey":
        if (this.depth === 2) this.key = this.text;
        return null;
      case "endString":
        return this.put(this.text);
      case "endNumber":
        return this.put({ number: this.text });
      case "nullValue":
        return this.put("");
      case "trueValue":
      case "falseValue":
        return this.put({ code: "UNFIT_CELL", detail: `Given: ${token.value}.` });
      default:
        return null;
    }
  }

  private begin(name: "startArray" | "startObject"): void {
    this.depth++;
    if ((this.depth === 1 && name !== "startArray") || (this.depth === 2 && name !== "startObject")) throw this.unreadable("MALFORMED_JSON");
    if (this.depth === 3) this.put({ code: "UNFIT_CELL", detail: "A list or an object." }, true);
    if (this.depth > 2) return;
    this.members = [];
    this.size = 0;
  }

  private end(): Member[] | null {
    if (--this.depth !== 1) return null;
    this.read++;
    return this.members;
  }

  private add(piece: string): void {
    this.text += piece;
    this.size += piece.length;
    if (this.text.length > CELL_AT_MOST || this.size > RECORD_AT_MOST) throw this.unreadable("CELL_TOO_LONG");
  }

  private put(cell: FileCell, nested = false): null {
    // What stands within a list or an object of a cell: the cell is unfit already.
    if (this.depth > 2 && !nested) return null;
    if (this.key === null) throw this.unreadable("MALFORMED_JSON");
    this.members.push([this.key, cell]);
    this.key = null;
    if (this.members.length > COLUMNS_AT_MOST) throw this.unreadable("MALFORMED_JSON");
    return null;
  }

  private unreadable(code: "MALFORMED_JSON" | "CELL_TOO_LONG"): UnreadableFile {
    return new UnreadableFile(problem(code, this.read + 1, this.key));
  }
}
