/** What is imported from a file, declared once for each noun, and the columns that every file ends with. */
import { cells, type CellReader } from "./cells.js";
import type { NounClass } from "./context.js";
import { isDay } from "./day.js";
import type { RefusalCode } from "./refusals.js";

/** What is imported from one file, declared once for the file, the command and the mutation alike. */
export interface ImportDeclaration {
  noun: NounClass;
  /** Columns of the file besides those that every file ends with: document, section, as_printed and known_from. */
  columns: Record<string, CellReader>;
  /** Database columns that `finish` computes from the others. */
  computes?: readonly string[];
  /** Values computed from the whole row, and rules that need more than one cell. */
  finish?: (values: Record<string, unknown>) => { column: string; code: RefusalCode; detail: string } | void;
  /** Columns that must be unique together among current rows, besides the id. */
  unique?: readonly string[];
}

/** What every file ends with: where each row comes from and since when it is known. */
export const PROVENANCE: Record<string, CellReader> = {
  document: cells.id("document_id", "document", { presence: "OPTIONAL" }),
  section: cells.text("section", { presence: "OPTIONAL" }),
  as_printed: cells.text("as_printed", { presence: "OPTIONAL" }),
  known_from: {
    ...cells.day("known_from", { presence: "OPTIONAL" }),
    read: (text) => (isDay(text) ? { values: { known_from: `${text}T00:00:00Z` } } : { code: "MALFORMED_DATE", detail: `Given: "${text.slice(0, 60)}".` }),
  },
};

/** The columns of a file, in their usual order, as the reference page lists them. */
export function importColumns(declaration: ImportDeclaration): { column: string; presence: CellReader["presence"]; codes: readonly string[] }[] {
  return Object.entries({ ...declaration.columns, ...PROVENANCE }).map(([column, { presence, codes }]) => ({ column, presence, codes: codes ?? [] }));
}
