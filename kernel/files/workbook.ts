/** Reads one sheet of a workbook (XLSX) as the rows of a file: values as they are stored and shown, and nothing that is reckoned, merged or hidden. */
import path from "node:path/posix";
import type { FileRow } from "./file-row.js";
import { numberForm, type NumberForm } from "./number-format.js";
import { isOn, SheetRows, TextRun } from "./sheet-rows.js";
import { refuseMore, unreadable, WorkbookParts, type Element, type PartReader, type ReadingBounds } from "./workbook-parts.js";

/** The rows of the sheet of that name, or of the only one; the header first. Memory grows with the different texts of the workbook, not with its rows. */
export async function* readWorkbook(file: AsyncIterable<Buffer>, sheetName: string, bounds: ReadingBounds): AsyncGenerator<FileRow> {
  const parts = await WorkbookParts.open(file, bounds);
  const workbook = await related(parts, "", "officeDocument");
  if (!workbook) throw unreadable("MALFORMED_WORKBOOK");
  const contents = new Contents();
  await parts.read(workbook, contents);
  const targets = await relations(parts, workbook);
  const { relation } = contents.sheet(sheetName);
  const sheet = targets.find(({ id }) => id === relation)?.target;
  if (!sheet) throw unreadable("MALFORMED_WORKBOOK");
  const part = async <R extends PartReader>(kind: string, reader: R): Promise<R> => {
    const target = targets.find((each) => each.kind === kind)?.target;
    if (target && parts.has(target)) await parts.read(target, reader);
    return reader;
  };
  const { texts } = await part("sharedStrings", new SharedTexts());
  const { forms } = await part("styles", new Styles());
  const rows = new SheetRows(texts, forms, contents.from1904, bounds.unpackedAtMost);
  const pieces = parts.pieces(sheet, rows);
  while (!(await pieces.next()).done) yield* rows.taken();
  rows.judgeMerged();
}

// A spreadsheet program keeps 65,490 formats of cells; of the rest no workbook comes near what stands here.
const RELATIONS_AT_MOST = 10_000;
const SHEETS_AT_MOST = 1_000;
const CELL_FORMATS_AT_MOST = 65_490;
const NUMBER_FORMATS_AT_MOST = 10_000;
const SHARED_TEXTS_AT_MOST = 2_000_000;
const SHARED_CHARACTERS_AT_MOST = 50_000_000;

/** What one part of a workbook says of another. */
interface Relation {
  id: string;
  /** The last word of its type. */
  kind: string;
  target: string;
}

async function relations(parts: WorkbookParts, of: string): Promise<Relation[]> {
  const folder = path.dirname(of);
  const found: Relation[] = [];
  const name = path.join(folder, "_rels", `${path.basename(of)}.rels`);
  if (!parts.has(name)) throw unreadable("MALFORMED_WORKBOOK");
  await parts.read(name, {
    begins({ name: element, attribute }) {
      if (element !== "Relationship" || attribute("TargetMode") === "External") return;
      refuseMore(found.length + 1, RELATIONS_AT_MOST, "relations of its parts");
      const target = attribute("Target") ?? "";
      const kind = (attribute("Type") ?? "").split("/").at(-1)!;
      found.push({ id: attribute("Id") ?? "", kind, target: target.startsWith("/") ? target.slice(1) : path.join(folder, target) });
    },
  });
  return found;
}

async function related(parts: WorkbookParts, of: string, kind: string): Promise<string | undefined> {
  return (await relations(parts, of)).find((each) => each.kind === kind)?.target;
}

/** The list of the sheets. */
class Contents implements PartReader {
  from1904 = false;
  private readonly sheets: { name: string; hidden: boolean; relation: string }[] = [];

  begins({ name, attribute }: Element): void {
    if (name === "workbookPr") this.from1904 = isOn(attribute("date1904"));
    if (name !== "sheet") return;
    refuseMore(this.sheets.length + 1, SHEETS_AT_MOST, "sheets");
    this.sheets.push({ name: attribute("name") ?? "", hidden: (attribute("state") ?? "visible") !== "visible", relation: attribute("id") ?? "" });
  }

  /** The sheet of that name, or the only one. */
  sheet(wanted: string): { relation: string } {
    const sheet = this.sheets.length === 1 ? this.sheets[0] : this.sheets.find(({ name }) => name.trim().toLowerCase() === wanted);
    if (!sheet) throw unreadable("SHEET_UNCLEAR", `It has ${this.sheets.length} sheets, none of them named "${wanted}".`);
    if (sheet.hidden) throw unreadable("HIDDEN_CELLS", `Sheet: "${sheet.name.slice(0, 60)}".`);
    return sheet;
  }
}

/** The texts that cells refer to by their place. */
class SharedTexts implements PartReader {
  readonly texts: string[] = [];
  private characters = 0;
  private readonly run = new TextRun();

  begins({ name }: Element): void {
    if (name === "si") this.run.clear();
    this.run.begins(name);
  }

  text(text: string): void {
    this.characters += text.length;
    refuseMore(this.characters, SHARED_CHARACTERS_AT_MOST, "characters of text");
    this.run.hears(text);
  }

  ends(name: string): void {
    this.run.ends(name);
    if (name !== "si") return;
    refuseMore(this.texts.length + 1, SHARED_TEXTS_AT_MOST, "texts");
    this.texts.push(this.run.whole());
  }
}

/** The formats of numbers, by the style that cells refer to. */
class Styles implements PartReader {
  readonly forms: NumberForm[] = [];
  private readonly codes = new Map<number, string>();
  private inCells = false;

  begins({ name, attribute }: Element): void {
    if (name === "numFmt") {
      this.codes.set(Number(attribute("numFmtId")), attribute("formatCode") ?? "");
      refuseMore(this.codes.size, NUMBER_FORMATS_AT_MOST, "formats of numbers");
    }
    if (name === "cellXfs") this.inCells = true;
    if (name !== "xf" || !this.inCells) return;
    refuseMore(this.forms.length + 1, CELL_FORMATS_AT_MOST, "formats of cells");
    const id = Number(attribute("numFmtId") ?? 0);
    this.forms.push(numberForm(id, this.codes.get(id)));
  }

  ends(name: string): void {
    if (name === "cellXfs") this.inCells = false;
  }
}
