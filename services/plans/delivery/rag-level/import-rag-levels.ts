/** Imports the levels of rating schemes. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Plan } from "../../planning/plan/plan.js";
import { RagColour, RagLevel } from "./rag-level.js";

/** A file of levels. */
export const importRagLevels: ImportDeclaration = {
  noun: RagLevel,
  owner: owned.through("plan_id", Plan),
  columns: {
    id: cells.id("id", "rag-level"),
    plan: cells.reference("plan_id", "plan", Plan),
    position: cells.whole("position"),
    level: cells.name("level"),
    meaning: cells.text("meaning", { presence: "STATED" }),
    colour: cells.code("colour", RagColour, { presence: "STATED" }),
  },
  unique: ["plan_id", "position"],
};
