/** Takes an application a step further: its partnership applies or withdraws; the office judges and declines. */
import { Field, ID, InputType } from "type-graphql";
import { Role } from "../../../../kernel/authority/viewer.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { restated, type StandingRow } from "../restated.js";
import { dayOfStep, needed, takeStanding } from "../standing.js";
import { APPLICATION_STEPS, ApplicationState } from "./application-state.js";
import { Application } from "./application.js";
import { importApplications } from "./import-applications.js";

/** An application as verbs know it. */
export type StandingApplication = StandingRow & { state: ApplicationState; state_on: Day; partnership_id: string };

/** The steps that a partnership takes itself. */
const ITS_OWN: readonly ApplicationState[] = [ApplicationState.APPLICATION, ApplicationState.WITHDRAWN];

@InputType({ description: "A step of an application." })
export class MoveApplicationInput {
  @Field(() => ID, { description: "The application: one of the caller's partnership or PCC area." })
  application!: string;

  @Field(() => ApplicationState, { description: "Where it goes: one of its `nextStates`. The partnership itself takes the steps to APPLICATION and WITHDRAWN; to AWARDED it goes by awardApplication alone." })
  state!: ApplicationState;

  @Field(() => DateScalar, { description: "The day of the step: none that is still to come, and none before the day of its state." })
  on!: Day;

  @Field(() => String, { nullable: true, description: "Why. Needed for the step to DECLINED." })
  reason?: string | null;
}

/** Takes a step once for its key; answers what was written. */
export function moveApplication(context: Context, input: MoveApplicationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { application: id, state, reason } = input;
  const decides = context.viewer.role !== Role.MEMBER && context.viewer.role !== Role.APP;
  return actOnce(context, { verb: "moveApplication", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const application = await takeStanding<StandingApplication>(context, client, "application", id, expectedVersion, [Application]);
    refuseUnless(decides || ITS_OWN.includes(state), "NOT_YOUR_DOOR", { field: "input.state", detail: `A partnership takes the steps to ${ITS_OWN.join(" and ")}.` });
    const steps: readonly ApplicationState[] = APPLICATION_STEPS[application.state].filter((each) => each !== ApplicationState.AWARDED);
    const detail = state === ApplicationState.AWARDED ? "To AWARDED it goes by awardApplication alone." : `From ${application.state} it goes to ${steps.join(" or ") || "no other"}.`;
    refuseUnless(steps.includes(state), "STEP_NOT_OPEN", { field: "input.state", detail });
    const on = dayOfStep(input.on, application.state_on, `It is ${application.state}`);
    if (state === ApplicationState.DECLINED) needed(reason, "input.reason", "What is DECLINED says why.");
    return record(context, client, {
      declaration: importApplications,
      prefix: "application",
      changes: () => Promise.resolve(id),
      cells: { ...restated(importApplications, application), state, state_on: on, reason },
      expectedVersion,
      field: saidIn({ state: "state", state_on: "on", reason: "reason" }, "application"),
    });
  });
}
