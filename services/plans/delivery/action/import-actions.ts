/** Imports actions. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { WorkProgramme } from "../work-programme/work-programme.js";
import { Action } from "./action.js";

/** A file of actions. */
export const importActions: ImportDeclaration = {
  noun: Action,
  owner: owned.through("plan_id", Plan, { carries: true }),
  columns: {
    id: cells.id("id", "action"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority, { within: "plan_id" }),
    // Files from before plans had work programmes lack both.
    work_programme: { ...cells.reference("work_programme_id", "work-programme", WorkProgramme, { presence: "OPTIONAL", within: "priority_id" }), mayBeAbsent: true },
    position: { ...cells.whole("position", { presence: "OPTIONAL" }), mayBeAbsent: true },
    number: cells.name("number", { presence: "STATED" }),
    title: cells.name("title"),
    outcome: cells.text("outcome", { presence: "STATED" }),
  },
  finish: (values) => {
    const [number, position] = [values["number"] as string | null, values["position"] as number | null | undefined];
    values["sort_number"] = (number ?? String(position ?? "")).replace(/\d+/g, (digits) => digits.padStart(6, "0"));
  },
  computes: ["sort_number"],
  // Numbers that sort alike are the same number; actions without one are told apart by their place.
  unique: ["plan_id", "sort_number"],
};
