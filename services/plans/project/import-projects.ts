/** Imports projects. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Action } from "../action/action.js";
import { LeadStatus, Project } from "./project.js";

/** A file of projects. */
export const importProjects: ImportDeclaration = {
  noun: Project,
  columns: {
    id: cells.id("id", "project"),
    action: cells.reference("action_id", "action", Action),
    position: cells.whole("position"),
    description: cells.text("description", { presence: "STATED" }),
    target: cells.text("target", { presence: "STATED" }),
    lead_organisations: cells.ids("lead_organisation_ids", "organisation", { presence: "STATED" }),
    lead_post: cells.name("lead_post", { presence: "STATED" }),
    lead_status: cells.code("lead_status", LeadStatus),
  },
  unique: ["action_id", "position"],
};
