/** Allocates: sets a part of an award's year aside for a service, a project or a recipient. */
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { takeNouns } from "../../../../kernel/writing/taking.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { takeAward } from "../../money/award/take-award.js";
import { mayMove } from "../may-move.js";
import { Allocation, AttributionLevel } from "./allocation.js";
import { attributionCells, AttributionInput } from "./attribution-input.js";
import { importAllocations } from "./import-allocations.js";

@InputType({ description: "A part of an award's year that is set aside for a use." })
export class AllocationInput {
  @Field(() => ID, { description: "The award: one of a partnership of the caller's PCC area." })
  award!: string;

  @Field(() => FinancialYearScalar, { description: "The financial year of the award that it is set aside from. Refused with PERIOD_OUTSIDE_YEAR where the award gives nothing for it." })
  year!: string;

  @Field(() => DecimalScalar, { description: 'The sum, in pounds with exactly two decimals: "2500.00". Refused with ALLOCATIONS_EXCEED_YEAR where the year has less left, and with ALLOCATIONS_EXCEED_PARENT where the allocation above it has.' })
  amount!: string;

  @Field(() => ID, { nullable: true, description: "The service or project that it pays for." })
  service?: string | null;

  @Field(() => ID, { nullable: true, description: "The legal body that receives it." })
  recipient?: string | null;

  @Field(() => ID, { nullable: true, description: "The allocation that it is granted onward from, of the same award and year; left out where it is set aside from the award itself." })
  parent?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for." })
  purpose?: string | null;

  @Field(() => AttributionInput, { nullable: true, description: "What it is attributed to; UNATTRIBUTED where left out." })
  attributedTo?: AttributionInput | null;

  @Field(() => ID, { nullable: true, description: "The document that states it, where one does." })
  document?: string | null;

  @Field(() => String, { nullable: true, description: "The section of that document." })
  section?: string | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it, of those who may see the award; left out: all of them. On an award that is not published it is published with the award." })
  visibility?: Visibility | null;
}

/** Allocates once for its key; answers what was written. */
export function allocate(context: Context, input: AllocationInput, idempotencyKey: string): Promise<Written> {
  refuseUnless(!input.award.includes("\u0000"), "MALFORMED_TEXT", { field: "input.award" });
  const { attributedTo, visibility, ...said } = input;
  return actOnce(context, { verb: "allocate", idempotencyKey, said: input }, async (client) => {
    await takeAward(client, input.award);
    await mayMove(client, input.award, "ALLOCATE", "input.award");
    await takeNouns(client, context.database, [Allocation]);
    return record(context, client, {
      declaration: importAllocations,
      prefix: "allocation",
      changes: () => Promise.resolve(null),
      cells: { ...said, ...attributionCells(attributedTo ?? { level: AttributionLevel.UNATTRIBUTED, things: [] }), visibility: visibility ?? null },
      expectedVersion: 0,
      field: saidIn({ attributed_level: "attributedTo" }),
    });
  });
}
