/** Imports areas. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { inOrder } from "../validity/in-order.js";
import { Area, AreaKind } from "./area.js";

/** A file of areas. */
export const importAreas: ImportDeclaration = {
  noun: Area,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "area"),
    name: cells.name("name"),
    other_names: { ...cells.names("other_names", { presence: "OPTIONAL" }), mayBeAbsent: true },
    kind: cells.code("kind", AreaKind),
    gss_code: cells.name("gss_code", { presence: "STATED" }),
    parent: cells.reference("parent_id", "area", Area, { presence: "OPTIONAL" }),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    pcc_area: cells.id("pcc_area_id", "pcc-area", { presence: "OPTIONAL" }),
    valid_from: { ...cells.day("valid_from", { presence: "OPTIONAL" }), mayBeAbsent: true },
    valid_to: { ...cells.day("valid_to", { presence: "OPTIONAL" }), mayBeAbsent: true },
  },
  keeps: { other_names: "{}" },
  finish: (values) => {
    // An empty cell takes the names away; a file without the column leaves them.
    if (values["other_names"] === null) values["other_names"] = [];
    return inOrder(values);
  },
};
