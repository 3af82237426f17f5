/** Imports targets. */
import { cells } from "../../../../kernel/files/cells.js";
import { owned, type ImportDeclaration } from "../../../../kernel/files/import-declaration.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { Target, TargetKind } from "./target.js";

/** A file of targets. */
export const importTargets: ImportDeclaration = {
  noun: Target,
  owner: owned.byPartnership("partnership_id"),
  columns: {
    id: cells.id("id", "target"),
    indicator: cells.reference("indicator_id", "indicator", Indicator),
    partnership: cells.id("partnership_id", "partnership", { presence: "OPTIONAL" }),
    area: { ...cells.reference("area_id", "area", Area, { presence: "OPTIONAL" }), mayBeAbsent: true },
    place: cells.name("place", { presence: "OPTIONAL" }),
    period: cells.period("period", { presence: "STATED" }),
    kind: cells.code("kind", TargetKind),
    value: cells.number("value", { presence: "OPTIONAL" }),
    value_low: { ...cells.number("value_low", { presence: "OPTIONAL" }), mayBeAbsent: true },
    value_high: { ...cells.number("value_high", { presence: "OPTIONAL" }), mayBeAbsent: true },
    change_percent: cells.number("change_percent", { presence: "OPTIONAL" }),
    change_number: cells.number("change_number", { presence: "OPTIONAL" }),
    baseline_value: cells.number("baseline_value", { presence: "OPTIONAL" }),
    baseline_period: cells.period("baseline_period", { presence: "OPTIONAL" }),
  },
  finish: (values) => {
    const { kind, value_low: low, value_high: high } = values as { kind: string; value_low?: string | null; value_high?: string | null };
    if ((kind === "RANGE") !== Boolean(low && high) || (kind !== "RANGE" && (low || high))) return { column: "kind", code: "RANGE_INCOMPLETE", detail: `Given: ${kind}.` };
    if (low && high && Number(low) > Number(high)) return { column: "value_low", code: "LIMITS_OUT_OF_ORDER", detail: `${low} to ${high}.` };
    return values["partnership_id"] || values["area_id"] ? undefined : { column: "partnership", code: "MISSING_VALUE", detail: "Say the partnership or the area that it is about." };
  },
};
