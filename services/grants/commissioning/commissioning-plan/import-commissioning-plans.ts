/** Imports commissioning plans. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Award } from "../../money/award/award.js";
import { CommissioningPlan } from "./commissioning-plan.js";

/** A file of commissioning plans. */
export const importCommissioningPlans: ImportDeclaration = {
  noun: CommissioningPlan,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "commissioning-plan"),
    partnership: cells.id("partnership_id", "partnership"),
    title: cells.name("title"),
    made: cells.period("made", { presence: "STATED" }),
    made_by: cells.id("made_by_id", "organisation", { presence: "STATED" }),
    evidence: cells.text("evidence", { presence: "STATED" }),
    channel: cells.text("channel", { presence: "STATED" }),
    channelled_through: cells.id("channelled_through_id", "organisation", { presence: "STATED" }),
    award: cells.reference("award_id", "award", Award, { presence: "STATED", within: "partnership_id" }),
    purpose: cells.text("purpose", { presence: "STATED" }),
  },
};
