/** An over-allocation: what an administrator approved to be allocated in a year beyond what the award gives for it. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { Money } from "../../../../kernel/values/money.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";

/** An excess that was approved for one year of an award. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description: "An administrator's approval that more is allocated in a year than the award gives for it. It approves no payment: payments stay within the award.",
})
@Entity({ tableName: "over_allocation", schema: "grants" })
export class OverAllocation extends Fact {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  @Property({ type: "text" })
  year!: string;

  @Field(() => Money, { description: "By how much the allocations of the year may exceed its amount, exact; 0.00 where an approval was taken back." })
  @Embedded(() => Money)
  excess!: Money;

  @Field(() => String, { description: "Why it was approved." })
  @Property({ type: "text" })
  reason!: string;

  @Field(() => DateScalar, { description: "The day on which it was approved." })
  @Property({ type: "date" })
  approvedOn!: Day;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award; null where the caller may not see it." })
  async award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership | null {
    return this.ofPartnership ? seen(Partnership, this.ofPartnership, this.asOf) : null;
  }
}
