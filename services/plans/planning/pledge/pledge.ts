/** A pledge: what a Commissioner promised in person under an objective of the Police and Crime Plan. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { PccObjective } from "../pcc-objective/pcc-objective.js";

/** A pledge of a Commissioner. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A pledge from the Commissioner, under an objective of the Police and Crime Plan." })
@Entity({ tableName: "pledge", schema: "plans" })
export class Pledge extends Fact {
  @Field(() => Int, { description: "Its place in the printed order under its objective, from 1; the document prints no numbers." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { description: "Its title as printed." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { nullable: true, description: "What is pledged, in the hub's words." })
  @Property({ type: "text", nullable: true })
  summary!: string | null;

  /** Not in the API: whose Commissioner's it is, as its objective says as well. */
  @Property({ type: "text" })
  pccAreaId!: string;

  /** Not in the API: reached through `pccObjective`. */
  @Property({ type: "text" })
  pccObjectiveId!: string;

  @Needs("pccObjectiveId")
  @Field(() => PccObjective, { nullable: true, description: "The objective it stands under." })
  pccObjective(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(PccObjective, { id: this.pccObjectiveId, asOf: this.asOf }, info);
  }
}
