/** A survey: who was asked what, how, and how many answered. Two surveys are two surveys, however alike their questions. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Area } from "../../places/area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** A survey, in one wave. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A survey in one wave: who was asked what, how, and how many answered. Shares of two surveys are never one series, however alike their questions.",
})
@Entity({ tableName: "survey", schema: "indicators" })
export class Survey extends Fact {
  @Field(() => String, { nullable: true, description: "Its name as printed, or what the source calls it; null where the source does not name it." })
  @Property({ type: "text", nullable: true })
  name!: string | null;

  @Field(() => Period, { nullable: true, description: "When people were asked: its wave; null where the source does not say." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => String, { nullable: true, description: "The body that had it made; null where the source does not say." })
  @Property({ type: "text", nullable: true })
  commissionedBy!: string | null;

  @Field(() => String, { nullable: true, description: "How people were asked: online, by a form; null where the source does not say." })
  @Property({ type: "text", nullable: true })
  method!: string | null;

  @Field(() => String, { nullable: true, description: "Who was asked, in the hub's words; null where the source does not say." })
  @Property({ type: "text", nullable: true })
  population!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "How many answered: the base of its shares; null where the source does not say." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  respondents!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "How many could have answered; null where the source does not say." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  approached!: string | null;

  @Field(() => String, { nullable: true, description: "What was asked, as far as the source tells it, in the hub's words; null where it does not." })
  @Property({ type: "text", nullable: true })
  question!: string | null;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text", nullable: true })
  areaId!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  @Needs("areaId")
  @Field(() => Area, { nullable: true, description: "Where people were asked; null where the source does not say." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose document tells of it; null where it is no partnership's." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }
}
