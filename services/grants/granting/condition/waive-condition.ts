/** Gives up a condition of a grant, and says why. */
import { Field, ID, InputType } from "type-graphql";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { restated } from "../restated.js";
import { dayOfStep, needed, takeStanding, type StandingCondition } from "../standing.js";
import { Condition } from "./condition.js";
import { importConditions } from "./import-conditions.js";
import { stillOpen } from "./meet-condition.js";

@InputType({ description: "A condition that is given up by the funder." })
export class WaiveConditionInput {
  @Field(() => ID, { description: "The condition: one of an award of the caller's PCC area that was neither met nor given up yet." })
  condition!: string;

  @Field(() => DateScalar, { description: "The day on which it was given up; none that is still to come." })
  on!: Day;

  @Field(() => String, { description: "Why it was given up." })
  reason!: string;
}

/** Gives it up once for its key; answers what was written. */
export function waiveCondition(context: Context, input: WaiveConditionInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const on = dayOfStep(input.on, null);
  return actOnce(context, { verb: "waiveCondition", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const condition = await takeStanding<StandingCondition>(context, client, "condition", input.condition, expectedVersion, [Condition]);
    stillOpen(condition);
    return record(context, client, {
      declaration: importConditions,
      prefix: "condition",
      changes: () => Promise.resolve(condition.id),
      cells: { ...restated(importConditions, condition), waived_on: on, reason: needed(input.reason, "input.reason", "What is given up says why.") },
      expectedVersion,
      field: saidIn({ waived_on: "on", reason: "reason" }, "condition"),
    });
  });
}
