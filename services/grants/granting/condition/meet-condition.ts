/** Says that a condition of a grant was met, on which day and by what evidence. */
import { Field, ID, InputType } from "type-graphql";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { restated } from "../restated.js";
import { dayOfStep, needed, takeStanding, type StandingCondition } from "../standing.js";
import { Condition } from "./condition.js";
import { importConditions } from "./import-conditions.js";

@InputType({ description: "A condition that was met." })
export class MeetConditionInput {
  @Field(() => ID, { description: "The condition: one of an award of the caller's PCC area that was neither met nor given up yet." })
  condition!: string;

  @Field(() => DateScalar, { description: "The day on which it was met; none that is still to come." })
  on!: Day;

  @Field(() => String, { description: "What shows that it was met." })
  evidence!: string;
}

/** Says so once for its key; answers what was written. */
export function meetCondition(context: Context, input: MeetConditionInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const on = dayOfStep(input.on, null);
  return actOnce(context, { verb: "meetCondition", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const condition = await takeStanding<StandingCondition>(context, client, "condition", input.condition, expectedVersion, [Condition]);
    stillOpen(condition);
    return record(context, client, {
      declaration: importConditions,
      prefix: "condition",
      changes: () => Promise.resolve(condition.id),
      cells: { ...restated(importConditions, condition), met_on: on, evidence: needed(input.evidence, "input.evidence", "Say what shows it.") },
      expectedVersion,
      field: saidIn({ met_on: "on", evidence: "evidence" }, "condition"),
    });
  });
}

/** A condition is met or given up once. */
export function stillOpen({ met_on, waived_on }: StandingCondition): void {
  refuseUnless(met_on === null && waived_on === null, "CONDITION_SETTLED", { field: "input.condition", detail: met_on ? `Met on ${met_on}.` : `Given up on ${waived_on!}.` });
}
