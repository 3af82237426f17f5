/** Imports memberships. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Body } from "../body/body.js";
import { Partnership } from "../partnership/partnership.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { LeadStatus } from "../lead/lead-status.js";
import { Membership, MembershipKind } from "./membership.js";

/** A file of memberships: each is of a partnership, or of a body. */
export const importMemberships: ImportDeclaration = {
  noun: Membership,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "membership"),
    partnership: cells.reference("partnership_id", "partnership", Partnership, { presence: "OPTIONAL" }),
    body: cells.reference("body_id", "body", Body, { presence: "OPTIONAL" }),
    plan: cells.reference("plan_id", "plan", Plan, { presence: "OPTIONAL" }),
    position: cells.whole("position"),
    kind: cells.code("kind", MembershipKind),
    member: cells.name("member"),
    // Organisations are checked for their form only: a later document may be the first that the hub knows one from.
    organisation: cells.id("organisation_id", "organisation", { presence: "STATED" }),
    represents: cells.name("represents", { presence: "OPTIONAL" }),
    priority: cells.reference("priority_id", "priority", Priority, { presence: "OPTIONAL" }),
    post: cells.name("post", { presence: "STATED" }),
    post_status: cells.code("post_status", LeadStatus),
  },
  finish: (values) =>
    values["partnership_id"] === null && values["body_id"] === null
      ? { column: "partnership", code: "MISSING_VALUE", detail: "A membership is of a partnership or of a body." }
      : undefined,
};
