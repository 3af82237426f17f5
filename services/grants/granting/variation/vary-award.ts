/** Varies an award: its amounts change, the variation tells how and why, and its agreement becomes VARIED, in one moment. */
import { Field, ID, InputType } from "type-graphql";
import { refuse, refuseUnless } from "../../../../kernel/refusals.js";
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
import { agreementOf, dayOfStep, expectVersion, needed, takeStandingAward } from "../standing.js";
import { importVariations } from "./import-variations.js";
import { Variation } from "./variation.js";

@InputType({ description: "A change of the amounts of an award whose agreement is ACTIVE." })
export class VaryAwardInput {
  @Field(() => ID, { description: "The award: one for a partnership of the caller's PCC area." })
  award!: string;

  @Field(() => DateScalar, { description: "The day from which the new amounts hold: none that is still to come, and none before the day of its agreement's state." })
  on!: Day;

  @Field(() => String, { description: "Why the amounts change." })
  reason!: string;

  @Field(() => [AnnualAmountInput], { description: "The amount of each year from then on: all years, also those that stay as they were. The sum awarded becomes their sum." })
  annualAmounts!: AnnualAmountInput[];
}

/** Varies an award once for its key; answers the variation. */
export function varyAward(context: Context, input: VaryAwardInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { award: id, annualAmounts } = input;
  return actOnce(context, { verb: "varyAward", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const award = await takeStandingAward(context, client, id, [Agreement, Award, Variation]);
    expectVersion(award, expectedVersion);
    const agreement = await agreementOf(client, id);
    refuseUnless(agreement, "AGREEMENT_MISSING", { field: "input.award" });
    refuseUnless(agreement.state === AgreementState.ACTIVE, "STEP_NOT_OPEN", { field: "input.award", detail: `Its agreement is ${agreement.state}, and not ACTIVE.` });
    const on = dayOfStep(input.on, agreement.state_on, `Its agreement is ${agreement.state}`);
    const reason = needed(input.reason, "input.reason", "A variation says why.");
    const after = amountsAsWritten(annualAmounts);
    refuseUnless(annualAmounts.length, "MISSING_VALUE", { field: "input.annualAmounts" });
    const read = importAwards.columns["annual_amounts"]!.read(after);
    if ("code" in read) refuse(read.code, { field: "input.annualAmounts", ...(read.detail ? { detail: read.detail } : {}) });
    const sum = annualAmounts.reduce((total, { amount }) => total + (parsePounds(amount) ?? 0n), 0n);
    const before = restated(importAwards, award);

    const { rows } = await client.query<{ next: number }>("select coalesce(max(number), 0) + 1 as next from grants.variation where award_id = $1 and known_to is null", [id]);
    // First the variation: an agreed award takes no other amounts than those of its newest one.
    const written = await record(context, client, {
      declaration: importVariations,
      prefix: "variation",
      changes: () => Promise.resolve(null),
      cells: { award: id, number: String(rows[0]!.next), reason, varied_on: on, before_amounts: before["annual_amounts"], after_amounts: after },
      expectedVersion: 0,
      field: saidIn({ reason: "reason", varied_on: "on", after_amounts: "annualAmounts" }, "award"),
    });
    await record(context, client, {
      declaration: importAwards,
      prefix: "award",
      changes: () => Promise.resolve(id),
      cells: { ...before, annual_amounts: after, awarded: poundsOf(sum) },
      expectedVersion,
      field: saidIn({ annual_amounts: "annualAmounts", awarded: "annualAmounts" }, "award"),
    });
    await record(context, client, {
      declaration: importAgreements,
      prefix: "agreement",
      changes: () => Promise.resolve(agreement.id),
      cells: { ...restated(importAgreements, agreement), state: AgreementState.VARIED, state_on: on, note: reason },
      expectedVersion: agreement.version,
      field: saidIn({ state_on: "on", note: "reason" }, "award"),
    });
    return written;
  });
}
