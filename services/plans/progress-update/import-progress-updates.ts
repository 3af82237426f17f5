/** Imports progress updates. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Project } from "../project/project.js";
import { CarryOver, DeliveryRag, ProgressUpdate } from "./progress-update.js";

/** A file of progress updates. */
export const importProgressUpdates: ImportDeclaration = {
  noun: ProgressUpdate,
  columns: {
    id: cells.id("id", "progress"),
    project: cells.reference("project_id", "project", Project),
    period: cells.period("period"),
    narrative: cells.text("narrative", { presence: "STATED" }),
    rag: cells.code("rag", DeliveryRag, { presence: "STATED", field: "deliveryRag" }),
    carry_over: cells.code("carry_over", CarryOver),
  },
  unique: ["project_id", "period_from", "period_to"],
};
