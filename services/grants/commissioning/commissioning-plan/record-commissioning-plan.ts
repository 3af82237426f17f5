/** Records a commissioning plan: the need and the evidence that services are commissioned on. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { importCommissioningPlans } from "./import-commissioning-plans.js";

@InputType({ description: "A commissioning plan as a grant officer records it. What is left out is not stated." })
export class CommissioningPlanInput {
  @Field(() => ID, { nullable: true, description: "The commissioning plan that this changes; left out for a new one, which gets an id." })
  commissioningPlan?: string | null;

  @Field(() => ID, { description: "The partnership that it is for: one of the caller's PCC area." })
  partnership!: string;

  @Field(() => String, { description: "Its title." })
  title!: string;

  @Field(() => PeriodInput, { nullable: true, description: "When it was made: a day, a month or a year." })
  made?: PeriodInput | null;

  @Field(() => ID, { nullable: true, description: "The organisation that made it." })
  madeBy?: string | null;

  @Field(() => String, { nullable: true, description: "The evidence that it rests on." })
  evidence?: string | null;

  @Field(() => String, { nullable: true, description: "How the money reaches it." })
  channel?: string | null;

  @Field(() => ID, { nullable: true, description: "The body through which the money passes on its way." })
  channelledThrough?: string | null;

  @Field(() => ID, { nullable: true, description: "The award that it spends. Refused with REFERENCE_ASTRAY where that is for another partnership." })
  award?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for." })
  purpose?: string | null;

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records a commissioning plan once for its key; answers what was written. */
export function recordCommissioningPlan(context: Context, input: CommissioningPlanInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { commissioningPlan = null, made, madeBy, channelledThrough, visibility, ...said } = input;
  refuseUnless(!commissioningPlan?.includes("\u0000"), "MALFORMED_TEXT", { field: "input.commissioningPlan" });
  return actOnce(context, { verb: "recordCommissioningPlan", idempotencyKey, said: [input, expectedVersion] }, (client) =>
    record(context, client, {
      declaration: importCommissioningPlans,
      prefix: "commissioning-plan",
      changes: () => Promise.resolve(commissioningPlan),
      cells: {
        ...said,
        made: made && periodAsWritten(made, "input.made"),
        made_by: madeBy,
        channelled_through: channelledThrough,
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
    }),
  );
}
