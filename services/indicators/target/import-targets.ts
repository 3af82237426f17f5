/** Imports targets. */
import { cells } from "../../../kernel/cells.js";
import type { ImportDeclaration } from "../../../kernel/import-declaration.js";
import { Indicator } from "../indicator/indicator.js";
import { Target, TargetKind } from "./target.js";

/** A file of targets. */
export const importTargets: ImportDeclaration = {
  noun: Target,
  columns: {
    id: cells.id("id", "target"),
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership"),
    place: cells.name("place", { presence: "OPTIONAL" }),
    period: cells.period("period", { presence: "STATED" }),
    kind: cells.code("kind", TargetKind),
    value: cells.number("value", { presence: "OPTIONAL" }),
    change_percent: cells.number("change_percent", { presence: "OPTIONAL" }),
    change_number: cells.number("change_number", { presence: "OPTIONAL" }),
    baseline_value: cells.number("baseline_value", { presence: "OPTIONAL" }),
    baseline_period: cells.period("baseline_period", { presence: "OPTIONAL" }),
  },
};
