/** Reads the rows of a file by their declaration: each cell is a value, a gap or a problem, never an exception. */
import { cells, type CellReader } from "./cells.js";
import { problem, type FileCell, type FileRow, type Problem } from "./file-row.js";
import { GapReason, type StoredGap } from "../facts/facts.js";
import { importColumns, PROVENANCE, type ImportDeclaration } from "./import-declaration.js";
import type { RefusalCode } from "../refusals.js";

/** Names of columns that would hold personal data: refused before a row is read. */
const PERSONAL = new RegExp(
  `(^|_)(${[
    "(first|given|middle|last|family|maiden|full|christian|nick)_?names?",
    "(officer|contact|lead|manager|victim|offender|suspect|witness|client|resident|staff|employee|author)_?names?",
    "surnames?|forenames?|initials|alias(es)?|person|people",
    "date_?of_?birth|d_?o_?b|birth_?da(te|y)|born",
    "e_?mails?|(tele)?phones?|mobiles?|fax|addresse?s?|street|post_?codes?",
    "(ni|nino|nhs|national_?insurance|passport|driving_?licence|licence_?plate|pnc|custody)_?(numbers?|no|id)?",
    "ethnicity|religion|sexual_?orientation|nationality",
  ].join("|")})($|_)`,
);

/** A row as the database takes it, with the line it stands on. */
export type ReadRow = Record<string, unknown>;

/** Reads the rows of one file. */
export class RowReader {
  private readonly readers: Record<string, CellReader>;
  /** What the cells of a column come to that say nothing. */
  private readonly nothing: Record<string, Readonly<Record<string, null>>>;
  private header: string[] = [];
  /** What each column came to in the row before: most rows say in most columns what that said. */
  private readonly before = new Map<string, { text: string; read: CellRead }>();

  constructor(
    private readonly declaration: ImportDeclaration,
    private readonly now: Date,
    /** Told of each problem. */
    private readonly note: (problem: Problem) => void,
  ) {
    this.readers = importColumns(declaration);
    this.nothing = Object.fromEntries(Object.entries(this.readers).map(([name, { fills }]) => [name, Object.fromEntries(fills.map((column) => [column, null]))]));
  }

  /** Judges the header: every declared column once, and no other. */
  readHeader({ line, cells }: FileRow): void {
    this.header = cells.map((cell) => this.columnName(cell, line));
    const [only = ""] = this.header;
    if (this.header.length === 1 && /[;\t]/.test(only)) {
      return this.note(problem("UNKNOWN_COLUMN", line, only, "The whole header is one cell: separate the columns by commas."));
    }
    const twice = this.header.filter((name, i) => this.header.indexOf(name) !== i);
    for (const name of twice) this.note(problem("DUPLICATE_COLUMN", line, name));
    for (const name of this.header.filter((each) => !Object.hasOwn(this.readers, each))) {
      this.note(problem(PERSONAL.test(name.toLowerCase().replaceAll(/[\s.-]+/g, "_")) ? "PERSON_NAMED" : "UNKNOWN_COLUMN", line, name, `Column: "${name.slice(0, 60)}".`));
    }
    for (const name of Object.keys(this.readers).filter((each) => !this.header.includes(each) && !this.readers[each]!.mayBeAbsent)) {
      this.note(problem("MISSING_COLUMN", line, name, `Column: "${name}".`));
    }
  }

  /** The values of a row, or null where something is wrong with it. */
  readRow({ line, cells }: FileRow): ReadRow | null {
    if (cells.length !== this.header.length) {
      this.note(problem("RAGGED_ROW", line, null, `${cells.length} cells under ${this.header.length} columns.`));
      return null;
    }
    const values: ReadRow = { line, known_from: null };
    const gaps: StoredGap[] = [];
    const problems: Problem[] = [];
    const wrong = (column: string, code: RefusalCode, detail?: string): void => void problems.push(problem(code, line, column, detail));
    this.header.forEach((name, i) => {
      const cell = this.readCell(name, cells[i]!);
      if ("code" in cell) wrong(name, cell.code, cell.detail);
      else Object.assign(values, cell.values);
      if ("gap" in cell) gaps.push(cell.gap);
    });
    const { known_from: knownFrom } = values;
    if (typeof knownFrom === "string" && knownFrom > this.now.toISOString()) wrong("known_from", "KNOWN_AHEAD", `Given: ${knownFrom.slice(0, 10)}.`);
    const broken = problems.length === 0 ? this.declaration.finish?.(values) : undefined;
    if (broken) wrong(broken.column, broken.code, broken.detail);
    problems.forEach(this.note);
    return problems.length === 0 ? { ...values, gaps } : null;
  }

  private columnName(cell: FileCell, line: number): string {
    if (typeof cell === "string") return cell.trim();
    if ("code" in cell) this.note(problem(cell.code, line, null, cell.detail));
    return "number" in cell ? cell.number : "day" in cell ? cell.day : "";
  }

  private readCell(name: string, cell: FileCell): CellRead {
    const reader = this.readers[name]!;
    if (typeof cell === "string") return this.readAgain(name, reader, cell.trim());
    if ("code" in cell) return cell;
    if ("number" in cell) return this.readText(name, reader, reader.ofNumber?.(cell.number) ?? cell.number);
    // As text a day would be written as its source prints it, which a spreadsheet forgets.
    return reader.takesDays ? reader.read(cell.day) : { code: "DAY_FOR_TEXT", detail: `Stored: ${cell.day}.` };
  }

  private readAgain(name: string, reader: CellReader, text: string): CellRead {
    const before = this.before.get(name);
    if (before?.text === text) return before.read;
    const read = this.readText(name, reader, text);
    this.before.set(name, { text, read });
    return read;
  }

  private readText(name: string, reader: CellReader, text: string): CellRead {
    if (text.includes("\u0000") || !text.isWellFormed()) return { code: "MALFORMED_TEXT" };
    const stated = text !== "" && (!text.startsWith("?") || Object.hasOwn(PROVENANCE, name));
    if (stated) return reader.read(text);
    const values = this.nothing[name]!;
    if (reader.presence === "REQUIRED") return { code: "MISSING_VALUE" };
    if (text === "" && reader.presence === "OPTIONAL") return { values };
    const reason = text === "" ? { reason: GapReason.NOT_STATED, explanation: "The source does not say." } : parseGap(text);
    if (!reason) return { code: "MALFORMED_GAP", detail: `Given: "${text.slice(0, 60)}".` };
    const judged = EXPLANATION.read(reason.explanation);
    if ("code" in judged) return judged;
    const field = reader.field ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return { values, gap: { field, ...reason } };
  }
}

type CellRead = ReturnType<CellReader["read"]> | { values: Record<string, unknown>; gap: StoredGap };

/** Why a fact is missing is text like any other. */
const EXPLANATION = cells.text("explanation");

function parseGap(text: string): { reason: GapReason; explanation: string } | null {
  const match = /^\?([A-Z_]+):\s*(.+)$/s.exec(text);
  const reason = Object.values(GapReason).find((known) => known === match?.[1]);
  return match && reason ? { reason, explanation: match[2]! } : null;
}
