/** Imports statements. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Statement, StatementKind } from "./statement.js";
import { SUBJECTS } from "./subject.js";

/** A file of statements. */
export const importStatements: ImportDeclaration = {
  noun: Statement,
  owner: owned.bySubject,
  columns: {
    id: cells.id("id", "statement"),
    subject: cells.referenceToOneOf("subject", SUBJECTS),
    kind: cells.code("kind", StatementKind),
    number: cells.whole("number"),
    title: cells.name("title", { presence: "OPTIONAL" }),
    text: cells.text("text"),
  },
  unique: ["subject", "kind", "number"],
};
