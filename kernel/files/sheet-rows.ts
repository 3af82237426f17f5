/** The rows of one sheet as its XML tells them: cells by their place under the header, each with what it is. */
import { CELL_AT_MOST, COLUMNS_AT_MOST, problem, RECORD_AT_MOST, UnreadableFile, type FileCell, type FileRow } from "./file-row.js";
import { dayOf, figureOf, type NumberForm } from "./number-format.js";
import { refuseMore, unreadable, type Element, type PartReader } from "./workbook-parts.js";

/** Whether an attribute says yes. */
export function isOn(said: string | undefined): boolean {
  return said === "1" || said === "true";
}

/** Text that stands in one or more runs. */
export class TextRun {
  private text = "";
  private within = false;
  private readingAid = false;

  clear(): void {
    this.text = "";
  }

  begins(name: string): void {
    // How a Japanese word is spoken stands beside it, and is not part of the text.
    if (name === "rPh") this.readingAid = true;
    if (name === "t") this.within = !this.readingAid;
  }

  hears(text: string): void {
    if (this.within) this.text += text;
  }

  ends(name: string): void {
    if (name === "rPh") this.readingAid = false;
    if (name === "t") this.within = false;
  }

  /** The text, what XML cannot hold put back in its place. */
  whole(): string {
    return this.text.replace(/_x(00[01][0-9a-f]|005f|d[89a-f][0-9a-f]{2}|fff[ef])_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  }
}

/** A cell as its element begins. */
interface CellElement {
  column: number;
  type: string;
  form: NumberForm;
  formula: boolean;
  value: string;
  /** Characters of it that were read, whether they belong to the value or not. */
  heard: number;
}

const GENERAL: NumberForm = { shows: "FIGURE", decimals: 0 };

/** Columns of a sheet at most, as spreadsheet programs have them. */
const SHEET_COLUMNS_AT_MOST = 16_384;

/** Puts rows together from the elements of a sheet. */
export class SheetRows implements PartReader {
  private rows: FileRow[] = [];
  private header: FileCell[] | undefined;
  private line = 0;
  private rowHidden = false;
  private size = 0;
  private cells: FileCell[] = [];
  private cell: CellElement | null = null;
  private column = -1;
  private inValue = false;
  private readonly run = new TextRun();
  private readonly hiddenColumns = new Set<number>();
  private columnsSaidHidden = 0;
  private characters = 0;
  private merged: string | undefined;

  constructor(
    private readonly texts: readonly string[],
    private readonly forms: readonly NumberForm[],
    private readonly from1904: boolean,
    private readonly charactersAtMost: number,
  ) {}

  /** The rows that are whole, each handed out once. */
  taken(): FileRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  /** Merged cells are told below the rows: nothing is written before they were judged. */
  judgeMerged(): void {
    if (!this.merged) return;
    const { line, column } = placeOf(this.merged.split(":")[0]!);
    throw new UnreadableFile(problem("MERGED_CELLS", line, this.nameOf(column), `Cells: ${this.merged.slice(0, 40)}.`));
  }

  begins({ name, attribute }: Element): void {
    if (name === "col" && isOn(attribute("hidden"))) this.hide(attribute("min"), attribute("max"));
    if (name === "mergeCell") this.merged ??= attribute("ref") ?? "A1";
    if (name === "row") this.beginRow(Number(attribute("r") ?? this.line + 1), isOn(attribute("hidden")));
    if (name === "c") this.beginCell(attribute("r"), attribute("t") ?? "n", Number(attribute("s") ?? 0));
    if (name === "f" && this.cell) this.cell.formula = true;
    if (name === "v") this.inValue = true;
    this.run.begins(name);
  }

  text(text: string): void {
    if (!this.cell) return;
    if (this.inValue) this.cell.value += text;
    this.run.hears(text);
    // However many elements it is spread over.
    this.cell.heard += text.length;
    if (this.cell.heard > RECORD_AT_MOST) throw this.tooLong(this.cell.column);
  }

  ends(name: string): void {
    if (name === "v") this.inValue = false;
    this.run.ends(name);
    if (name === "c" && this.cell) this.endCell(this.cell);
    if (name === "row") this.endRow();
  }

  /** Hides columns that are counted from 1. A column hidden over and over would make work without end: what is said is counted, not what is new. */
  private hide(from = "", to = ""): void {
    if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) throw unreadable("MALFORMED_WORKBOOK", "A column has no place.");
    for (let column = Number(from); column <= Number(to); column++) {
      refuseMore(++this.columnsSaidHidden, SHEET_COLUMNS_AT_MOST, "columns");
      this.hiddenColumns.add(column - 1);
    }
  }

  private beginRow(line: number, hidden: boolean): void {
    if (!Number.isInteger(line) || line <= this.line) throw unreadable("MALFORMED_WORKBOOK", "Its rows are out of order.");
    this.line = line;
    this.rowHidden = hidden;
    this.size = 0;
    this.cells = [];
    this.column = -1;
  }

  private beginCell(place: string | undefined, type: string, style: number): void {
    const column = place === undefined ? this.column + 1 : placeOf(place).column;
    if (column <= this.column) throw unreadable("MALFORMED_WORKBOOK", "Its cells are out of order.");
    this.column = column;
    this.run.clear();
    this.cell = { column, type, form: this.forms[style] ?? GENERAL, formula: false, value: "", heard: 0 };
  }

  private endCell(element: CellElement): void {
    this.cell = null;
    const cell = this.read(element);
    if (cell === "") return;
    const hidden = this.rowHidden || this.hiddenColumns.has(element.column);
    // Of what stands beyond the header it is enough to know that there is something.
    const most = this.header?.length ?? COLUMNS_AT_MOST;
    const column = Math.min(element.column, most);
    while (this.cells.length < column) this.cells.push("");
    this.cells[column] = hidden ? { code: "HIDDEN_CELLS", detail: `Cell: ${letters(element.column)}${this.line}.` } : cell;
    const { length } = typeof cell === "string" ? cell : "number" in cell ? cell.number : "";
    this.size += length;
    if (length > CELL_AT_MOST || this.size > RECORD_AT_MOST) throw this.tooLong(element.column);
    this.characters += length;
    refuseMore(this.characters, this.charactersAtMost, "characters in its cells");
  }

  private tooLong(column: number): UnreadableFile {
    return new UnreadableFile(problem("CELL_TOO_LONG", this.line, this.nameOf(column)));
  }

  private endRow(): void {
    if (!this.header) {
      if (this.cells.length === 0) return;
      if (this.cells.length > COLUMNS_AT_MOST) throw new UnreadableFile(problem("UNKNOWN_COLUMN", this.line, null, `It has more than ${COLUMNS_AT_MOST} columns.`));
      this.header = this.cells;
    } else if (this.cells.length) {
      while (this.cells.length < this.header.length) this.cells.push("");
    }
    if (this.cells.length) this.rows.push({ line: this.line, cells: this.cells });
  }

  private read({ type, form, formula, value, column }: CellElement): FileCell {
    if (formula) return { code: "FORMULA_CELL", detail: `Cell: ${letters(column)}${this.line}.` };
    if (type === "s") return this.shared(value);
    if (type === "inlineStr") return this.run.whole();
    if (type === "str") return value;
    if (value === "") return "";
    if (type === "d") return { day: value.replace(/T00:00:00(\.0+)?Z?$/, "") };
    if (type !== "n") return { code: "UNFIT_CELL", detail: `Given: ${value.slice(0, 40)}.` };
    if (form.shows === "DAY") {
      const day = dayOf(value, this.from1904);
      return day === null ? { code: "MALFORMED_DATE", detail: "It has a time of day, or is no day." } : { day };
    }
    const figure = form.shows === "FIGURE" ? figureOf(value, form.decimals) : null;
    return figure === null ? { code: "NUMBER_SHOWN_OTHERWISE", detail: `Stored: ${value.slice(0, 40)}.` } : { number: figure };
  }

  private shared(place: string): FileCell {
    if (place === "") return "";
    if (!/^\d+$/.test(place)) return { code: "UNFIT_CELL", detail: `Given: ${place.slice(0, 40)}.` };
    const text = this.texts[Number(place)];
    if (text === undefined) throw unreadable("MALFORMED_WORKBOOK", "A cell refers to a text that is not there.");
    return text;
  }

  /** The column's name in the header, or its letters where the header has none. */
  private nameOf(column: number): string {
    const name = this.header?.[column];
    return typeof name === "string" && name !== "" ? name.trim() : letters(column);
  }
}

/** "C4": the fourth row, the third column. */
function placeOf(text: string): { line: number; column: number } {
  const [, column = "", line = ""] = /^([A-Z]{1,3})(\d{1,7})$/.exec(text) ?? [];
  if (!column) throw unreadable("MALFORMED_WORKBOOK", "A cell has no place.");
  return { line: Number(line), column: numberOf(column) - 1 };
}

/** The number of a column's letters: A is 1. */
function numberOf(column: string): number {
  return column === "" ? 0 : numberOf(column.slice(0, -1)) * 26 + column.charCodeAt(column.length - 1) - 64;
}

/** The letters of a column: A is the first. */
function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}
