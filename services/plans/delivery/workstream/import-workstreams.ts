/** Imports workstreams. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { Workstream, WorkstreamRelation } from "./workstream.js";

/** A file of workstreams. */
export const importWorkstreams: ImportDeclaration = {
  noun: Workstream,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "workstream"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority, { within: "plan_id" }),
    relation: cells.code("relation", WorkstreamRelation),
    position: cells.whole("position"),
    name: cells.name("name"),
  },
  unique: ["priority_id", "relation", "position"],
};
