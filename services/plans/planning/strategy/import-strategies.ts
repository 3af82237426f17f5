/** Imports strategies. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Strategy, StrategyKind } from "./strategy.js";

/** A file of strategies. */
export const importStrategies: ImportDeclaration = {
  noun: Strategy,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "strategy"),
    name: cells.name("name"),
    kind: cells.code("kind", StrategyKind),
    dated: cells.name("dated", { presence: "OPTIONAL" }),
    publishers: cells.ids("publisher_ids", "organisation", { presence: "STATED" }),
  },
};
