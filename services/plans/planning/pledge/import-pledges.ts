/** Imports pledges. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { PccArea } from "../../partners/pcc-area/pcc-area.js";
import { PccObjective } from "../pcc-objective/pcc-objective.js";
import { Pledge } from "./pledge.js";

/** A file of pledges. */
export const importPledges: ImportDeclaration = {
  noun: Pledge,
  owner: owned.byArea("pcc_area_id"),
  columns: {
    id: cells.id("id", "pledge"),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea),
    pcc_objective: cells.reference("pcc_objective_id", "pcc-objective", PccObjective, { within: "pcc_area_id" }),
    number: cells.whole("number"),
    title: cells.name("title"),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  unique: ["pcc_objective_id", "number"],
};
