/** Imports topics. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Topic } from "./topic.js";

/** A file of topics. */
export const importTopics: ImportDeclaration = {
  noun: Topic,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "topic"),
    name: cells.name("name"),
    description: cells.text("description"),
  },
  unique: ["name"],
};
