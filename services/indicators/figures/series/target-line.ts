/** What the targets of a series ask of its periods. */
import { Field, Float, ID, ObjectType } from "type-graphql";
import type { PeriodKind } from "../../../../kernel/values/period.js";
import type { TargetRange } from "../../statistics/assurance.js";
import { ValueType } from "../indicator/indicator.js";
import { rangeOf } from "../target/target-range.js";
import type { TargetRow } from "./read-beside.js";
import type { LaidOut } from "./series-points.js";

@ObjectType({ simpleResolvers: true, description: "What values meet the target of a period, in the unit of the indicator." })
export class TargetLine {
  @Field(() => Float, { nullable: true, description: "The least that meets it; null where none is too small." })
  least!: number | null;

  @Field(() => Float, { nullable: true, description: "The most that meets it; null where none is too large." })
  most!: number | null;

  @Field(() => ID, { description: "Id of the target." })
  target!: string;
}

/** What values a target is held to. */
export interface HeldTo {
  targets: readonly TargetRow[];
  kind: PeriodKind;
  valueType: ValueType;
}

/** What the target of a period asks: of the latest that contains the period and can be held to it. */
export function lineOf({ from, to }: LaidOut, { targets, kind, valueType }: HeldTo): TargetLine | null {
  for (const target of targets) {
    if (target.from === null || target.to === null || target.from > from || target.to < to || !comparable(target, kind, valueType)) continue;
    const line = asLine(target, valueType);
    if (line) return line;
  }
  return null;
}

/** What the target asks that the last period is held to, or the latest target before. */
export function lastLine(points: readonly LaidOut[], held: HeldTo): TargetLine | null {
  const last = points.at(-1);
  if (!last) return null;
  const line = lineOf(last, held);
  if (line) return line;
  const before = held.targets.find((target) => target.from !== null && target.from <= last.to && comparable(target, held.kind, held.valueType));
  return before ? asLine(before, held.valueType) : null;
}

/** A target for a year says nothing of the count of a month; of a share or a rate it does. */
function comparable({ periodKind }: TargetRow, kind: PeriodKind, valueType: ValueType): boolean {
  return periodKind === kind || valueType === ValueType.PROPORTION || valueType === ValueType.RATE;
}

function asLine(target: TargetRow, valueType: ValueType): (TargetLine & TargetRange) | null {
  const range = rangeOf(target, valueType);
  return typeof range === "string" ? null : Object.assign(new TargetLine(), { ...range, target: target.id });
}
