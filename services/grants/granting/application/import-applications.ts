/** Imports applications: those of the past, at whatever state they came to. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { differsFrom, spanOf } from "../../money/award/annual-amounts.js";
import { Award } from "../../money/award/award.js";
import { Fund } from "../../money/fund/fund.js";
import { APPLICATION_STEPS, ApplicationState } from "./application-state.js";
import { Application } from "./application.js";

/** A file of applications. */
export const importApplications: ImportDeclaration = {
  noun: Application,
  owner: owned.byPartnership("partnership_id"),
  steps: { state: "state", on: "state_on", leadOn: APPLICATION_STEPS },
  columns: {
    id: cells.id("id", "application"),
    fund: cells.reference("fund_id", "fund", Fund),
    partnership: cells.id("partnership_id", "partnership"),
    applicant: cells.id("applicant_id", "organisation", { presence: "STATED" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
    requested: cells.money("requested"),
    annual_amounts: cells.annualAmounts("annual_amounts"),
    state: cells.code("state", ApplicationState),
    state_on: cells.day("state_on", { field: "on" }),
    reason: cells.text("reason", { presence: "OPTIONAL" }),
    award: cells.reference("award_id", "award", Award, { presence: "OPTIONAL", within: "partnership_id" }),
  },
  computes: ["period_kind", "period_from", "period_to"],
  finish: (values) => {
    const amounts = values["annual_amounts"] as { year: string; pence: string }[];
    const differs = differsFrom(amounts, values["requested_pence"] as string);
    if (differs) return { column: "annual_amounts", code: "AMOUNTS_DO_NOT_SUM", detail: differs };
    Object.assign(values, spanOf(amounts));
    if (values["state"] === ApplicationState.DECLINED && values["reason"] === null) return { column: "reason", code: "MISSING_VALUE", detail: "What is DECLINED says why." };
    if ((values["award_id"] !== null) !== (values["state"] === ApplicationState.AWARDED)) {
      return { column: "award", code: values["award_id"] === null ? "MISSING_VALUE" : "REFERENCE_ASTRAY", detail: "An application that is AWARDED names its award, and no other does." };
    }
    return undefined;
  },
};
