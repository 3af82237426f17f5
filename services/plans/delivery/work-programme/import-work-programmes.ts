/** Imports work programmes. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { WorkProgramme, WorkProgrammeWord } from "./work-programme.js";

/** A file of work programmes. */
export const importWorkProgrammes: ImportDeclaration = {
  noun: WorkProgramme,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "work-programme"),
    plan: cells.reference("plan_id", "plan", Plan),
    priority: cells.reference("priority_id", "priority", Priority, { within: "plan_id" }),
    position: cells.whole("position"),
    letter: cells.name("letter", { presence: "STATED" }),
    title: cells.name("title"),
    title_in_delivery_plan: cells.name("title_in_delivery_plan", { presence: "STATED" }),
    word_in_delivery_plan: cells.code("word_in_delivery_plan", WorkProgrammeWord, { presence: "STATED" }),
    summary: cells.text("summary", { presence: "STATED" }),
    lead_organisations: cells.ids("lead_organisation_ids", "organisation", { presence: "STATED" }),
    lead_post: cells.name("lead_post", { presence: "STATED" }),
    lead_status: cells.code("lead_status", LeadStatus),
    leads: cells.whole("leads", { presence: "STATED" }),
    supporters: cells.whole("supporters", { presence: "STATED" }),
  },
  unique: ["plan_id", "position"],
};
