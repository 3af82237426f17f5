/** Imports PCC areas. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { PccArea } from "./pcc-area.js";

/** A file of PCC areas. */
export const importPccAreas: ImportDeclaration = {
  noun: PccArea,
  owner: owned.byArea("id"),
  columns: {
    id: cells.id("id", "pcc-area"),
    name: cells.name("name"),
    gss_code: cells.name("gss_code", { presence: "STATED" }),
  },
};
