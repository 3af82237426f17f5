/** Imports services. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Award } from "../../money/award/award.js";
import { CommissioningPlan } from "../commissioning-plan/commissioning-plan.js";
import { Fund } from "../../money/fund/fund.js";
import { Service, ServiceScope, ServiceStatus } from "./service.js";

/** A file of services. */
export const importServices: ImportDeclaration = {
  noun: Service,
  // One that serves a region is no partnership's: reference data.
  owner: owned.byPartnership("partnership_id", { carries: true, orNobody: true }),
  columns: {
    id: cells.id("id", "service"),
    name: cells.name("name", { presence: "STATED" }),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    commissioning_plan: cells.reference("commissioning_plan_id", "commissioning-plan", CommissioningPlan, { presence: "OPTIONAL", within: "partnership_id" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
    need: cells.text("need", { presence: "STATED" }),
    provider: cells.id("provider_id", "organisation", { presence: "STATED" }),
    commissioners: cells.ids("commissioner_ids", "organisation", { presence: "STATED" }),
    scope: cells.code("scope", ServiceScope),
    status: cells.code("status", ServiceStatus),
    start: cells.period("start", { presence: "STATED" }),
    start_as_printed: cells.name("start_as_printed", { presence: "OPTIONAL" }),
    fund: cells.reference("fund_id", "fund", Fund, { presence: "STATED" }),
    award: cells.reference("award_id", "award", Award, { presence: "OPTIONAL", within: "partnership_id" }),
  },
  finish: (values) =>
    values["scope"] === ServiceScope.LOCAL && values["partnership_id"] === null
      ? { column: "partnership", code: "MISSING_VALUE", detail: "A LOCAL service is for one partnership." }
      : undefined,
};
