/** Imports indicators. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Indicator, Polarity, ValueType } from "./indicator.js";

/** A file of indicators. */
export const importIndicators: ImportDeclaration = {
  noun: Indicator,
  columns: {
    id: cells.id("id", "indicator"),
    name: cells.name("name"),
    definition: cells.text("definition", { presence: "STATED" }),
    unit: cells.name("unit"),
    value_type: cells.code("value_type", ValueType),
    polarity: cells.code("polarity", Polarity),
  },
};
