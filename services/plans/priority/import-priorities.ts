/** Imports priorities. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Plan } from "../plan/plan.js";
import { Priority, PriorityWord } from "./priority.js";
import { Topic } from "./topic.js";

/** A file of priorities. */
export const importPriorities: ImportDeclaration = {
  noun: Priority,
  columns: {
    id: cells.id("id", "priority"),
    plan: cells.reference("plan_id", "plan", Plan),
    number: cells.whole("number"),
    word: cells.code("word", PriorityWord),
    title: cells.name("title"),
    topics: cells.codes("topics", Topic),
    continues: cells.reference("continues_id", "priority", Priority, { presence: "OPTIONAL" }),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  unique: ["plan_id", "number"],
};
