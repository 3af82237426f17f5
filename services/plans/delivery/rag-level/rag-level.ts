/** A level of the scheme by which a plan rates the delivery of its actions. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";

/** The colour of a level. */
export enum RagColour {
  RED = "RED",
  AMBER = "AMBER",
  GREEN = "GREEN",
}

registerEnumType(RagColour, {
  name: "RagColour",
  description: "The colour that a plan's key gives a level.",
  valuesConfig: { RED: { description: "Red." }, AMBER: { description: "Amber or yellow." }, GREEN: { description: "Green." } },
});

/** A level of a plan's rating scheme. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A level of the scheme by which a plan rates the delivery of its actions." })
@Entity({ tableName: "rag_level", schema: "plans" })
export class RagLevel extends Fact {
  @Field(() => Int, { description: "Its place in the plan's key, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { description: "What the key calls it, as printed." })
  @Property({ type: "text" })
  level!: string;

  @Field(() => String, { nullable: true, description: "What it means, in the hub's words." })
  @Property({ type: "text", nullable: true })
  meaning!: string | null;

  @Field(() => RagColour, { nullable: true, description: "The colour that the key gives it; null where it did not survive." })
  @Property({ type: "text", nullable: true })
  colour!: RagColour | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan whose scheme it belongs to; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }
}
