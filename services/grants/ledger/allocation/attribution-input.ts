/** What money is attributed to, as a grant officer says it. */
import { Field, ID, InputType } from "type-graphql";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { sharesAsWritten } from "../share/shares.js";
import { AttributionLevel } from "./allocation.js";

@InputType({ description: "One thing to which money is attributed." })
class AttributedThingInput {
  @Field(() => ID, { description: "Id of the action, outcome, objective or pledge." })
  id!: string;

  @Field(() => DecimalScalar, { nullable: true, description: 'Its share in per cent with exactly two decimals: "33.34". Given for all or for none: without shares the money is shared and not split.' })
  share?: string | null;
}

@InputType({ description: "What money is attributed to: things of one level. Shares that do not come to 100.00 are refused with SHARES_DO_NOT_SUM." })
export class AttributionInput {
  @Field(() => AttributionLevel, { description: "The level." })
  level!: AttributionLevel;

  @Field(() => [AttributedThingInput], { description: "The things, each once; none where the level is UNATTRIBUTED." })
  things!: AttributedThingInput[];
}

/** The cells that say it. */
export function attributionCells({ level, things }: AttributionInput): { attributed_level: string; attributed_to: string } {
  return { attributed_level: level, attributed_to: sharesAsWritten(things) };
}
