/** A profile line: what is planned to be spent of an award in a part of one of its years. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Money } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";

/** What is planned to be spent in a period. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What is planned to be spent of an award, or of an allocation of it, in a period of one of its years. The lines of one award or allocation have no day in common, so that they may be added; those that were withdrawn do not count." })
@Entity({ tableName: "profile_line", schema: "grants" })
export class ProfileLine extends Fact {
  @Field(() => Period, { description: "The period, within one financial year." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => Money, { description: "What is planned to be spent in it, exact." })
  @Embedded(() => Money)
  planned!: Money;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `allocation`. */
  @Property({ type: "text", nullable: true })
  allocationId!: string | null;

  @Field(() => Boolean, { description: "Whether it was withdrawn: then nothing is planned by it, and it counts in no sum." })
  @Property({ type: "boolean" })
  withdrawn!: boolean;

  /** The newest reason, also of what is planned again. */
  @Property({ type: "text", nullable: true, fieldName: "withdrawn_reason" })
  reasonOfWithdrawal!: string | null;

  @Needs("withdrawn", "reasonOfWithdrawal")
  @Field(() => String, { nullable: true, description: "Why it was withdrawn; null where it stands." })
  withdrawnReason(): string | null {
    return this.withdrawn ? this.reasonOfWithdrawal : null;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("allocationId")
  @Field(() => Allocation, { nullable: true, description: "The allocation of the award that it plans; null where it plans the award as a whole, or where the caller may not see it." })
  allocation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.allocationId === null ? null : context.refer(Allocation, { id: this.allocationId, asOf: this.asOf }, info);
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership {
    return seen(Partnership, this.ofPartnership!, this.asOf);
  }
}
