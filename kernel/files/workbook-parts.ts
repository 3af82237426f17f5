/** The parts of a workbook: XML files in a zip, read piece by piece, never more of them than was declared. */
import { SaxesParser } from "saxes";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { Refusal, refuseUnless, type RefusalCode } from "../refusals.js";
import { problem, UnreadableFile } from "./file-row.js";

/** Bytes of a workbook at most, as it comes in. */
const WORKBOOK_AT_MOST = 50_000_000;
const PARTS_AT_MOST = 2_000;
/** Elements at most that stand one within the other: the parser keeps them all. */
const DEPTH_AT_MOST = 100;
/** Characters of XML at most from the end of one tag to the end of the next. */
const RUN_AT_MOST = 2_000_000;

/** How much of a workbook is read at most, and until when. */
export interface ReadingBounds {
  /** Bytes of its parts, unpacked; and characters of its cells, which may share one text many times. */
  unpackedAtMost: number;
  /** Milliseconds since 1970 after which nobody waits for it any more. */
  deadline: number;
}

/** What is told of an element: its name without a prefix, and its attributes. */
export interface Element {
  name: string;
  /** An attribute by its name, whatever its prefix. */
  attribute: (name: string) => string | undefined;
}

/** What hears the elements of a part. */
export interface PartReader {
  begins(element: Element): void;
  text?(text: string): void;
  ends?(name: string): void;
}

/** A refusal of the whole workbook. */
export function unreadable(code: RefusalCode, detail?: string): UnreadableFile {
  return new UnreadableFile(problem(code, 1, null, detail));
}

/** Refuses a workbook that has more of something than any that somebody made to be read. */
export function refuseMore(count: number, most: number, what: string): void {
  if (count > most) throw unreadable("WORKBOOK_TOO_LARGE", `It has more than ${most.toLocaleString("en-GB")} ${what}.`);
}

/** The parts of one workbook. */
export class WorkbookParts {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly deadline: number,
  ) {}

  /** Opens a workbook. A zip names its parts at its end: it is taken whole into memory, packed as it is. */
  static async open(file: AsyncIterable<Buffer>, { unpackedAtMost, deadline }: ReadingBounds): Promise<WorkbookParts> {
    const pieces: Buffer[] = [];
    let size = 0;
    for await (const piece of file) {
      size += piece.length;
      refuseMore(size, WORKBOOK_AT_MOST, "bytes, packed");
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    // What Office encrypts is no zip but an OLE file, as are workbooks of before 2007.
    if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") throw unreadable("WORKBOOK_LOCKED");
    try {
      const zip = await fromBufferPromise(bytes, { lazyEntries: true, strictFileNames: true });
      return new WorkbookParts(zip, await entriesOf(zip, unpackedAtMost), deadline);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** Whether there is a part of that name. */
  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Reads a part to its end. */
  async read(name: string, reader: PartReader): Promise<void> {
    const pieces = this.pieces(name, reader);
    while (!(await pieces.next()).done);
  }

  /** Reads a part piece by piece; after each piece the caller takes what the reader has put together. */
  async *pieces(name: string, reader: PartReader): AsyncGenerator<void> {
    const entry = this.entries.get(name);
    if (!entry) throw unreadable("MALFORMED_WORKBOOK", `It lacks the part ${name.slice(0, 60)}.`);
    let run = 0;
    const parser = parserFor(reader, () => (run = 0));
    const decoder = new TextDecoder("utf-8", { fatal: true });
    try {
      const stream: AsyncIterable<Buffer> = await this.zip.openReadStreamPromise(entry);
      for await (const piece of stream) {
        refuseUnless(Date.now() < this.deadline, "DEADLINE_PASSED");
        run += piece.length;
        // The parser keeps what no tag has ended yet.
        if (run > RUN_AT_MOST) throw unreadable("CELL_TOO_LONG");
        parser.write(decoder.decode(piece, { stream: true }));
        yield;
      }
      decoder.decode();
      parser.close();
      yield;
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

async function entriesOf(zip: ZipFile, unpackedAtMost: number): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  refuseMore(zip.entryCount, PARTS_AT_MOST, "parts");
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) throw unreadable("WORKBOOK_LOCKED");
    unpacked += entry.uncompressedSize;
    // What is declared is held against what comes when a part is read: a part that is longer ends the reading.
    refuseMore(unpacked, unpackedAtMost, "bytes, unpacked");
    if (entries.has(entry.fileName)) throw unreadable("MALFORMED_WORKBOOK", "It has a part twice.");
    entries.set(entry.fileName, entry);
  }
  return entries;
}

function parserFor(reader: PartReader, tagEnded: () => void): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  const bare = (name: string): string => name.slice(name.indexOf(":") + 1);
  const heard = (text: string): void => reader.text?.(text);
  parser.on("error", (error) => {
    throw error;
  });
  // No workbook has one: it is a way to smuggle in entities.
  parser.on("doctype", () => {
    throw unreadable("MALFORMED_WORKBOOK", "It has a document type.");
  });
  parser.on("opentag", ({ name, attributes }) => {
    tagEnded();
    refuseMore(++depth, DEPTH_AT_MOST, "elements one within the other");
    reader.begins({ name: bare(name), attribute: (wanted) => attributes[wanted] ?? Object.entries(attributes).find(([each]) => bare(each) === wanted)?.[1] });
  });
  parser.on("text", heard);
  parser.on("cdata", heard);
  parser.on("closetag", ({ name }) => {
    tagEnded();
    depth--;
    reader.ends?.(bare(name));
  });
  return parser;
}

/** What the zip or the XML is found to be wrong with, as a refusal; a mistake of the hub's own stays what it is. */
function asRefusal(error: unknown): unknown {
  const ours = error instanceof UnreadableFile || error instanceof Refusal || (error instanceof TypeError && !("code" in error)) || error instanceof ReferenceError;
  return ours ? error : unreadable("MALFORMED_WORKBOOK");
}
