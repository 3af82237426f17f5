/** Awards an application: the award, its agreement and the application's end are written in one moment. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { parsePounds, poundsOf } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { amountsAsWritten } from "../../money/award/annual-amounts.js";
import { Award } from "../../money/award/award.js";
import { importAwards } from "../../money/award/import-awards.js";
import { AnnualAmountInput } from "../../money/award/record-award.js";
import { AgreementState } from "../agreement/agreement-state.js";
import { Agreement } from "../agreement/agreement.js";
import { importAgreements } from "../agreement/import-agreements.js";
import { restated } from "../restated.js";
import { dayOfStep, takeStanding } from "../standing.js";
import { APPLICATION_STEPS, ApplicationState } from "./application-state.js";
import { Application } from "./application.js";
import { importApplications } from "./import-applications.js";
import type { StandingApplication } from "./move-application.js";

@InputType({ description: "An award that an application comes to. What is left out is as the application says it." })
export class AwardApplicationInput {
  @Field(() => ID, { description: "The application: one in ASSESSMENT of a partnership of the caller's PCC area." })
  application!: string;

  @Field(() => DateScalar, { description: "The day of the decision: none that is still to come, and none before the day of its state." })
  on!: Day;

  @Field(() => [AnnualAmountInput], { nullable: true, description: "The amount awarded for each year, where it is not what was asked for. The sum awarded is their sum." })
  annualAmounts?: AnnualAmountInput[] | null;

  @Field(() => ID, { nullable: true, description: "The legal body that receives it, where it is not the applicant." })
  recipient?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for, where that is not what was applied for." })
  purpose?: string | null;

  @Field(() => String, { nullable: true, description: "Why the funder considers that the grant will secure, or contribute to securing, crime and disorder reduction in its area. Can be said later, with the step to AGREED." })
  reasons?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true where no conditions are attached to the grant. Can be said later likewise." })
  withoutConditions?: boolean | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see the award and its agreement; left out: the partnership and the Commissioner's office." })
  visibility?: Visibility | null;
}

/** Awards an application once for its key; answers the application, from which its award and its agreement are reached. */
export function awardApplication(context: Context, input: AwardApplicationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { application: id, annualAmounts, recipient, purpose, reasons, withoutConditions } = input;
  const visibility = input.visibility ?? Visibility.PARTNERSHIP;
  return actOnce(context, { verb: "awardApplication", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const application = await takeStanding<StandingApplication>(context, client, "application", id, expectedVersion, [Agreement, Application, Award]);
    const open = APPLICATION_STEPS[application.state].includes(ApplicationState.AWARDED);
    refuseUnless(open, "STEP_NOT_OPEN", { field: "input.application", detail: `It is ${application.state}, and not in ASSESSMENT.` });
    const on = dayOfStep(input.on, application.state_on, `It is ${application.state}`);
    const asked = restated(importApplications, application);
    const given = annualAmounts && { awarded: poundsOf(annualAmounts.reduce((total, { amount }) => total + (parsePounds(amount) ?? 0n), 0n)), annual_amounts: amountsAsWritten(annualAmounts) };

    const award = await record(context, client, {
      declaration: importAwards,
      prefix: "award",
      changes: () => Promise.resolve(null),
      cells: {
        fund: asked["fund"],
        partnership: asked["partnership"],
        recipient: recipient ?? asked["applicant"],
        awarded: asked["requested"],
        annual_amounts: asked["annual_amounts"],
        ...(given ?? {}),
        purpose: purpose ?? asked["purpose"],
        visibility,
      },
      expectedVersion: 0,
      // The sum is that of the years, which can be given otherwise than they were asked for.
      field: saidIn({ recipient: "recipient", awarded: "annualAmounts", annual_amounts: "annualAmounts", purpose: "purpose", visibility: "visibility" }, "application"),
    });
    await record(context, client, {
      declaration: importAgreements,
      prefix: "agreement",
      changes: () => Promise.resolve(null),
      cells: { award: award.id, state: AgreementState.AWARDED, state_on: on, reasons, without_conditions: withoutConditions == null ? null : withoutConditions ? "YES" : "NO", visibility },
      expectedVersion: 0,
      field: saidIn({ state_on: "on", reasons: "reasons", without_conditions: "withoutConditions", visibility: "visibility" }, "application"),
    });
    return record(context, client, {
      declaration: importApplications,
      prefix: "application",
      changes: () => Promise.resolve(id),
      cells: { ...asked, state: ApplicationState.AWARDED, state_on: on, award: award.id },
      expectedVersion,
      field: saidIn({ state_on: "on" }, "application"),
    });
  });
}
