/** Withdraws a return expectation: the return is not due any more. */
import { Field, ID, InputType } from "type-graphql";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { withdraw } from "../withdraw.js";
import { importReturnExpectations } from "./import-return-expectations.js";

@InputType({ description: "A return expectation that is withdrawn." })
export class WithdrawReturnExpectationInput {
  @Field(() => ID, { description: "The return expectation: one of an award of the caller's PCC area. Refused with WITHDRAWN_ALREADY where it was withdrawn." })
  returnExpectation!: string;

  @Field(() => String, { description: "Why the return is not expected any more. No names of persons." })
  reason!: string;
}

/** Withdraws it once for its key; answers what was written. */
export function withdrawReturnExpectation(context: Context, { returnExpectation: id, reason }: WithdrawReturnExpectationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  return withdraw(context, { verb: "withdrawReturnExpectation", declaration: importReturnExpectations, table: "return_expectation", field: "returnExpectation", id, reason, expectedVersion, idempotencyKey });
}
