/** Opens the agreement of an award that was recorded without an application: its life is told from here on. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { agreementOf, dayOfStep, takeStandingAward } from "../standing.js";
import { AgreementState } from "./agreement-state.js";
import { Agreement } from "./agreement.js";
import { importAgreements } from "./import-agreements.js";

@InputType({ description: "An agreement that is opened for an award. It begins as AWARDED." })
export class OpenAgreementInput {
  @Field(() => ID, { description: "The award: one for a partnership of the caller's PCC area that has no agreement yet." })
  award!: string;

  @Field(() => DateScalar, { description: "The day on which the award was decided; none that is still to come." })
  on!: Day;

  @Field(() => String, { nullable: true, description: "Why the funder considers that the grant will secure, or contribute to securing, crime and disorder reduction in its area. Can be said later, with the step to AGREED." })
  reasons?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true where no conditions are attached to the grant. Can be said later likewise." })
  withoutConditions?: boolean | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it; left out: whoever sees the award." })
  visibility?: Visibility | null;
}

/** Opens an agreement once for its key; answers what was written. */
export function openAgreement(context: Context, input: OpenAgreementInput, idempotencyKey: string): Promise<Written> {
  const { award, reasons, withoutConditions, visibility } = input;
  const on = dayOfStep(input.on, null);
  return actOnce(context, { verb: "openAgreement", idempotencyKey, said: [input] }, async (client) => {
    await takeStandingAward(context, client, award, [Agreement]);
    const there = await agreementOf(client, award);
    refuseUnless(!there, "AGREEMENT_THERE", { field: "input.award", detail: there ? `It is ${there.id}.` : "" });
    return record(context, client, {
      declaration: importAgreements,
      prefix: "agreement",
      changes: () => Promise.resolve(null),
      cells: { award, state: AgreementState.AWARDED, state_on: on, reasons, without_conditions: withoutConditions == null ? null : withoutConditions ? "YES" : "NO", visibility },
      expectedVersion: 0,
      field: saidIn({ state_on: "on", reasons: "reasons", without_conditions: "withoutConditions", visibility: "visibility" }, "award"),
    });
  });
}
