/** A vulnerable ward: one that a plan lists among the most vulnerable for a type of crime. The list is no ranking. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { Area } from "../area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Plan } from "../../references/plan/plan.js";

/** One ward in one cell of a plan's matrix. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A ward that a plan lists among the most vulnerable for a type of crime. The order in which a plan prints the wards of one type is no rank, and none is kept.",
})
@Entity({ tableName: "vulnerable_ward", schema: "indicators" })
export class VulnerableWard extends Fact {
  @Field(() => String, { description: "The type of crime as printed." })
  @Property({ type: "text" })
  crimeType!: string;

  /** Not in the API: reached through `ward`. */
  @Property({ type: "text" })
  areaId!: string;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  @Needs("areaId")
  @Field(() => Area, { description: "The ward." })
  ward(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Area, { id: this.areaId, asOf: this.asOf }, info);
  }

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan that lists it." })
  plan(): Plan {
    return seen(Plan, this.planId, this.asOf);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose plan it is." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }
}
