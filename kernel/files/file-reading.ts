/** One file as it is read: its rows by their declaration, and all that is wrong with it. */
import type { Readable } from "node:stream";
import type { Asking } from "../authority/asking.js";
import type { Logger } from "../process/log.js";
import { refuseUnless } from "../refusals.js";
import { formatOf, readRows, type FileForm } from "./file-format.js";
import { problem, UnreadableFile, type FileRow, type Problem } from "./file-row.js";
import type { ImportDeclaration } from "./import-declaration.js";
import { RowReader, type ReadRow } from "./row-reader.js";
import { PROBLEMS_AT_MOST } from "./staged-rows.js";

const PROGRESS_EVERY_MS = 2_000;

/** Bytes of a workbook at most, unpacked, that whoever runs the hub hands to it. */
const UNPACKED_AT_MOST = 500_000_000;

/** Who sends a file, and how it is called. */
export interface Delivery {
  fileName: string;
  /** What kind of file it is; where left out, its name tells. */
  form?: FileForm;
  asking: Asking;
  log: Logger;
  now?: Date;
  /** Bytes of a workbook at most, unpacked; where left out, 500 million. */
  unpackedAtMost?: number;
}

/** The rows of a file, its header first, where somebody has read them already: of a file in its publisher's own form, say. */
export type RowsAhead = () => Iterable<FileRow> | AsyncIterable<FileRow>;

/** A file on its way in. */
export class FileReading {
  /** Rows read so far, the header not counted. */
  read = 0;
  /** The first 1,000 problems. */
  readonly problems: Problem[] = [];
  /** Lines with a problem. */
  readonly refusedLines = new Set<number>();
  readonly now: Date;
  private kept: ReadRow[] | undefined;

  constructor(
    readonly declaration: ImportDeclaration,
    private readonly file: Readable | RowsAhead,
    readonly delivery: Delivery,
  ) {
    this.now = delivery.now ?? new Date();
  }

  /** Notes a problem: nothing of the file will be written. */
  readonly note = (found: Problem): void => {
    this.refusedLines.add(found.line);
    if (this.problems.length < PROBLEMS_AT_MOST) this.problems.push(found);
  };

  /** Reads all of it into memory: for a file that is short, before anything of the database is held for it. */
  async ahead(): Promise<void> {
    const kept: ReadRow[] = [];
    for await (const row of this.fromFile()) if (this.refusedLines.size === 0) kept.push(row);
    this.kept = kept;
  }

  /** The rows that are sound; one with a problem is noted and left out. */
  async *rows(): AsyncGenerator<ReadRow> {
    for await (const row of this.kept ?? this.fromFile()) {
      this.refuseIfLate();
      yield row;
    }
  }

  private async *fromFile(): AsyncGenerator<ReadRow> {
    try {
      yield* this.readThrough();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      this.note(error.problem);
    }
  }

  private async *readThrough(): AsyncGenerator<ReadRow> {
    const { fileName, form = { format: formatOf(fileName), sheet: "" }, asking, log, unpackedAtMost = UNPACKED_AT_MOST } = this.delivery;
    const reader = new RowReader(this.declaration, this.now, this.note);
    let header = false;
    let lastProgress = Date.now();
    const { rows = readRows } = this.declaration;
    const read = typeof this.file === "function" ? this.file() : rows(this.file, form, { unpackedAtMost, deadline: asking.deadline }, asking);
    for await (const row of read) {
      this.refuseIfLate();
      if (!header) {
        header = true;
        reader.readHeader(row);
        if (this.refusedLines.size) return;
        continue;
      }
      // What a spreadsheet leaves below its last row.
      if (!row.wrong && row.cells.every((cell) => typeof cell === "string" && cell.trim() === "")) continue;
      this.read++;
      if (row.wrong?.length) {
        for (const { column, code, detail } of row.wrong) this.note(problem(code, row.line, column, detail));
        continue;
      }
      const values = reader.readRow(row);
      if (values) yield values;
      if (Date.now() - lastProgress > PROGRESS_EVERY_MS) {
        lastProgress = Date.now();
        log.info({ file: fileName, rows: this.read }, "importing");
      }
    }
    if (!header) this.note(problem("EMPTY_FILE", 1, null));
  }

  /** Whoever sent the file does not wait for it any more. */
  private refuseIfLate(): void {
    refuseUnless(Date.now() < this.delivery.asking.deadline, "DEADLINE_PASSED");
  }
}
