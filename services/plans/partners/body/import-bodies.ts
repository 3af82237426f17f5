/** Imports bodies. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Partnership } from "../partnership/partnership.js";
import { PccArea } from "../pcc-area/pcc-area.js";
import { Plan } from "../../planning/plan/plan.js";
import { LeadStatus } from "../lead/lead-status.js";
import { Body, BodyKind, BodyStatus, BodyTie } from "./body.js";

/** A file of bodies. A body that belongs to no partnership is nobody's. */
export const importBodies: ImportDeclaration = {
  noun: Body,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "body"),
    name: cells.name("name"),
    kind: cells.code("kind", BodyKind),
    status: cells.code("status", BodyStatus),
    tie: cells.code("tie", BodyTie),
    partnership: cells.reference("partnership_id", "partnership", Partnership, { presence: "OPTIONAL" }),
    pcc_area: cells.reference("pcc_area_id", "pcc-area", PccArea, { presence: "OPTIONAL" }),
    plan: cells.reference("plan_id", "plan", Plan, { presence: "OPTIONAL" }),
    // Organisations are checked for their form only, as the leads of projects are: a later document may be the first that the hub knows one from.
    organisation: cells.id("organisation_id", "organisation", { presence: "OPTIONAL" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
    duties: cells.text("duties", { presence: "STATED" }),
    meets: cells.name("meets", { presence: "STATED" }),
    lead_post: cells.name("lead_post", { presence: "STATED" }),
    lead_organisation: cells.id("lead_organisation_id", "organisation", { presence: "STATED" }),
    lead_status: cells.code("lead_status", LeadStatus),
  },
};
