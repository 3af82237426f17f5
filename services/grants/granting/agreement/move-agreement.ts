/** Takes the agreement of an award a step further, where the step is open and what it asks for is there. */
import { Field, ID, InputType } from "type-graphql";
import { refuse, refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar, parsePounds } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { missingItems } from "../publication/publication-items.js";
import { restated } from "../restated.js";
import { conditionsOf, dayOfStep, expectedAgreement, needed, takeStandingAward } from "../standing.js";
import { AGREEMENT_STEPS, AgreementState } from "./agreement-state.js";
import { Agreement } from "./agreement.js";
import { importAgreements } from "./import-agreements.js";
import { nothingOpen, paidBefore } from "./nothing-open.js";

@InputType({ description: "A step of the agreement of an award." })
export class MoveAgreementInput {
  @Field(() => ID, { description: "The award: one for a partnership of the caller's PCC area." })
  award!: string;

  @Field(() => AgreementState, { description: "Where it goes: one of its `nextStates`. To VARIED it goes by varyAward alone." })
  state!: AgreementState;

  @Field(() => DateScalar, { description: "The day of the step: none that is still to come, and none before the day of its state; of CLOSED, none before the last day on which its money moved." })
  on!: Day;

  @Field(() => String, { nullable: true, description: "Why. Needed for the steps to SUSPENDED, TERMINATED and CLAWBACK." })
  note?: string | null;

  @Field(() => String, { nullable: true, description: "Why the funder considers that the grant will secure, or contribute to securing, crime and disorder reduction in its area; left out: as it was." })
  reasons?: string | null;

  @Field(() => Boolean, { nullable: true, description: "true where no conditions are attached to the grant; left out: as it was." })
  withoutConditions?: boolean | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'What is to come back, in pounds with exactly two decimals: "1200.00". Needed for the step to CLAWBACK and for no other; more than 0.00.' })
  clawback?: string | null;
}

/** The steps that are not taken without a word of why. */
const NOTED: readonly AgreementState[] = [AgreementState.SUSPENDED, AgreementState.TERMINATED, AgreementState.CLAWBACK];

/** Takes a step once for its key; answers what was written. */
export function moveAgreement(context: Context, input: MoveAgreementInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { award: id, state, note } = input;
  return actOnce(context, { verb: "moveAgreement", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const award = await takeStandingAward(context, client, id, [Agreement]);
    const agreement = await expectedAgreement(client, id, expectedVersion);
    if (state === AgreementState.VARIED) refuse("STEP_NOT_OPEN", { field: "input.state", detail: "To VARIED it goes by varyAward alone." });
    const steps = AGREEMENT_STEPS[agreement.state].filter((each) => each !== AgreementState.VARIED);
    refuseUnless(steps.includes(state), "STEP_NOT_OPEN", { field: "input.state", detail: `From ${agreement.state} it goes to ${steps.join(" or ") || "no other"}.` });
    const on = dayOfStep(input.on, agreement.state_on, `It is ${agreement.state}`);
    if (NOTED.includes(state)) needed(note, "input.note", `A step to ${state} says why.`);
    refuseUnless((input.clawback != null) === (state === AgreementState.CLAWBACK), "MISSING_VALUE", { field: "input.clawback", detail: "It belongs to the step to CLAWBACK and to no other." });
    const clawback = input.clawback == null ? null : parsePounds(input.clawback);
    if (clawback !== null) refuseUnless(clawback > 0n, "MALFORMED_MONEY", { field: "input.clawback", detail: "Something is to come back." });

    const reasons = input.reasons ?? agreement.reasons;
    const withoutConditions = input.withoutConditions ?? agreement.without_conditions;
    const conditions = await conditionsOf(client, id);
    refuseUnless(!(withoutConditions && conditions.length), "CONDITIONS_CONTRADICTED", { field: "input.withoutConditions", detail: `There are ${conditions.length}.` });
    if (state === AgreementState.AGREED) {
      const missing = missingItems({ conditions: conditions.length, withoutConditions, recipient: award.recipient_id, purpose: award.purpose, reasons });
      refuseUnless(missing.length === 0, "ITEMS_MISSING", { field: "input.state", detail: `Missing: ${missing.join(", ")}.` });
    }
    await nothingOpen(client, id, agreement, state);
    if (clawback !== null) await paidBefore(client, id, clawback);
    return record(context, client, {
      declaration: importAgreements,
      prefix: "agreement",
      changes: () => Promise.resolve(agreement.id),
      cells: {
        ...restated(importAgreements, agreement),
        state,
        state_on: on,
        note,
        ...(input.reasons == null ? {} : { reasons: input.reasons }),
        ...(input.withoutConditions == null ? {} : { without_conditions: input.withoutConditions ? "YES" : "NO" }),
        ...(state === AgreementState.AGREED ? { agreed_on: on } : {}),
        ...(input.clawback == null ? {} : { clawback: input.clawback }),
      },
      expectedVersion,
      field: saidIn({ state: "state", state_on: "on", agreed_on: "on", published_on: "on", note: "note", reasons: "reasons", without_conditions: "withoutConditions", clawback: "clawback" }, "award"),
    });
  });
}
