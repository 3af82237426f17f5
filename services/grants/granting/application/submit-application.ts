/** Submits an application for a grant, or an expression of interest in one; or changes one that nobody judges yet. */
import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { parsePounds, poundsOf } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { amountsAsWritten } from "../../money/award/annual-amounts.js";
import { AnnualAmountInput } from "../../money/award/record-award.js";
import { dayOfStep, takeStanding } from "../standing.js";
import { ApplicationState, OPEN_TO_ITS_PARTNERSHIP } from "./application-state.js";
import { Application } from "./application.js";
import { importApplications } from "./import-applications.js";
import type { StandingApplication } from "./move-application.js";

/** As what it is submitted. */
export enum ApplicationStage {
  EXPRESSION_OF_INTEREST = "EXPRESSION_OF_INTEREST",
  APPLICATION = "APPLICATION",
}

registerEnumType(ApplicationStage, {
  name: "ApplicationStage",
  description: "As what an application is submitted.",
  valuesConfig: {
    EXPRESSION_OF_INTEREST: { description: "The partnership says that it would apply." },
    APPLICATION: { description: "The application is made." },
  },
});

@InputType({ description: "An application as its partnership makes it, or as an officer records it for the partnership." })
export class SubmitApplicationInput {
  @Field(() => ID, { nullable: true, description: "The application that this changes, before anybody judges it; left out for a new one, which gets an id." })
  application?: string | null;

  @Field(() => ID, { description: "The fund that is asked." })
  fund!: string;

  @Field(() => ID, { description: "The partnership that asks: one of the caller's." })
  partnership!: string;

  @Field(() => ID, { nullable: true, description: "The legal body that applies on the partnership's behalf, and would receive the money." })
  applicant?: string | null;

  @Field(() => String, { description: "What the money is for." })
  purpose!: string;

  @Field(() => [AnnualAmountInput], { description: "The amount asked for in each year. The sum asked for is their sum." })
  annualAmounts!: AnnualAmountInput[];

  @Field(() => ApplicationStage, { nullable: true, description: "As what it is submitted; APPLICATION where left out." })
  state?: ApplicationStage | null;

  @Field(() => DateScalar, { description: "The day on which it is submitted; none that is still to come, and none before the day of its state." })
  on!: Day;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Submits an application once for its key; answers what was written. */
export function submitApplication(context: Context, input: SubmitApplicationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { application: id = null, fund, partnership, applicant, purpose, annualAmounts, visibility } = input;
  const state = ApplicationState[input.state ?? ApplicationStage.APPLICATION];
  const first = dayOfStep(input.on, null);
  return actOnce(context, { verb: "submitApplication", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    if (id !== null) {
      const there = await takeStanding<StandingApplication>(context, client, "application", id, expectedVersion, [Application]);
      refuseUnless(OPEN_TO_ITS_PARTNERSHIP.includes(there.state), "STEP_NOT_OPEN", { field: "input.application", detail: `It is ${there.state}.` });
      dayOfStep(input.on, there.state_on, `It is ${there.state}`);
    }
    // What cannot be read is refused at its place by the reader of the amounts.
    const requested = annualAmounts.reduce((total, { amount }) => total + (parsePounds(amount) ?? 0n), 0n);
    return record(context, client, {
      declaration: importApplications,
      prefix: "application",
      changes: () => Promise.resolve(id),
      cells: {
        fund,
        partnership,
        applicant,
        purpose,
        requested: poundsOf(requested),
        annual_amounts: amountsAsWritten(annualAmounts),
        state,
        state_on: first,
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
      // The sum is that of the years.
      field: saidIn({ requested: "annualAmounts", reason: "application", award: "application" }),
    });
  });
}
