/** Imports series breaks. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { SeriesBreak } from "./series-break.js";

/** A file of series breaks. */
export const importSeriesBreaks: ImportDeclaration = {
  noun: SeriesBreak,
  owner: owned.byPartnership("partnership_id", { orNobody: true }),
  columns: {
    id: cells.id("id", "series-break"),
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    area: cells.reference("area_id", "area", Area, { presence: "OPTIONAL" }),
    on_day: cells.day("on_day"),
    reason: cells.text("reason"),
  },
  unique: ["indicator_id", "partnership_id", "area_id", "on_day"],
};
