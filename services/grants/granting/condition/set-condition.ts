/** Sets a condition of a grant, or words one anew that is still open. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { AgreementState } from "../agreement/agreement-state.js";
import { restated } from "../restated.js";
import { agreementOf, conditionsOf, expectVersion, takeStandingAward } from "../standing.js";
import { Condition } from "./condition.js";
import { importConditions } from "./import-conditions.js";
import { stillOpen } from "./meet-condition.js";

@InputType({ description: "A condition of a grant." })
export class SetConditionInput {
  @Field(() => ID, { description: "The award that it is attached to: one for a partnership of the caller's PCC area whose agreement, if it has one, is not CLOSED." })
  award!: string;

  @Field(() => ID, { nullable: true, description: "The condition of that award that this words anew; left out for a new one, which gets an id and the next number." })
  condition?: string | null;

  @Field(() => String, { description: "What has to be done or shown." })
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: "The last day on which it is met in time; left out where it has none." })
  dueOn?: Day | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: whoever sees the award, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Sets a condition once for its key; answers what was written. */
export function setCondition(context: Context, input: SetConditionInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { award, condition: id = null, text, dueOn, visibility } = input;
  return actOnce(context, { verb: "setCondition", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    await takeStandingAward(context, client, award, [Condition]);
    const conditions = await conditionsOf(client, award);
    const changed = conditions.find((each) => each.id === id);
    refuseUnless(id === null || changed, "UNKNOWN_REFERENCE", { field: "input.condition", detail: "It is no condition of that award." });
    if (changed) {
      expectVersion(changed, expectedVersion);
      stillOpen(changed);
    }
    const agreement = await agreementOf(client, award);
    refuseUnless(agreement?.state !== AgreementState.CLOSED, "STEP_NOT_OPEN", { field: "input.award", detail: "Its agreement is CLOSED." });
    refuseUnless(!agreement?.without_conditions, "CONDITIONS_CONTRADICTED", { field: "input.award" });
    return record(context, client, {
      declaration: importConditions,
      prefix: "condition",
      changes: () => Promise.resolve(id),
      cells: {
        ...(changed ? restated(importConditions, changed) : { award, number: String(Math.max(0, ...conditions.map(({ number }) => number)) + 1) }),
        text,
        due_on: dueOn,
        visibility,
      },
      expectedVersion,
      field: saidIn({ text: "text", due_on: "dueOn", visibility: "visibility" }, "award"),
    });
  });
}
