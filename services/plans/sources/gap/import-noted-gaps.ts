/** Imports gaps that are noted apart from rows. */
import { GapReason } from "../../../../kernel/facts/facts.js";
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { NotedGap } from "./noted-gap.js";

/** A file of noted gaps. */
export const importNotedGaps: ImportDeclaration = {
  noun: NotedGap,
  owner: owned.bySubject,
  columns: {
    id: cells.id("id", "gap"),
    subject: cells.name("subject"),
    field: cells.name("field"),
    reason: cells.code("reason", GapReason),
    explanation: cells.text("explanation"),
  },
};
