/** Withdraws a profile line: nothing is planned by it any more. */
import { Field, ID, InputType } from "type-graphql";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { withdraw } from "../withdraw.js";
import { importProfileLines } from "./import-profile-lines.js";

@InputType({ description: "A profile line that is withdrawn." })
export class WithdrawProfileLineInput {
  @Field(() => ID, { description: "The profile line: one of an award of the caller's PCC area. Refused with WITHDRAWN_ALREADY where it was withdrawn." })
  profileLine!: string;

  @Field(() => String, { description: "Why it is withdrawn. No names of persons." })
  reason!: string;
}

/** Withdraws it once for its key; answers what was written. */
export function withdrawProfileLine(context: Context, { profileLine: id, reason }: WithdrawProfileLineInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  return withdraw(context, { verb: "withdrawProfileLine", declaration: importProfileLines, table: "profile_line", field: "profileLine", id, reason, expectedVersion, idempotencyKey });
}
