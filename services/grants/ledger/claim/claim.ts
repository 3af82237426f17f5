/** A claim: money of an award that a partnership asks to be paid. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";
import { Allocation } from "../allocation/allocation.js";
import { CLAIM_STEPS, ClaimState } from "./claim-state.js";

/** Money of an award that is asked for. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "Money of an award that its partnership asks to be paid. Each step is a version of it; what was known on a day shows how far it had come by then.",
})
@Entity({ tableName: "claim", schema: "grants" })
export class Claim extends Fact {
  @Field(() => Money, { description: "The sum claimed, exact." })
  @Embedded(() => Money)
  amount!: Money;

  @Field(() => ClaimState, { description: "How far it has come." })
  @Property({ type: "text" })
  state!: ClaimState;

  @Field(() => DateScalar, { description: "Since which day it is in this state." })
  @Property({ type: "date" })
  stateOn!: Day;

  @Field(() => String, { nullable: true, description: "Why it was queried or rejected, or why its payment was corrected; null where nothing was said of its last step." })
  @Property({ type: "text", nullable: true })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: "What the money was or will be spent on; null where that is not stated." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => Period, { nullable: true, description: "The period that it is for; null where that is not stated." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `allocation`. */
  @Property({ type: "text", nullable: true })
  allocationId!: string | null;

  @Needs("state")
  @Field(() => [ClaimState], { description: "The states that it can come to next; empty at its end. From PAID it goes back to APPROVED when the entry that paid it is corrected, and not otherwise." })
  nextStates(): readonly ClaimState[] {
    return CLAIM_STEPS[this.state];
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award that it claims from; null where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("allocationId")
  @Field(() => Allocation, { nullable: true, description: "The allocation that it is for; null where it is for the award as a whole." })
  async allocation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return this.allocationId ? context.refer(Allocation, { id: this.allocationId, asOf: this.asOf }, info) : null;
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that claims." })
  partnership(): Partnership | null {
    return this.ofPartnership ? seen(Partnership, this.ofPartnership, this.asOf) : null;
  }
}
