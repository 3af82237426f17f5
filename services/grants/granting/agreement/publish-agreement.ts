/** Says on which day the four items of a grant were published; from then on anyone may see the grant here too. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { Award } from "../../money/award/award.js";
import { importAwards } from "../../money/award/import-awards.js";
import { Condition } from "../condition/condition.js";
import { importConditions } from "../condition/import-conditions.js";
import { missingItems } from "../publication/publication-items.js";
import { restated } from "../restated.js";
import { conditionsOf, dayOfStep, expectedAgreement, takeStandingAward } from "../standing.js";
import { AgreementState } from "./agreement-state.js";
import { Agreement } from "./agreement.js";
import { importAgreements } from "./import-agreements.js";

@InputType({ description: "The publication of a grant." })
export class PublishAgreementInput {
  @Field(() => ID, { description: "The award: one for a partnership of the caller's PCC area, with an agreement that is AGREED or further." })
  award!: string;

  @Field(() => DateScalar, { description: "The day on which the conditions, recipient, purpose and reasons were published: none that is still to come, and none before it was agreed." })
  on!: Day;

  @Field(() => String, { nullable: true, description: "The reasons, for an agreement of the past that states none; left out: as they were." })
  reasons?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true where no conditions are attached, likewise; left out: as it was." })
  withoutConditions?: boolean | null;
}

/** Says so once for its key; answers what was written. */
export function publishAgreement(context: Context, input: PublishAgreementInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { award: id } = input;
  return actOnce(context, { verb: "publishAgreement", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const award = await takeStandingAward(context, client, id, [Agreement, Award, Condition]);
    const agreement = await expectedAgreement(client, id, expectedVersion);
    refuseUnless(agreement.state !== AgreementState.AWARDED, "STEP_NOT_OPEN", { field: "input.award", detail: "It is not agreed yet." });
    const on = dayOfStep(input.on, agreement.agreed_on, "It is agreed");
    const conditions = await conditionsOf(client, id);
    const reasons = input.reasons ?? agreement.reasons;
    const withoutConditions = input.withoutConditions ?? agreement.without_conditions;
    refuseUnless(!(withoutConditions && conditions.length), "CONDITIONS_CONTRADICTED", { field: "input.withoutConditions", detail: `There are ${conditions.length}.` });
    const missing = missingItems({ conditions: conditions.length, withoutConditions, recipient: award.recipient_id, purpose: award.purpose, reasons });
    refuseUnless(missing.length === 0, "ITEMS_MISSING", { field: "input.award", detail: `Missing: ${missing.join(", ")}.` });

    const published = { visibility: Visibility.PUBLISHED };
    const written = await record(context, client, {
      declaration: importAgreements,
      prefix: "agreement",
      changes: () => Promise.resolve(agreement.id),
      cells: {
        ...restated(importAgreements, agreement),
        published_on: on,
        ...(input.reasons == null ? {} : { reasons: input.reasons }),
        ...(input.withoutConditions == null ? {} : { without_conditions: input.withoutConditions ? "YES" : "NO" }),
        ...published,
      },
      expectedVersion,
      field: saidIn({ published_on: "on", reasons: "reasons", without_conditions: "withoutConditions" }, "award"),
    });
    await record(context, client, { declaration: importAwards, prefix: "award", changes: () => Promise.resolve(id), cells: { ...restated(importAwards, award), ...published }, expectedVersion: award.version, field: saidIn({}, "award") });
    for (const condition of conditions) {
      await record(context, client, {
        declaration: importConditions,
        prefix: "condition",
        changes: () => Promise.resolve(condition.id),
        cells: { ...restated(importConditions, condition), ...published },
        expectedVersion: condition.version,
        field: saidIn({}, "award"),
      });
    }
    return written;
  });
}
