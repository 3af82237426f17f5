/** A variation: how the amounts of an award were changed after it was agreed, and why. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { AnnualAmount, Award } from "../../money/award/award.js";
import { Fact } from "../../sources/document/document.js";

/** A change of an award's amounts. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "A change of an award's amounts: what they were, what they are, and why. The award itself has a version with the new amounts, written in the same moment.",
})
@Entity({ tableName: "variation", schema: "grants" })
export class Variation extends Fact {
  @Field(() => Int, { description: "Its number among the variations of the award, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { nullable: true, description: "Why the amounts were changed; null where the source does not say." })
  @Property({ type: "text", nullable: true })
  reason!: string | null;

  @Field(() => DateScalar, { description: "The day from which the new amounts hold." })
  @Property({ type: "date" })
  variedOn!: Day;

  @Field(() => Money, { description: "The sum awarded before, exact." })
  @Embedded(() => Money)
  before!: Money;

  @Field(() => Money, { description: "The sum awarded from then on, exact." })
  @Embedded(() => Money)
  after!: Money;

  /** Shown as `beforeAmounts`. */
  @Property({ type: "json", fieldName: "before_amounts" })
  yearsBefore!: { year: string; pence: string }[];

  /** Shown as `afterAmounts`. */
  @Property({ type: "json", fieldName: "after_amounts" })
  yearsAfter!: { year: string; pence: string }[];

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  @Needs("yearsBefore")
  @Field(() => [AnnualAmount], { description: "The amount of each year before, in the order of the years." })
  beforeAmounts(): AnnualAmount[] {
    return AnnualAmount.listed(this.yearsBefore);
  }

  @Needs("yearsAfter")
  @Field(() => [AnnualAmount], { description: "The amount of each year from then on, in the order of the years." })
  afterAmounts(): AnnualAmount[] {
    return AnnualAmount.listed(this.yearsAfter);
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award whose amounts were changed; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }
}
