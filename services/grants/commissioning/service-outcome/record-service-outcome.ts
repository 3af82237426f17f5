/** Records an outcome of a service with one measure of it: what was agreed with whoever provides it. */
import { Field, ID, InputType, Int } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { importServiceOutcomes } from "./import-service-outcomes.js";
import { ServiceOutcome } from "./service-outcome.js";

@InputType({ description: "An outcome of a service, with one measure of it, as a grant officer records it. What is left out is not stated." })
export class ServiceOutcomeInput {
  @Field(() => ID, { nullable: true, description: "The outcome that this changes; left out for a new one, which gets an id." })
  serviceOutcome?: string | null;

  @Field(() => ID, { description: "The service: one for a partnership of the caller's PCC area." })
  service!: string;

  @Field(() => Int, { nullable: true, description: "Its place among the outcomes of the service, from 1; left out: the next, or as it was. Refused with DUPLICATE_ROW where another has it." })
  number?: number | null;

  @Field(() => String, { nullable: true, description: "What should come of the service." })
  outcome?: string | null;

  @Field(() => String, { nullable: true, description: "What shows it." })
  measure?: string | null;

  @Field(() => ID, { nullable: true, description: "The indicator whose values it is read from." })
  indicator?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: whoever sees the service, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records an outcome once for its key; answers what was written. */
export function recordServiceOutcome(context: Context, input: ServiceOutcomeInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { serviceOutcome = null, service, number, outcome, measure, indicator, visibility } = input;
  refuseUnless(![serviceOutcome, service].some((id) => id?.includes("\u0000")), "MALFORMED_TEXT", { field: service.includes("\u0000") ? "input.service" : "input.serviceOutcome" });
  return actOnce(context, { verb: "recordServiceOutcome", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    await takeNouns(client, context.database, [ServiceOutcome]);
    const { rows } = await client.query<{ number: number }>(
      `select coalesce((select number from grants.service_outcome where id = $2 and known_to is null), (select max(number) + 1 from grants.service_outcome where service_id = $1 and known_to is null), 1) as number`,
      [service, serviceOutcome],
    );
    return record(context, client, {
      declaration: importServiceOutcomes,
      prefix: "service-outcome",
      changes: () => Promise.resolve(serviceOutcome),
      cells: { service, number: String(number ?? rows[0]!.number), outcome, measure, indicator, visibility },
      expectedVersion,
    });
  });
}
