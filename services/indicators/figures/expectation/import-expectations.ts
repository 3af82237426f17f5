/** Imports expectations. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Indicator } from "../indicator/indicator.js";
import { Expectation } from "./expectation.js";

/** A file of expectations. */
export const importExpectations: ImportDeclaration = {
  noun: Expectation,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "expectation"),
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership"),
    period: cells.period("period"),
    due_on: cells.day("due_on"),
  },
  unique: ["indicator_id", "partnership_id", "period_from", "period_to", "period_kind"],
};
