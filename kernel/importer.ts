/**
 * The importer: the one road by which files come in, whatever the noun. A file is read as a stream into a staging
 * table; its rows are judged one by one and then together; any problem and nothing is written; otherwise each row that
 * says something new becomes a version, in one transaction. Sending a file twice changes nothing and says so.
 */
import type { Readable } from "node:stream";
import { problem, readCsv, UnreadableFile, type Problem } from "./csv.js";
import type { Database } from "./database.js";
import type { ImportDeclaration } from "./import-declaration.js";
import type { Logger } from "./log.js";
import { RowReader } from "./row-reader.js";
import { PROBLEMS_AT_MOST, StagedRows } from "./staged-rows.js";

/** What became of a file. */
export interface ImportReport {
  file: string;
  /** Rows in the file, the header not counted. */
  read: number;
  /** Rows that became a version. */
  written: number;
  /** Rows that say what the hub already knew. */
  unchanged: number;
  /** Rows with a problem; where there is one, nothing was written. */
  refused: number;
  /** The first 1,000 problems. */
  problems: Problem[];
}

const PROGRESS_EVERY_MS = 2_000;

/** Imports a CSV file: all of its rows or none. The same file again changes nothing. */
export async function importFile(
  database: Database,
  declaration: ImportDeclaration,
  file: Readable,
  { fileName, log, now = new Date() }: { fileName: string; log: Logger; now?: Date },
): Promise<ImportReport> {
  const report: ImportReport = { file: fileName, read: 0, written: 0, unchanged: 0, refused: 0, problems: [] };
  const refusedLines = new Set<number>();
  const note = (found: Problem): void => {
    refusedLines.add(found.line);
    if (report.problems.length < PROBLEMS_AT_MOST) report.problems.push(found);
  };

  const client = await database.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local statement_timeout = 0");
    const staged = new StagedRows(client, database, declaration, now, note);
    await staged.open();
    await readInto(staged);
    if (refusedLines.size === 0) await staged.judge();
    if (refusedLines.size === 0) {
      report.written = await staged.toVersions();
      report.unchanged = report.read - report.written;
      await client.query("commit");
    } else {
      await client.query("rollback");
    }
  } catch (error) {
    await client.query("rollback").catch(() => {});
    if (!(error instanceof UnreadableFile)) throw error;
    note(error.problem);
  } finally {
    client.release();
  }
  report.problems.sort((a, b) => a.line - b.line);
  return { ...report, refused: refusedLines.size };

  /** Reads the file; a row with a problem is noted and left out. */
  async function readInto(staged: StagedRows): Promise<void> {
    const reader = new RowReader(declaration, now, note);
    let header = false;
    let lastProgress = Date.now();
    for await (const row of readCsv(file)) {
      if (!header) {
        header = true;
        reader.readHeader(row);
        if (refusedLines.size) return;
        continue;
      }
      // What a spreadsheet leaves below its last row.
      if (row.cells.every((text) => text.trim() === "")) continue;
      report.read++;
      const values = reader.readRow(row);
      if (values) await staged.add(values);
      if (Date.now() - lastProgress > PROGRESS_EVERY_MS) {
        lastProgress = Date.now();
        log.info({ file: fileName, rows: report.read }, "importing");
      }
    }
    if (!header) note(problem("EMPTY_FILE", 1, null));
    await staged.flush();
  }
}
