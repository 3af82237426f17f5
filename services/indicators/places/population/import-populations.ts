/** Imports populations. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../area/area.js";
import { Population, PopulationKind } from "./population.js";

/** A file of populations. */
export const importPopulations: ImportDeclaration = {
  noun: Population,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "population"),
    area: cells.reference("area_id", "area", Area),
    kind: cells.code("kind", PopulationKind),
    period: cells.period("period"),
    count: cells.number("count"),
  },
  finish: ({ count }) => (/^\d+$/.test(String(count)) ? undefined : { column: "count", code: "MALFORMED_NUMBER", detail: `Given: "${String(count)}": people are counted whole.` }),
  unique: ["area_id", "kind", "period_from", "period_to"],
};
