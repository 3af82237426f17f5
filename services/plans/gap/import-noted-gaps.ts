/** Imports gaps that are noted apart from rows. */
import { GapReason } from "../../../kernel/facts.js";
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { NotedGap } from "./noted-gap.js";

/** A file of noted gaps. */
export const importNotedGaps: ImportDeclaration = {
  noun: NotedGap,
  columns: {
    id: cells.id("id", "gap"),
    subject: cells.name("subject"),
    field: cells.name("field"),
    reason: cells.code("reason", GapReason),
    explanation: cells.text("explanation"),
  },
};
