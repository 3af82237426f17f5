/** A series break: a day from which the values of an indicator are no longer to be compared with those before. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Area } from "../../places/area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** A day on which a series breaks. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A day from which the values of an indicator are not comparable with those before: another definition, recording rule, boundary or survey. No trend and no control chart reaches over it.",
})
@Entity({ tableName: "series_break", schema: "indicators" })
export class SeriesBreak extends Fact {
  @Field(() => DateScalar, { description: "The first day of the new series: a period that begins on it or later belongs to it, one that contains it in its midst to neither." })
  @Property({ type: "date" })
  onDay!: Day;

  @Field(() => String, { description: "What changed, in the hub's words." })
  @Property({ type: "text" })
  reason!: string;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text" })
  indicatorId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text", nullable: true })
  areaId!: string | null;

  @Needs("indicatorId")
  @Field(() => Indicator, { description: "The indicator whose series breaks." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership for which alone it breaks; null where it breaks for an area, or for all." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("areaId")
  @Field(() => Area, { nullable: true, description: "The area for which alone it breaks; null where it breaks for a partnership, or for all." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }
}
