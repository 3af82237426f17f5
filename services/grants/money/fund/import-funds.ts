/** Imports funds. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Fund } from "./fund.js";

/** A file of funds. */
export const importFunds: ImportDeclaration = {
  noun: Fund,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "fund"),
    name: cells.name("name", { presence: "STATED" }),
    funder: cells.id("funder_id", "organisation", { presence: "STATED" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
};
