/** What every kind of file comes to: rows of cells with their place, and problems with theirs. */
import { Refusal, type RefusalCode } from "../refusals.js";

/** A number where the file knows numbers: the digits as they stand in it, never by way of a float. */
export interface NumberCell {
  number: string;
}

/** A day where the file knows days. */
export interface DayCell {
  day: string;
}

/** A cell that cannot be taken, and why. */
export interface UnfitCell {
  code: RefusalCode;
  detail?: string;
}

/** A cell: text, unless the file knows better. */
export type FileCell = string | NumberCell | DayCell | UnfitCell;

/** A row: its place and its cells in the order of the header. */
export interface FileRow {
  /** In CSV the line that it begins on, in a workbook the row of the sheet, in JSON the number of the object. */
  line: number;
  cells: FileCell[];
  /** What is wrong with it as a whole, where its form told before any cell of it was read. */
  wrong?: readonly (UnfitCell & { column: string | null })[];
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

/** Characters of a cell at most. */
export const CELL_AT_MOST = 100_000;

/** Characters of a row at most. */
export const RECORD_AT_MOST = 1_000_000;

/** Columns of a file at most: a header of more is no header of the hub's. */
export const COLUMNS_AT_MOST = 1_000;
