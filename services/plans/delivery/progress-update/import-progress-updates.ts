/** Imports progress updates. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Action } from "../action/action.js";
import { Project } from "../project/project.js";
import { CarryOver, DeliveryRag, ProgressUpdate } from "./progress-update.js";

/** A file of progress updates. */
export const importProgressUpdates: ImportDeclaration = {
  noun: ProgressUpdate,
  owner: owned.through("action_id", Action),
  columns: {
    id: cells.id("id", "progress"),
    action: cells.reference("action_id", "action", Action),
    project: cells.reference("project_id", "project", Project, { presence: "OPTIONAL", within: "action_id" }),
    period: cells.period("period"),
    narrative: cells.text("narrative", { presence: "STATED" }),
    rag: cells.code("rag", DeliveryRag, { presence: "STATED", field: "deliveryRag" }),
    carry_over: cells.code("carry_over", CarryOver),
  },
  finish: ({ rag, narrative }) =>
    (rag === DeliveryRag.RED || rag === DeliveryRag.AMBER) && narrative === null
      ? { column: "narrative", code: "MISSING_VALUE", detail: "RED and AMBER say why." }
      : undefined,
  unique: ["action_id", "project_id", "period_from", "period_to"],
};
