/** Judges whether a target is met: by the value of exactly its period, for exactly what it is about. */
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { Period } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Area } from "../../places/area/area.js";
import type { TargetRange } from "../../statistics/assurance.js";
import { Indicator, type ValueType } from "../indicator/indicator.js";
import { readSeries } from "../series/read-series.js";
import { readFigureOf } from "../statistic/read-figures.js";
import { rangeOf, type NoRange, type Promised } from "./target-range.js";
import { TargetNotKnown, TargetStatus, TargetStatusCode } from "./target-status.js";
import { Target, TargetKind } from "./target.js";

const NEEDED = new Set(["kind", "period", "place", "value", "valueLow", "valueHigh", "changePercent", "changeNumber", "baselineValue", "baselinePeriod", "consistent", "indicatorId", "partnershipId", "areaId"]);

const SAID: Record<TargetNotKnown, string> = {
  NO_VALUE: "The source does not say how much is promised.",
  NO_BASELINE: "A change is promised against a baseline that is not given.",
  NO_DIRECTION: "A change of nothing is promised.",
  INCONSISTENT: "The target contradicts its own baseline, and the value meets it by one reading alone.",
  NO_PERIOD: "The source does not say what period the target is for.",
  PERIOD_NOT_OVER: "The period of the target is not over, and there is no value of it.",
  NOTHING_MEASURED: "The hub holds no value of exactly the target's period.",
  SEVERAL_VALUES: "The hub holds several values of the target's period.",
  QUALIFIED: "The value is not exact, and what is known of it does not settle the matter.",
};

/** A value as a target is judged by it. */
interface Measured {
  id: string;
  qualifier: Qualifier;
  value: string;
}

/** Whether the target of an id is met; null where it was unknown on that day. */
export async function judgeTarget(context: Context, id: string, asOf: Day): Promise<TargetStatus | null> {
  const target = await context.load(Target, id, asOf, NEEDED);
  if (!target) return null;
  if (target.kind === TargetKind.MONITOR_ONLY) return status(TargetStatusCode.MONITOR_ONLY, "Nothing is promised: it is watched.");
  const indicator = await context.load(Indicator, target.indicatorId, asOf, new Set(["valueType"]));
  if (!indicator) return notKnown(TargetNotKnown.NOTHING_MEASURED);
  const { promised, from } = await withBaseline(context, target, indicator.valueType, asOf);
  const ranges = readings(promised, indicator.valueType);
  if (typeof ranges === "string") return notKnown(TargetNotKnown[ranges as Exclude<NoRange, "MONITOR_ONLY">]);
  const range = ranges.length === 1 ? ranges[0]! : { least: null, most: null };
  if (!target.period) return notKnown(TargetNotKnown.NO_PERIOD, range);
  const values = await valuesOf(context, target, target.period, asOf);
  if (values.length === 0) return notKnown(target.period.to >= asOf ? TargetNotKnown.PERIOD_NOT_OVER : TargetNotKnown.NOTHING_MEASURED, range);
  if (values.length > 1) return notKnown(TargetNotKnown.SEVERAL_VALUES, range, values.map((each) => each.id));
  const [measured] = values as [Measured];
  const observations = [measured.id, ...from];
  const met = ranges.map((each) => meets(measured, each));
  if (met.includes(null)) return notKnown(TargetNotKnown.QUALIFIED, range, observations);
  if (new Set(met).size > 1) return notKnown(TargetNotKnown.INCONSISTENT, range, observations);
  const twice = ranges.length > 1 ? ", by either of the two readings of a target that contradicts its own baseline" : "";
  const wanted = ranges.map(inWords).join(" or ");
  return met[0]
    ? status(TargetStatusCode.MET, `${measured.value} meets it: ${wanted} was promised${twice}.`, range, observations)
    : status(TargetStatusCode.NOT_MET, `${measured.value} does not meet it: ${wanted} was promised${twice}.`, range, observations);
}

/** The target with its baseline: as it states it, else as it was measured. */
async function withBaseline(context: Context, target: Target, valueType: ValueType, asOf: Day): Promise<{ promised: Promised; from: string[] }> {
  if (rangeOf(target, valueType) !== "NO_BASELINE" || !target.baselinePeriod) return { promised: target, from: [] };
  const values = await valuesOf(context, target, target.baselinePeriod, asOf);
  const [baseline] = values;
  if (values.length !== 1 || baseline!.qualifier !== Qualifier.EQ) return { promised: target, from: [] };
  const { kind, value, valueLow, valueHigh, changePercent, changeNumber, consistent } = target;
  return { promised: { kind, value, valueLow, valueHigh, changePercent, changeNumber, consistent, baselineValue: baseline!.value }, from: [baseline!.id] };
}

/** What values meet it: by both readings, where it contradicts its own baseline. */
function readings(promised: Promised, valueType: ValueType): TargetRange[] | NoRange {
  const range = rangeOf(promised, valueType);
  if (typeof range !== "string") return [range];
  if (range !== "INCONSISTENT") return range;
  const both = [{ changePercent: null }, { changeNumber: null }].map((without) => rangeOf({ ...promisedOf(promised), ...without, consistent: null }, valueType));
  return both.every((each) => typeof each !== "string") ? both : range;
}

function promisedOf({ kind, value, valueLow, valueHigh, changePercent, changeNumber, baselineValue, consistent }: Promised): Promised {
  return { kind, value, valueLow, valueHigh, changePercent, changeNumber, baselineValue, consistent };
}

/** The values of exactly that period for exactly what the target is about. */
async function valuesOf(context: Context, target: Target, { kind, from, to }: Period, asOf: Day): Promise<Measured[]> {
  const { indicatorId, partnershipId, areaId, place } = target;
  const area = areaId === null ? null : await context.load(Area, areaId, asOf, new Set(["partnershipId"]));
  const whole = partnershipId !== null && place === null && (areaId === null || area?.partnershipId === partnershipId);
  if (whole) {
    const rows = await readSeries(context, { indicator: indicatorId, partnership: partnershipId, area: null, kind, dimension: null, from, to }, asOf);
    return rows.filter((row) => row.from === from && row.to === to);
  }
  const one = await readFigureOf(context, { indicatorId, partnershipId, areaId, serviceId: null, cohort: null, place, dimension: null, periodKind: kind, from, to }, asOf);
  return one ? [one] : [];
}

/** Whether a value meets it; null where what is known of the value does not settle that. */
function meets({ qualifier, value }: Measured, { least, most }: TargetRange): boolean | null {
  const given = Number(value);
  // What floating point leaves of a percentage is no shortfall.
  const slack = 1e-9 * Math.max(1, Math.abs(given));
  const enough = least === null || given >= least - slack;
  const notTooMuch = most === null || given <= most + slack;
  switch (qualifier) {
    case Qualifier.EQ:
      return enough && notTooMuch;
    case Qualifier.GE:
      if (!notTooMuch) return false;
      return most === null && enough ? true : null;
    case Qualifier.LE:
      if (!enough) return false;
      return least === null && notTooMuch ? true : null;
    default:
      return null;
  }
}

function inWords({ least, most }: TargetRange): string {
  if (least === null) return `${most} at most`;
  return most === null ? `${least} at least` : `${least} to ${most}`;
}

function notKnown(reason: TargetNotKnown, range?: TargetRange, observations: string[] = []): TargetStatus {
  return Object.assign(status(TargetStatusCode.NOT_KNOWN, SAID[reason], range, observations), { notKnown: reason });
}

function status(code: TargetStatusCode, explains: string, range: TargetRange = { least: null, most: null }, observations: string[] = []): TargetStatus {
  return Object.assign(new TargetStatus(), { code, explains, notKnown: null, ...range, observations });
}
