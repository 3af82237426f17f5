/** Imports action areas. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Action } from "../action/action.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { ActionArea, AreaInstrument, AreaStatus } from "./action-area.js";

/** A file of action areas. */
export const importActionAreas: ImportDeclaration = {
  noun: ActionArea,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "action-area"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority, { presence: "STATED", within: "plan_id" }),
    action: cells.reference("action_id", "action", Action, { presence: "OPTIONAL", within: "plan_id" }),
    position: cells.whole("position"),
    place: cells.name("place", { presence: "STATED" }),
    instrument: cells.code("instrument", AreaInstrument, { presence: "STATED" }),
    status: cells.code("status", AreaStatus),
    started_on: cells.day("started_on", { presence: "STATED" }),
    ended_on: cells.day("ended_on", { presence: "STATED" }),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  finish: (values) => {
    const [started, ended] = [values["started_on"], values["ended_on"]] as (string | null)[];
    return started && ended && started > ended ? { column: "ended_on", code: "MALFORMED_PERIOD", detail: "It is earlier than started_on." } : undefined;
  },
  unique: ["plan_id", "position"],
};
