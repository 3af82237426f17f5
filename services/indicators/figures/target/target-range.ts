/** What values meet a target: worked out from what it promises and the baseline that it is promised against. */
import type { TargetRange } from "../../statistics/assurance.js";
import { ValueType } from "../indicator/indicator.js";
import { TargetKind } from "./target.js";

/** What of a target tells which values meet it. */
export interface Promised {
  kind: TargetKind;
  value: string | null;
  valueLow: string | null;
  valueHigh: string | null;
  changePercent: string | null;
  changeNumber: string | null;
  baselineValue: string | null;
  /** Whether its stated change is what its percentage comes to; null where there is nothing to compare. */
  consistent: boolean | null;
}

/** Why no values can be named that meet a target. */
export type NoRange = "MONITOR_ONLY" | "NO_VALUE" | "NO_BASELINE" | "NO_DIRECTION" | "INCONSISTENT";

/** Which values meet it, in the unit of the indicator; or why none can be named. A change down is met from it on down, a change up from it on up. */
export function rangeOf(promised: Promised, valueType: ValueType): TargetRange | NoRange {
  const value = number(promised.value);
  switch (promised.kind) {
    case TargetKind.MONITOR_ONLY:
      return "MONITOR_ONLY";
    case TargetKind.MAX:
      return value === null ? "NO_VALUE" : { least: null, most: value };
    case TargetKind.MIN:
      return value === null ? "NO_VALUE" : { least: value, most: null };
    case TargetKind.RANGE: {
      const [least, most] = [number(promised.valueLow), number(promised.valueHigh)];
      return least === null || most === null ? "NO_VALUE" : { least, most };
    }
    default:
      return changed(promised, valueType);
  }
}

function changed({ changePercent, changeNumber, baselineValue, consistent }: Promised, valueType: ValueType): TargetRange | NoRange {
  // An indicator whose values are changes is held to the change itself.
  if (valueType === ValueType.CHANGE_PERCENT && changePercent !== null) return towards(Number(changePercent), Number(changePercent));
  if (valueType === ValueType.CHANGE_COUNT && changeNumber !== null) return towards(Number(changeNumber), Number(changeNumber));
  if (changePercent === null && changeNumber === null) return "NO_VALUE";
  if (baselineValue === null) return "NO_BASELINE";
  // Two promises that contradict each other are not one.
  if (consistent === false) return "INCONSISTENT";
  const baseline = Number(baselineValue);
  // Where the number is stated it is what was promised: the percentage may be rounded.
  const change = changeNumber === null ? (baseline * Number(changePercent)) / 100 : Number(changeNumber);
  return towards(change, baseline + change);
}

function towards(change: number, value: number): TargetRange | NoRange {
  if (change === 0) return "NO_DIRECTION";
  return change < 0 ? { least: null, most: value } : { least: value, most: null };
}

function number(text: string | null): number | null {
  return text === null ? null : Number(text);
}
