/** A spend return: what was spent of an award in a period, and what is still expected to be. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";

/** What was spent in a period. */
@Directive('@key(fields: "id asOf")')
@ObjectType({
  simpleResolvers: true,
  description:
    "What was spent of an award, or of an allocation of it, in a period, as the partnership returned it. The returns of one award or allocation have no day in common, so that they may be added; what is returned of an allocation is spent of its award.",
})
@Entity({ tableName: "spend_return", schema: "grants" })
export class SpendReturn extends Fact {
  @Field(() => Period, { description: "The period that it tells of." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => Money, { description: "What was spent in it, exact. 0.00 is a statement; where nothing was returned there is no return." })
  @Embedded(() => Money)
  spend!: Money;

  @Field(() => Money, { nullable: true, description: "What is expected to be spent after the period, in the rest of the financial year in which it ends; null where the return says nothing of it." })
  @Embedded(() => Money, { nullable: true })
  forecast!: Money | null;

  @Field(() => String, { nullable: true, description: "Why spend differs from what was planned, in the partnership's words." })
  @Property({ type: "text", nullable: true })
  varianceReason!: string | null;

  @Field(() => DateScalar, { description: "The day on which the return was received: of one that was corrected since, the day of the first." })
  @Property({ type: "date" })
  receivedOn!: Day;

  @Field(() => Boolean, { description: "Whether it is the last return of the award." })
  @Property({ type: "boolean" })
  final!: boolean;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `allocation`. */
  @Property({ type: "text", nullable: true })
  allocationId!: string | null;

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("allocationId")
  @Field(() => Allocation, { nullable: true, description: "The allocation that it tells of; null where it tells of the award as a whole, or where the caller may not see it." })
  allocation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.allocationId === null ? null : context.refer(Allocation, { id: this.allocationId, asOf: this.asOf }, info);
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership {
    return seen(Partnership, this.ofPartnership!, this.asOf);
  }
}
