/** An area's belonging to a partnership: from which day to which, since one area may have several and one partnership several areas. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Area } from "../area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** That an area belongs to a partnership. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "That a partnership answers for an area, and from which day to which. One partnership may answer for several areas, and after a merger or a split an area for which one answered may have another.",
})
@Entity({ tableName: "area_partnership", schema: "indicators" })
export class AreaPartnership extends Fact {
  @Field(() => DateScalar, { description: "The first day on which it does." })
  @Property({ type: "date" })
  validFrom!: Day;

  @Field(() => DateScalar, { nullable: true, description: "The last such day; null while it goes on." })
  @Property({ type: "date", nullable: true })
  validTo!: Day | null;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text" })
  areaId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  @Needs("areaId")
  @Field(() => Area, { description: "The area." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Area, { id: this.areaId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership that answers for it." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }
}
