/** Imports outcomes. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Action } from "../action/action.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { WorkProgramme } from "../work-programme/work-programme.js";
import { Outcome } from "./outcome.js";

/** A file of outcomes. */
export const importOutcomes: ImportDeclaration = {
  noun: Outcome,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "outcome"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority, { presence: "STATED", within: "plan_id" }),
    work_programme: cells.reference("work_programme_id", "work-programme", WorkProgramme, { presence: "OPTIONAL", within: "plan_id" }),
    action: cells.reference("action_id", "action", Action, { presence: "OPTIONAL", within: "plan_id" }),
    position: cells.whole("position"),
    number: cells.name("number", { presence: "STATED" }),
    description: cells.text("description"),
  },
  unique: ["plan_id", "position"],
};
