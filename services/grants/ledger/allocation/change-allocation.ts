/** Changes an allocation: how much, for whom, or to what it is attributed. It stays with its award, its year and what it hangs on. */
import { Field, ID, InputType } from "type-graphql";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn } from "../../../../kernel/writing/record.js";
import { mayMove } from "../may-move.js";
import { Allocation } from "./allocation.js";
import { attributionCells, AttributionInput } from "./attribution-input.js";
import { importAllocations } from "./import-allocations.js";
import { takeAllocation } from "./standing-allocation.js";

@InputType({ description: "What changes of an allocation: what is left out stays as it is; null takes a value away." })
export class AllocationChangeInput {
  @Field(() => ID, { description: "The allocation." })
  allocation!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'The new sum, in pounds with exactly two decimals. Refused where less is left, or where more was passed on or claimed already.' })
  amount?: string | null;

  @Field(() => ID, { nullable: true, description: "The service or project that it pays for." })
  service?: string | null;

  @Field(() => ID, { nullable: true, description: "The legal body that receives it." })
  recipient?: string | null;

  @Field(() => String, { nullable: true, description: "What it is for." })
  purpose?: string | null;

  @Field(() => AttributionInput, { nullable: true, description: "What it is attributed to." })
  attributedTo?: AttributionInput | null;
}

/** Changes an allocation once for its key; answers what was written. */
export function changeAllocation(context: Context, input: AllocationChangeInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { allocation, attributedTo, amount, ...said } = input;
  return actOnce(context, { verb: "changeAllocation", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const standing = await takeAllocation(context, client, allocation, "input.allocation", [Allocation]);
    refuseUnless(standing.version === expectedVersion, "VERSION_MOVED", { field: "expectedVersion", currentVersion: standing.version });
    await mayMove(client, standing.award, "ALLOCATE", "input.allocation");
    const changed = Object.fromEntries(Object.entries<string | null | undefined>(said).filter(([, value]) => value !== undefined));
    return record(context, client, {
      declaration: importAllocations,
      prefix: "allocation",
      changes: () => Promise.resolve(allocation),
      cells: { ...standing.cells, ...changed, ...(amount == null ? {} : { amount }), ...(attributedTo ? attributionCells(attributedTo) : {}) },
      expectedVersion,
      field: saidIn({ amount: "amount", service: "service", recipient: "recipient", purpose: "purpose", attributed_level: "attributedTo", attributed_to: "attributedTo" }, "allocation"),
    });
  });
}
