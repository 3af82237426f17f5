/** Imports glossary terms. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { GlossaryTerm, GlossaryTermKind } from "./glossary-term.js";

/** A file of glossary terms: each says what it stands for, what it means, or both. */
export const importGlossaryTerms: ImportDeclaration = {
  noun: GlossaryTerm,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "glossary-term"),
    partnership: cells.reference("partnership_id", "partnership", Partnership, { presence: "OPTIONAL" }),
    term: cells.name("term"),
    kind: cells.code("kind", GlossaryTermKind),
    stands_for: cells.name("stands_for", { presence: "OPTIONAL" }),
    meaning: cells.text("meaning", { presence: "OPTIONAL" }),
  },
  finish: (values) =>
    values["stands_for"] === null && values["meaning"] === null
      ? { column: "meaning", code: "MISSING_VALUE", detail: "A term says what it stands for, what it means, or both." }
      : undefined,
  unique: ["document_id", "term"],
};
