import { strToU8, zipSync } from "fflate";

/* Workbooks of a test, part by part, so that each can be as wrong as it is meant to be. */

/** A cell as its sheet writes it: text, or the XML that stands after its place. */
export type SheetCell = string | { attributes?: string; inside: string };

/** What a workbook is made of, where it is not the usual. */
export interface WorkbookMaking {
  /** Sheets by name: their rows. */
  sheets?: { name: string; state?: string; rows: SheetCell[][] }[];
  /** XML above and below the rows of the sheets, and attributes of a row by its number. */
  above?: string;
  below?: string;
  rowAttributes?: Record<number, string>;
  /** Codes of number formats: the cell with s="n" has the nth, from 1. */
  formats?: string[];
  /** Texts that cells refer to. */
  texts?: string[];
  from1904?: boolean;
  /** Parts that replace the usual ones, or are left out where null. */
  parts?: Record<string, string | null>;
}

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n`;
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** The letters of a column: A is the first. */
export function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}

/** The parts of a workbook. */
export function partsOf({ sheets = [], above = "", below = "", rowAttributes = {}, formats = [], texts = [], from1904 = false, parts = {} }: WorkbookMaking): Record<string, Uint8Array> {
  const sheetXml = (rows: SheetCell[][]): string => {
    const cell = (each: SheetCell, place: string): string =>
      typeof each === "string" ? (each === "" ? "" : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(each)}</t></is></c>`) : `<c r="${place}" ${each.attributes ?? ""}>${each.inside}</c>`;
    const lines = rows.map((cells, y) => `<row r="${y + 1}" ${rowAttributes[y + 1] ?? ""}>${cells.map((each, x) => cell(each, `${letters(x)}${y + 1}`)).join("")}</row>`);
    return `${HEAD}<worksheet xmlns="${MAIN}">${above}<sheetData>${lines.join("")}</sheetData>${below}</worksheet>`;
  };
  const usual: Record<string, string> = {
    "[Content_Types].xml": `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    "_rels/.rels": `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(({ name, state }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" ${state ? `state="${state}"` : ""} r:id="rId${i + 1}"/>`)
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${HEAD}<Relationships xmlns="${PACKAGE}">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}<Relationship Id="rIdS" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="${RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml": `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`).join("")}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`).join("")}</cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${HEAD}<sst xmlns="${MAIN}">${texts.map((text) => `<si>${text.startsWith("<") ? text : `<t>${escaped(text)}</t>`}</si>`).join("")}</sst>`,
    ...Object.fromEntries(sheets.map(({ rows }, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(rows)])),
  };
  const all = Object.entries({ ...usual, ...parts }).filter((each): each is [string, string] => each[1] !== null);
  return Object.fromEntries(all.map(([name, text]) => [name, strToU8(text)]));
}

/** A workbook. */
export function workbook(making: WorkbookMaking): Uint8Array {
  return zipSync(partsOf(making));
}
