/**
 * The importer: the one road by which files come in, whatever the noun. A file is read as a stream into a staging
 * table; its rows are judged one by one and then together; any problem and nothing is written; otherwise each row that
 * says something new becomes a version, in one transaction. Sending a file twice changes nothing and says so.
 */
import type { Readable } from "node:stream";
import type { PoolClient } from "pg";
import { inTransaction } from "../database/transaction.js";
import type { Database } from "../database/database.js";
import { FileReading, type Delivery } from "./file-reading.js";
import type { Problem } from "./file-row.js";
import type { ImportDeclaration } from "./import-declaration.js";
import { StagedRows } from "./staged-rows.js";

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

/** Imports a file: all of its rows or none. The same file again changes nothing. */
export async function importFile(database: Database, declaration: ImportDeclaration, file: Readable, delivery: Delivery): Promise<ImportReport> {
  const reading = new FileReading(declaration, file, delivery);
  try {
    return await inTransaction(database, delivery.asking, `import ${declaration.noun.name}`, (client) => importInto(client, database, reading));
  } catch (error) {
    if (error instanceof FileRefused) return error.report;
    throw error;
  }
}

/** The file has a problem, and whatever was written in this transaction must not stand. */
export class FileRefused extends Error {
  constructor(readonly report: ImportReport) {
    super("The file was refused.");
  }
}

/** Imports a file within a transaction that somebody began; throws FileRefused where it has a problem. */
export async function importInto(client: PoolClient, database: Database, reading: FileReading): Promise<ImportReport> {
  const { declaration, now, note, refusedLines, problems } = reading;
  const { fileName, asking } = reading.delivery;
  const report = (written: number): ImportReport => ({
    file: fileName,
    read: reading.read,
    written,
    unchanged: refusedLines.size ? 0 : reading.read - written,
    refused: refusedLines.size,
    problems,
  });

  if (asking.deadline === Infinity) await client.query("set local statement_timeout = 0");
  const staged = new StagedRows(client, database, declaration, asking.viewer, now, note);
  await staged.open();
  for await (const row of reading.rows()) await staged.add(row);
  await staged.flush();
  if (refusedLines.size === 0) {
    // A verb has taken them before it took the noun.
    await staged.lockThings();
    await staged.judge();
  }
  if (refusedLines.size === 0) return report(await staged.toVersions());
  problems.sort((a, b) => a.line - b.line);
  throw new FileRefused(report(0));
}
