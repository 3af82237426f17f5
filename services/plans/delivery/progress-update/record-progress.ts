/** Records progress on an action: what was done in a period, and the officers' judgement of risk. */
import type { PoolClient } from "pg";
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record } from "../../../../kernel/writing/record.js";
import { importProgressUpdates } from "./import-progress-updates.js";
import { CarryOver, DeliveryRag } from "./progress-update.js";

@InputType({ description: "What is reported of an action for a period. For one action, project and period there is one progress update; recording it again changes it." })
export class ProgressInput {
  @Field(() => ID, { description: "The action." })
  action!: string;

  @Field(() => ID, { nullable: true, description: "The project line of the action that this is about; left out where it is about the action as a whole. Refused with REFERENCE_ASTRAY where it is another action's." })
  project?: string | null;

  @Field(() => PeriodInput, { description: "The period reported on." })
  period!: PeriodInput;

  @Field(() => String, { nullable: true, description: "What was done and what came of it. Needed for RED and AMBER. No names of persons." })
  narrative?: string | null;

  @Field(() => DeliveryRag, { nullable: true, description: "The officers' judgement of risk; NOT_RATED where left out." })
  deliveryRag?: DeliveryRag | null;

  @Field(() => CarryOver, { nullable: true, description: "Whether it goes on in the next plan; NOT_STATED where left out." })
  carryOver?: CarryOver | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Records progress once for its key; answers what was written. */
export function recordProgress(context: Context, input: ProgressInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { action, project = null, narrative, deliveryRag, carryOver, visibility } = input;
  return actOnce(context, { verb: "recordProgress", idempotencyKey, said: [input, expectedVersion] }, (client) =>
    record(context, client, {
      declaration: importProgressUpdates,
      prefix: "progress",
      changes: (client) => progressOf(client, action, project, input.period),
      cells: {
        action,
        project,
        period: periodAsWritten(input.period, "input.period"),
        narrative,
        rag: deliveryRag === DeliveryRag.NOT_RATED ? null : deliveryRag,
        carry_over: carryOver ?? CarryOver.NOT_STATED,
        visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
      },
      expectedVersion,
    }),
  );
}

async function progressOf(client: PoolClient, action: string, project: string | null, period: PeriodInput): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from plans.progress_update where action_id = $1 and project_id is not distinct from $2 and period_from = $3 and period_to = $4 and known_to is null`,
    [action, project, period.from, period.to],
  );
  return rows[0]?.id ?? null;
}
