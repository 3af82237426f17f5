/** What is imported from a file, declared once for each noun, and the columns that every file ends with. */
import type { Readable } from "node:stream";
import type { Sql } from "sql-template-tag";
import type { Asking } from "../authority/asking.js";
import { Visibility } from "../facts/visibility.js";
import { cells, type CellReader } from "./cells.js";
import type { FileForm } from "./file-format.js";
import type { FileRow } from "./file-row.js";
import type { ReadingBounds } from "./workbook-parts.js";
import type { NounClass } from "../subgraph/context.js";
import { isDay } from "../values/day.js";
import type { RefusalCode } from "../refusals.js";

/** What is imported from one file, declared once for the file, the command and the mutation alike. */
export interface ImportDeclaration {
  noun: NounClass;
  /** Columns of the file besides those that every file ends with: document, section, as_printed, known_from and, where not all is published, visibility. */
  columns: Record<string, CellReader>;
  /** Database columns that `finish` computes from the others. */
  computes?: readonly string[];
  /** Values computed from the whole row, and rules that need more than one cell. */
  finish?: (values: Record<string, unknown>) => { column: string; code: RefusalCode; detail: string } | void;
  /** Columns that must be unique together among current rows, besides the id. */
  unique?: readonly string[];
  /**
   * What the ids of the noun begin with, where a row may go without one: it is then the thing that says the same in the
   * columns of `unique` or stands for the same, or a new one.
   */
  newIds?: string;
  /** The same for rows of which many are held: a column that the database computes, null where a row makes no claim; `cell` is named where two say the same. */
  standsFor?: { column: string; cell: string };
  /** Where one thing may be said in two ways: plain SQL over `staged` that lets the rows say it as what stands does. Run before it is found out which things they are about. */
  alignedBy?: Sql;
  /** Database columns that a row may leave open: it then says what the version before it said, and the first one what stands here, as a value or in SQL. */
  keeps?: Readonly<Record<string, string | boolean | Sql>>;
  /** What the rows change together with rows of other nouns, and the column that names it: whoever writes takes that thing first, alone. */
  together?: { thing: string; column: string };
  /** Of what goes from state to state: the columns of its state and of the day of it, and the states that each leads on to. */
  steps?: { state: string; on: string; leadOn: Readonly<Record<string, readonly string[]>> };
  /** What must hold of the rows together with what stands already, judged when nobody else can write either. */
  rules?: readonly StagedRule[];
  /** Whose the rows are: who may import them, and who sees one that is not published. */
  owner: RowOwner;
  /** Reads the rows, where a file may also have a form that others agreed on: what is of that form becomes rows of the declared columns. */
  rows?: (file: Readable, form: FileForm, bounds: ReadingBounds, asking: Asking) => AsyncGenerator<FileRow>;
}

/** A rule over many rows: the condition of plain SQL under which the staged row `s` breaks it; `t` is the version that it changes, where there is one. */
export interface StagedRule {
  column: string;
  code: RefusalCode;
  broken: Sql;
  /** What was found, as an expression of text over the same rows. */
  detail?: Sql;
  /** It judges only what a partnership sends itself, and costs nobody else anything. */
  ofReturns?: true;
  /** The database column that it is about, where a row that says nothing there cannot break it. */
  about?: string;
}

/** Whose a row is, and the column that tells. */
export type RowOwner =
  /** Reference data: nobody's, and any steward's to keep. */
  | { of: "NOBODY" }
  /** Of the PCC area in the column; `itself`: the row is a partnership, and its own. */
  | { of: "AREA"; column: string; itself?: true }
  /**
   * Of the partnership in the column; with `through`, of the partnership whose the thing is that the column refers to.
   * `carries`: others hang on it, so it does not change hands. `orNobody`: where the column is empty it is reference data,
   * and any steward's to keep; else only the hub itself brings in such a row.
   */
  | { of: "PARTNERSHIP"; column: string; through?: NounClass; carries?: true; orNobody?: true }
  /** Of whomever the thing in the column belongs to, or of nobody as that thing. */
  | { of: "SUBJECT"; column: string };

/** How files say whose a row is. */
export const owned = {
  byNobody: { of: "NOBODY" } as RowOwner,
  byArea: (column: string): RowOwner => ({ of: "AREA", column }),
  byItself: (area: string): RowOwner => ({ of: "AREA", column: area, itself: true }),
  byPartnership: (column: string, more: { carries?: true; orNobody?: true } = {}): RowOwner => ({ of: "PARTNERSHIP", column, ...more }),
  through: (column: string, noun: NounClass, more: { carries?: true } = {}): RowOwner => ({ of: "PARTNERSHIP", column, through: noun, ...more }),
  bySubject: { of: "SUBJECT", column: "subject" } as RowOwner,
};

/** What every file ends with: where each row comes from and since when it is known. */
export const PROVENANCE: Record<string, CellReader> = {
  document: cells.id("document_id", "document", { presence: "OPTIONAL" }),
  section: cells.text("section", { presence: "OPTIONAL" }),
  as_printed: cells.text("as_printed", { presence: "OPTIONAL" }),
  visibility: { ...cells.code("visibility", Visibility, { presence: "OPTIONAL" }), mayBeAbsent: true },
  known_from: {
    ...cells.day("known_from", { presence: "OPTIONAL" }),
    read: (text) => (isDay(text) ? { values: { known_from: `${text}T00:00:00Z` } } : { code: "MALFORMED_DATE", detail: `Given: "${text.slice(0, 60)}".` }),
  },
};

/** All columns of a file, in their usual order. */
export function importColumns({ columns }: ImportDeclaration): Record<string, CellReader> {
  return { ...columns, ...PROVENANCE };
}
