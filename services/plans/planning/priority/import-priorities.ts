/** Imports priorities. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Plan } from "../plan/plan.js";
import { Priority, PriorityWord } from "./priority.js";
import { Topic } from "../../sources/topic/topic.js";

/** A file of priorities. */
export const importPriorities: ImportDeclaration = {
  noun: Priority,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "priority"),
    plan: cells.reference("plan_id", "plan", Plan),
    number: cells.whole("number"),
    word: cells.code("word", PriorityWord),
    title: cells.name("title"),
    topics: cells.references("topic_ids", "topic", Topic),
    continues: cells.reference("continues_id", "priority", Priority, { presence: "OPTIONAL" }),
    summary: cells.text("summary", { presence: "STATED" }),
  },
  unique: ["plan_id", "number"],
};
