/** Whether a value meets the target of its period: for what was said before and is said since, side by side. */
import sql, { raw, type Sql } from "sql-template-tag";
import { registerEnumType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import type { TargetRange } from "../../statistics/assurance.js";
import type { ValueType } from "../indicator/indicator.js";
import { rangeOf, type Promised } from "./target-range.js";

/** How a value stands to the target of its period. */
export enum StandingToTarget {
  MET = "MET",
  NOT_MET = "NOT_MET",
  MONITOR_ONLY = "MONITOR_ONLY",
  NO_TARGET = "NO_TARGET",
  NOT_KNOWN = "NOT_KNOWN",
}

registerEnumType(StandingToTarget, {
  name: "StandingToTarget",
  description: "How a value stands to the target of its period, the latest where there are several.",
  valuesConfig: {
    MET: { description: "It meets it." },
    NOT_MET: { description: "It does not." },
    MONITOR_ONLY: { description: "Nothing was promised but to watch." },
    NO_TARGET: { description: "No target of this period is known." },
    NOT_KNOWN: { description: "It cannot be told: the value is not exact enough or was withdrawn, or the target has no value, baseline or direction, or contradicts its own baseline." },
  },
});

/** A value as it is held against a target. */
export interface Held {
  value: string;
  qualifier: Qualifier;
  status: string;
}

/** How a value stands to what was promised. */
export function standingTo(promised: Promised | null, held: Held, valueType: ValueType): StandingToTarget {
  if (!promised) return StandingToTarget.NO_TARGET;
  const range = rangeOf(promised, valueType);
  if (range === "MONITOR_ONLY") return StandingToTarget.MONITOR_ONLY;
  if (typeof range === "string" || held.status === "WITHDRAWN") return StandingToTarget.NOT_KNOWN;
  const met = meets(Number(held.value), held.qualifier, range);
  return met === null ? StandingToTarget.NOT_KNOWN : met ? StandingToTarget.MET : StandingToTarget.NOT_MET;
}

/** Whether a value lies in a range; null where it is not exact enough to tell. */
function meets(value: number, qualifier: Qualifier, { least, most }: TargetRange): boolean | null {
  const [from, to] = qualifier === Qualifier.EQ ? [value, value] : qualifier === Qualifier.GE ? [value, Infinity] : qualifier === Qualifier.LE ? [-Infinity, value] : [NaN, NaN];
  if (Number.isNaN(from)) return null;
  const [floor, ceiling] = [least ?? -Infinity, most ?? Infinity];
  if (from >= floor && to <= ceiling) return true;
  return to < floor || from > ceiling ? false : null;
}

/** What of a target tells whether it is met, of table `g`, as JSON. */
export const PROMISED = raw(`jsonb_build_object('kind', g.kind, 'value', g.value::text, 'valueLow', g.value_low::text, 'valueHigh', g.value_high::text,
  'changePercent', g.change_percent::text, 'changeNumber', g.change_number::text, 'baselineValue', g.baseline_value::text, 'consistent', g.consistent)`);

/** Whether the target `g` and the observation `o` are about the same: the whole of a partnership, area or place, in one period. */
export function aboutTheSame(asOf: Day): Sql {
  return sql`g.indicator_id = o.indicator_id and g.period_from = o.period_from and g.period_to = o.period_to and g.place is not distinct from o.place
    and (g.partnership_id = o.partnership_id or (g.partnership_id is null and o.partnership_id is null and g.area_id = o.area_id))
    and o.dimension is null and o.cohort is null and o.service_id is null and o.extent = 'LOCAL' and ${knownOn(asOf, raw("g"))}`;
}
