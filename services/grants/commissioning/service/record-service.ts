/** Records a service: what is commissioned or paid for, for which need, and of whom. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { importServices } from "./import-services.js";
import { ServiceScope, ServiceStatus } from "./service.js";

@InputType({ description: "A service as a grant officer records it. What is left out is not stated." })
export class ServiceInput {
  @Field(() => ID, { nullable: true, description: "The service that this changes; left out for a new one, which gets an id." })
  service?: string | null;

  @Field(() => ID, { description: "The partnership that it is for: one of the caller's PCC area. A service of a region is nobody's, and comes in by a steward's file." })
  partnership!: string;

  @Field(() => String, { nullable: true, description: "Its name." })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: "The commissioning plan that it is commissioned under. Refused with REFERENCE_ASTRAY where that is for another partnership." })
  commissioningPlan?: string | null;

  @Field(() => String, { nullable: true, description: "What it does and for whom." })
  purpose?: string | null;

  @Field(() => String, { nullable: true, description: "The need that it answers and the evidence for it." })
  need?: string | null;

  @Field(() => ID, { nullable: true, description: "The organisation that provides it." })
  provider?: string | null;

  @Field(() => [ID], { nullable: true, description: "The organisations that commission it, or support it with money." })
  commissioners?: string[] | null;

  @Field(() => ServiceScope, { nullable: true, description: "How far it reaches; LOCAL where left out." })
  scope?: ServiceScope | null;

  @Field(() => ServiceStatus, { description: "How far it has come." })
  status!: ServiceStatus;

  @Field(() => PeriodInput, { nullable: true, description: "When it was commissioned or began: a day, a month or a year." })
  start?: PeriodInput | null;

  @Field(() => ID, { nullable: true, description: "The fund that pays for it." })
  fund?: string | null;

  @Field(() => ID, { nullable: true, description: "The award that pays for it, wholly or in part. Refused with REFERENCE_ASTRAY where that is for another partnership." })
  award?: string | null;

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's office, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records a service once for its key; answers what was written. */
export function recordService(context: Context, input: ServiceInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { service = null, commissioningPlan, commissioners, scope, start, visibility, ...said } = input;
  refuseUnless(!service?.includes("\u0000"), "MALFORMED_TEXT", { field: "input.service" });
  return actOnce(context, { verb: "recordService", idempotencyKey, said: [input, expectedVersion] }, (client) =>
    record(context, client, {
      declaration: importServices,
      prefix: "service",
      changes: () => Promise.resolve(service),
      cells: {
        ...said,
        commissioning_plan: commissioningPlan,
        commissioners: commissioners?.join("; "),
        scope: scope ?? ServiceScope.LOCAL,
        start: start && periodAsWritten(start, "input.start"),
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
    }),
  );
}
