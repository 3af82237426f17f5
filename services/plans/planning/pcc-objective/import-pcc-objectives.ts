/** Imports PCC objectives. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { PccArea } from "../../partners/pcc-area/pcc-area.js";
import { PccObjective } from "./pcc-objective.js";

/** A file of PCC objectives. */
export const importPccObjectives: ImportDeclaration = {
  noun: PccObjective,
  owner: owned.byArea("pcc_area_id"),
  columns: {
    id: cells.id("id", "pcc-objective"),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea),
    number: cells.whole("number"),
    title: cells.name("title"),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  unique: ["pcc_area_id", "number"],
};
