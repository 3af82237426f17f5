/** Reads the rows of a file by their declaration: each cell is a value, a gap or a problem, never an exception. */
import type { CellReader } from "./cells.js";
import { problem, type CsvRow, type Problem } from "./csv.js";
import { GapReason, type StoredGap } from "./facts.js";
import { PROVENANCE, type ImportDeclaration } from "./import-declaration.js";
import type { RefusalCode } from "./refusals.js";

/** Names of columns that would hold personal data: refused before a row is read. */
const PERSONAL = /(^|_)(first_?name|last_?name|surname|forename|full_?name|(officer|contact|lead|manager|victim|offender)_?name|person|date_?of_?birth|dob|birth_?date|ni_?number|nhs_?number)($|_)/;

/** A row as the database takes it, with the line it stands on. */
export type ReadRow = Record<string, unknown>;

/** Reads the rows of one file. */
export class RowReader {
  private readonly readers: Record<string, CellReader>;
  private header: string[] = [];

  constructor(
    private readonly declaration: ImportDeclaration,
    private readonly now: Date,
    /** Told of each problem. */
    private readonly note: (problem: Problem) => void,
  ) {
    this.readers = { ...declaration.columns, ...PROVENANCE };
  }

  /** Judges the header: every declared column once, and no other. */
  readHeader({ line, cells }: CsvRow): void {
    this.header = cells.map((name) => name.trim());
    const [only = ""] = this.header;
    if (this.header.length === 1 && /[;\t]/.test(only)) {
      return this.note(problem("UNKNOWN_COLUMN", line, only, "The whole header is one cell: separate the columns by commas."));
    }
    const twice = this.header.filter((name, i) => this.header.indexOf(name) !== i);
    for (const name of twice) this.note(problem("DUPLICATE_COLUMN", line, name));
    for (const name of this.header.filter((each) => !Object.hasOwn(this.readers, each))) {
      this.note(problem(PERSONAL.test(name.toLowerCase()) ? "PERSON_NAMED" : "UNKNOWN_COLUMN", line, name, `Column: "${name.slice(0, 60)}".`));
    }
    for (const name of Object.keys(this.readers).filter((each) => !this.header.includes(each))) {
      this.note(problem("MISSING_COLUMN", line, name, `Column: "${name}".`));
    }
  }

  /** The values of a row, or null where something is wrong with it. */
  readRow({ line, cells }: CsvRow): ReadRow | null {
    if (cells.length !== this.header.length) {
      this.note(problem("RAGGED_ROW", line, null, `${cells.length} cells under ${this.header.length} columns.`));
      return null;
    }
    const values: ReadRow = { line, known_from: null };
    const gaps: StoredGap[] = [];
    const problems: Problem[] = [];
    const wrong = (column: string, code: RefusalCode, detail?: string): void => void problems.push(problem(code, line, column, detail));
    this.header.forEach((name, i) => {
      const cell = this.readCell(name, cells[i]!.trim());
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

  private readCell(name: string, text: string): CellRead {
    const reader = this.readers[name]!;
    const stated = text !== "" && (!text.startsWith("?") || Object.hasOwn(PROVENANCE, name));
    if (stated) return reader.read(text);
    const values = Object.fromEntries(reader.fills.map((column) => [column, null]));
    if (reader.presence === "REQUIRED") return { code: "MISSING_VALUE" };
    if (text === "" && reader.presence === "OPTIONAL") return { values };
    const reason = text === "" ? { reason: GapReason.NOT_STATED, explanation: "The source does not say." } : parseGap(text);
    if (!reason) return { code: "MALFORMED_GAP", detail: `Given: "${text.slice(0, 60)}".` };
    const field = reader.field ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return { values, gap: { field, ...reason } };
  }
}

type CellRead = ReturnType<CellReader["read"]> | { values: Record<string, unknown>; gap: StoredGap };

function parseGap(text: string): { reason: GapReason; explanation: string } | null {
  const match = /^\?([A-Z_]+):\s*(.+)$/s.exec(text);
  const reason = Object.values(GapReason).find((known) => known === match?.[1]);
  return match && reason ? { reason, explanation: match[2]! } : null;
}
