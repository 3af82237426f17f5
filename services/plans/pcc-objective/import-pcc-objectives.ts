/** Imports PCC objectives. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { PccArea } from "../pcc-area/pcc-area.js";
import { PccObjective } from "./pcc-objective.js";

/** A file of PCC objectives. */
export const importPccObjectives: ImportDeclaration = {
  noun: PccObjective,
  columns: {
    id: cells.id("id", "pcc-objective"),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea),
    number: cells.whole("number"),
    title: cells.name("title"),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  unique: ["pcc_area_id", "number"],
};
