/** Imports comparator groups. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { inOrder } from "../../places/validity/in-order.js";
import { ComparatorGroup } from "./comparator-group.js";

/** A file of comparator groups. */
export const importComparatorGroups: ImportDeclaration = {
  noun: ComparatorGroup,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "comparator-group"),
    name: cells.name("name"),
    method: cells.text("method", { presence: "STATED" }),
    partnerships: cells.ids("partnership_ids", "partnership"),
    valid_from: cells.day("valid_from", { presence: "OPTIONAL" }),
    valid_to: cells.day("valid_to", { presence: "OPTIONAL" }),
  },
  finish: inOrder,
};
