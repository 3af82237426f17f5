/** Imports area successions. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../area/area.js";
import { AreaSuccession, AreaSuccessionKind } from "./area-succession.js";

/** A file of area successions. */
export const importAreaSuccessions: ImportDeclaration = {
  noun: AreaSuccession,
  owner: owned.byNobody,
  columns: {
    id: cells.id("id", "area-succession"),
    kind: cells.code("kind", AreaSuccessionKind),
    predecessor: cells.reference("predecessor_id", "area", Area),
    successor: cells.reference("successor_id", "area", Area),
    on_day: cells.day("on_day"),
  },
  finish: ({ predecessor_id: predecessor, successor_id: successor }) =>
    predecessor === successor ? { column: "successor", code: "SAME_ON_BOTH_SIDES", detail: `Given: ${String(successor)}.` } : undefined,
  unique: ["predecessor_id", "successor_id", "on_day"],
};
