/** Imports PCC areas. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { PccArea } from "./pcc-area.js";

/** A file of PCC areas. */
export const importPccAreas: ImportDeclaration = {
  noun: PccArea,
  columns: {
    id: cells.id("id", "pcc-area"),
    name: cells.name("name"),
    gss_code: cells.name("gss_code", { presence: "STATED" }),
  },
};
