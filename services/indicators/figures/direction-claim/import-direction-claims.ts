/** Imports direction claims. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation } from "../observation/observation.js";
import { ClaimedDirection, DirectionClaim } from "./direction-claim.js";

/** A file of direction claims. */
export const importDirectionClaims: ImportDeclaration = {
  noun: DirectionClaim,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "direction-claim"),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    area: cells.reference("area_id", "area", Area, { presence: "OPTIONAL" }),
    place: cells.name("place", { presence: "OPTIONAL" }),
    claim: cells.text("claim"),
    direction: cells.code("direction", ClaimedDirection),
    period: cells.period("period", { presence: "STATED" }),
    indicator: cells.reference("indicator_id", "indicator", Indicator, { presence: "STATED" }),
    figures: cells.references("observation_ids", "observation", Observation, { presence: "STATED" }),
  },
  finish: (values) =>
    values["partnership_id"] || values["area_id"] ? undefined : { column: "partnership", code: "MISSING_VALUE", detail: "Say the partnership or the area that it is about." },
};
