/** Imports plans. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Partnership } from "../../partners/partnership/partnership.js";
import { Plan } from "./plan.js";

/** A file of plans. */
export const importPlans: ImportDeclaration = {
  noun: Plan,
  owner: owned.byPartnership("partnership_id", { carries: true }),
  columns: {
    id: cells.id("id", "plan"),
    partnership: cells.reference("partnership_id", "partnership", Partnership),
    title: cells.name("title"),
    period: cells.period("period"),
    vision: cells.text("vision", { presence: "STATED" }),
  },
};
