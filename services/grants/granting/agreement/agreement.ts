/** An agreement: where the grant of an award stands, and what of it has to be published. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { Award } from "../../money/award/award.js";
import { Fact } from "../../sources/document/document.js";
import { AGREEMENT_STEPS, AgreementState } from "./agreement-state.js";

/** The agreement of an award. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "Where the grant of an award stands, from the award to its closure. Each award has one at most; an award without one was recorded or imported without its lifecycle.",
})
@Entity({ tableName: "agreement", schema: "grants" })
export class Agreement extends Fact {
  @Field(() => AgreementState, { description: "Where it stands." })
  @Property({ type: "text" })
  state!: AgreementState;

  @Field(() => DateScalar, { description: "The day on which it came to this state. It never goes back." })
  @Property({ type: "date" })
  stateOn!: Day;

  @Field(() => String, { nullable: true, description: "Why the funder considers that the grant will secure, or contribute to securing, crime and disorder reduction in its area; null where that is not stated." })
  @Property({ type: "text", nullable: true })
  reasons!: string | null;

  @Field(() => Boolean, { nullable: true, description: "true where it is said that no conditions are attached to the grant; null where nothing is said of that: see `Award.conditions`." })
  @Property({ type: "boolean", nullable: true })
  withoutConditions!: boolean | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which both sides agreed: the grant counts as made on it. Null before that, or where the source does not say." })
  @Property({ type: "date", nullable: true })
  agreedOn!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which the conditions, recipient, purpose and reasons were published; null where they are not, or where the source does not say." })
  @Property({ type: "date", nullable: true })
  publishedOn!: Day | null;

  @Field(() => String, { nullable: true, description: "Why the last step was taken." })
  @Property({ type: "text", nullable: true })
  note!: string | null;

  @Field(() => Money, { nullable: true, description: "What is to come back to the funder, exact; null where nothing is." })
  @Embedded(() => Money, { nullable: true })
  clawback!: Money | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  @Needs("state")
  @Field(() => [AgreementState], { description: "The states to which a step leads from here; empty where it is closed. Each step has conditions of its own." })
  nextStates(): readonly AgreementState[] {
    return AGREEMENT_STEPS[this.state];
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }
}
