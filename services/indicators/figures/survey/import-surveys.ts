/** Imports surveys. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../../places/area/area.js";
import { Survey } from "./survey.js";

/** A file of surveys. */
export const importSurveys: ImportDeclaration = {
  noun: Survey,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "survey"),
    name: cells.name("name", { presence: "STATED" }),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    area: cells.reference("area_id", "area", Area, { presence: "STATED" }),
    period: cells.period("period", { presence: "STATED" }),
    commissioned_by: cells.name("commissioned_by", { presence: "STATED" }),
    method: cells.text("method", { presence: "STATED" }),
    population: cells.text("population", { presence: "STATED" }),
    respondents: cells.number("respondents", { presence: "STATED" }),
    approached: cells.number("approached", { presence: "STATED" }),
    question: cells.text("question", { presence: "STATED" }),
  },
};
