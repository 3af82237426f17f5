/** An objective of a Commissioner's Police and Crime Plan. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { PccArea } from "../../partners/pcc-area/pcc-area.js";

/** An objective of a Commissioner. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "An objective of a Commissioner's Police and Crime Plan, to which partnerships' plans contribute." })
@Entity({ tableName: "pcc_objective", schema: "plans" })
export class PccObjective extends Fact {
  @Field(() => Int, { description: "Its number as printed." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { description: "Its title as printed." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { nullable: true, description: "What it is about, in the hub's words." })
  @Property({ type: "text", nullable: true })
  summary!: string | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text" })
  pccAreaId!: string;

  @Needs("pccAreaId")
  @Field(() => PccArea, { description: "The area whose Commissioner set it." })
  pccArea(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(PccArea, { id: this.pccAreaId, asOf: this.asOf }, info);
  }
}
