/** Imports which partnership answers for which area. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../area/area.js";
import { inOrder } from "../validity/in-order.js";
import { AreaPartnership } from "./area-partnership.js";

/** A file of which partnership answers for which area. */
export const importAreaPartnerships: ImportDeclaration = {
  noun: AreaPartnership,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "area-partnership"),
    area: cells.reference("area_id", "area", Area),
    partnership: cells.id("partnership_id", "partnership"),
    valid_from: cells.day("valid_from"),
    valid_to: cells.day("valid_to", { presence: "OPTIONAL" }),
  },
  finish: inOrder,
  unique: ["area_id", "partnership_id", "valid_from"],
};
