/** Files in the form of whoever publishes them: who knows that form tells what they come to, and it is written by the road of every file. */
import type { Readable } from "node:stream";
import type { Asking } from "../authority/asking.js";
import type { Database } from "../database/database.js";
import type { Logger } from "../process/log.js";
import type { Day } from "../values/day.js";
import type { Problem } from "./file-row.js";

/** A file as it was published. */
export interface PublishedFile {
  name: string;
  bytes: Readable;
}

/** Files that are taken together, one after the other. */
export type PublishedFiles = Iterable<PublishedFile> | AsyncIterable<PublishedFile>;

/** Who sends published files, and what is said of all of them. */
export interface PublicationDelivery {
  asking: Asking;
  log: Logger;
  now?: Date;
  /** The day on which they were published, or the last on which they can have been; where left out, what they say is known from now. */
  knownFrom?: Day | null;
  /** Id of the document that they are; where left out, the one that is named after publisher, area and period. */
  document?: string | null;
  /** Headings of the file under which a column stands that is known by another: the usual heading, then the file's. */
  headings?: Readonly<Record<string, string>>;
}

/** A document of the plans service that a published file is. */
export interface PublicationSource {
  id: string;
  publisher: string;
  title: string;
  /** As files write it. */
  period: string;
  /** The first day on which it can have been published. */
  publishedFrom: Day;
  licence: string;
}

/** What is wrong with a file of several, and where. */
export interface PublicationProblem extends Problem {
  file: string;
}

/** What became of published files: all of them were taken, or none. */
export interface PublicationReport {
  /** Rows in the files, the headers not counted. */
  records: number;
  /** What became of the records, each counted once, in words. */
  counts: readonly { what: string; records: number }[];
  /** What they came to that became a version. */
  written: number;
  /** What they came to that the hub already knew. */
  unchanged: number;
  /** Rows with a problem; where there is one, nothing was written. */
  refused: number;
  /** The first 1,000 problems. */
  problems: PublicationProblem[];
  /** The documents that the files are. */
  sources: PublicationSource[];
}

/** A form in which somebody publishes files, declared once for the command and the mutation alike. */
export interface Publication {
  /** What it is, for whoever looks for the right name. */
  says: string;
  /** Which files of a folder or a zip are of it, by their names. */
  named: RegExp;
  /** Takes all of the files or none; each of them is read once, one after the other. */
  take: (database: Database, files: PublishedFiles, delivery: PublicationDelivery) => Promise<PublicationReport>;
}

/** Problems that are reported at most. */
const PROBLEMS_AT_MOST = 1_000;

/** What is wrong with published files, each problem once, in the order of files and lines. */
export class PublicationProblems {
  private readonly found = new Map<string, PublicationProblem>();
  /** The lines with a problem, by file. */
  private readonly lines = new Map<string, Set<number>>();

  /** How many rows have a problem. */
  get refused(): number {
    return [...this.lines.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Notes a problem: nothing of any file will be written. */
  note(problem: PublicationProblem): void {
    const { file, line, column, code } = problem;
    const wrong = this.lines.get(file) ?? new Set<number>();
    this.lines.set(file, wrong.add(line));
    if (this.found.size >= PROBLEMS_AT_MOST) return;
    const key = `${file}\n${line}\n${column}\n${code}`;
    if (!this.found.has(key)) this.found.set(key, problem);
  }

  /** The first 1,000. */
  all(): PublicationProblem[] {
    return [...this.found.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : 0));
  }
}

/** The files have a problem, and whatever was written in this transaction must not stand. */
export class PublicationRefused extends Error {
  constructor(readonly report: PublicationReport) {
    super("The files were refused.");
  }
}
