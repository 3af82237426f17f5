/** Imports projects. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Action } from "../action/action.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { Project } from "./project.js";

/** A file of projects. */
export const importProjects: ImportDeclaration = {
  noun: Project,
  owner: owned.through("action_id", Action),
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
