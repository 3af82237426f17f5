/** Imports funds. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Fund } from "./fund.js";

/** A file of funds. */
export const importFunds: ImportDeclaration = {
  noun: Fund,
  columns: {
    id: cells.id("id", "fund"),
    name: cells.name("name", { presence: "STATED" }),
    funder: cells.id("funder_id", "organisation", { presence: "STATED" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
};
