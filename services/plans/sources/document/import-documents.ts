/** Imports documents. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Document, DocumentKind } from "./document.js";

/** A file of documents. */
export const importDocuments: ImportDeclaration = {
  noun: Document,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "document"),
    publisher: cells.name("publisher"),
    title: cells.name("title"),
    kind: cells.code("kind", DocumentKind),
    period: cells.period("period", { presence: "STATED" }),
    published_from: cells.day("published_from"),
    published_to: cells.day("published_to"),
    published_note: cells.text("published_note"),
    licence: cells.text("licence", { presence: "STATED" }),
  },
  finish: (values) =>
    String(values["published_from"]) > String(values["published_to"])
      ? { column: "published_to", code: "MALFORMED_PERIOD", detail: "It is earlier than published_from." }
      : undefined,
};
