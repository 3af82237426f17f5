/** Imports partnerships. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { PccArea } from "../pcc-area/pcc-area.js";
import { Partnership } from "./partnership.js";

/** A file of partnerships. */
export const importPartnerships: ImportDeclaration = {
  noun: Partnership,
  owner: owned.byItself("pcc_area_id"),
  columns: {
    id: cells.id("id", "partnership"),
    name: cells.name("name"),
    place: cells.name("place"),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea),
    gss_code: cells.name("gss_code", { presence: "STATED" }),
  },
};
