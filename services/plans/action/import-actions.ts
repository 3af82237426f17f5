/** Imports actions. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Plan } from "../plan/plan.js";
import { Priority } from "../priority/priority.js";
import { Action } from "./action.js";

/** A file of actions. */
export const importActions: ImportDeclaration = {
  noun: Action,
  columns: {
    id: cells.id("id", "action"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority),
    number: cells.name("number", { presence: "STATED" }),
    title: cells.name("title"),
    outcome: cells.text("outcome", { presence: "STATED" }),
  },
  finish: (values) => {
    const number = (values["number"] as string | null) ?? "";
    values["sort_number"] = number.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
  },
  computes: ["sort_number"],
  unique: ["plan_id", "number"],
};
