/** Imports measure links. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Outcome } from "../outcome/outcome.js";
import { Plan } from "../../planning/plan/plan.js";
import { WorkProgramme } from "../work-programme/work-programme.js";
import { MeasureLink, MeasureRole } from "./measure-link.js";

/** A file of measure links. */
export const importMeasureLinks: ImportDeclaration = {
  noun: MeasureLink,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "measure-link"),
    plan: cells.reference("plan_id", "plan", Plan),
    work_programme: cells.reference("work_programme_id", "work-programme", WorkProgramme, { presence: "OPTIONAL", within: "plan_id" }),
    outcome: cells.reference("outcome_id", "outcome", Outcome, { presence: "STATED", within: "plan_id" }),
    position: cells.whole("position"),
    measure: cells.name("measure"),
    indicator: cells.id("indicator_id", "indicator", { presence: "STATED" }),
    role: cells.code("role", MeasureRole),
    polarity: cells.code("polarity", Polarity, { presence: "OPTIONAL" }),
  },
  finish: ({ outcome_id: outcome, work_programme_id: workProgramme }) =>
    outcome === null && workProgramme === null ? { column: "outcome", code: "MISSING_VALUE", detail: "A measure is of an outcome or of a work programme." } : undefined,
  unique: ["plan_id", "position"],
};
