/** A strategy link: how a plan, priority or PCC objective refers to a strategy. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Subject, subjectOf } from "../statement/subject.js";
import { Strategy } from "../strategy/strategy.js";

/** How a thing stands to a strategy. */
export enum StrategyRelation {
  SUPPORTS = "SUPPORTS",
  DRAWS_ON = "DRAWS_ON",
  IMPLEMENTS = "IMPLEMENTS",
  SUPPORTED_BY = "SUPPORTED_BY",
  UNDERPINNED_BY = "UNDERPINNED_BY",
  REVIEWS = "REVIEWS",
}

registerEnumType(StrategyRelation, {
  name: "StrategyRelation",
  description: "How a plan, priority or PCC objective stands to a strategy: read from the thing to the strategy.",
  valuesConfig: {
    SUPPORTS: { description: "It contributes to what the strategy wants." },
    DRAWS_ON: { description: "It takes evidence, words or direction from it." },
    IMPLEMENTS: { description: "It carries it out, or means to." },
    SUPPORTED_BY: { description: "The strategy contributes to it." },
    UNDERPINNED_BY: { description: "It rests on it." },
    REVIEWS: { description: "It looks into it, or revises it." },
  },
});

/** How a plan, priority or PCC objective refers to a strategy. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "How a plan, priority or PCC objective refers to a strategy." })
@Entity({ tableName: "strategy_link", schema: "plans" })
export class StrategyLink extends Fact {
  @Field(() => StrategyRelation, { description: "How the subject stands to the strategy, in the reading of the hub." })
  @Property({ type: "text" })
  relation!: StrategyRelation;

  @Field(() => Int, { description: "Its place among the links of its subject, in the order in which the document names them, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { description: "What the document says of it, in the hub's words." })
  @Property({ type: "text" })
  text!: string;

  /** Not in the API: reached through `subject`. */
  @Property({ type: "text", fieldName: "subject" })
  subjectId!: string;

  /** Not in the API: reached through `strategy`. */
  @Property({ type: "text" })
  strategyId!: string;

  @Needs("subjectId")
  @Field(() => Subject, { nullable: true, description: "The plan, priority or PCC objective that refers to the strategy; null where the caller may not see it." })
  subject(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return subjectOf(context, { id: this.subjectId, asOf: this.asOf }, info);
  }

  @Needs("strategyId")
  @Field(() => Strategy, { nullable: true, description: "The strategy." })
  strategy(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Strategy, { id: this.strategyId, asOf: this.asOf }, info);
  }
}
