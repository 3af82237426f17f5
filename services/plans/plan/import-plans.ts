/** Imports plans. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Partnership } from "../partnership/partnership.js";
import { Plan } from "./plan.js";

/** A file of plans. */
export const importPlans: ImportDeclaration = {
  noun: Plan,
  columns: {
    id: cells.id("id", "plan"),
    partnership: cells.reference("partnership_id", "partnership", Partnership),
    title: cells.name("title"),
    period: cells.period("period"),
    vision: cells.text("vision", { presence: "STATED" }),
  },
};
