/** A return expectation: that a return is due of an award, for which period and by which day. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Period } from "../../../../kernel/values/period.js";
import { Allocation } from "../../ledger/allocation/allocation.js";
import { Award } from "../../money/award/award.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Fact } from "../../sources/document/document.js";

/** What kind of return is expected. */
export enum ReturnKind {
  SPEND = "SPEND",
  FINAL = "FINAL",
}

registerEnumType(ReturnKind, {
  name: "ReturnKind",
  description: "What kind of return is expected.",
  valuesConfig: {
    SPEND: { description: "One that tells what was spent in the period." },
    FINAL: { description: "The last one of the award, which says of itself that it is final." },
  },
});

/** Whether an expected return came, and in time. */
export enum ReturnStatus {
  EXPECTED = "EXPECTED",
  ON_TIME = "ON_TIME",
  LATE = "LATE",
  MISSING = "MISSING",
  WITHDRAWN = "WITHDRAWN",
}

registerEnumType(ReturnStatus, {
  name: "ReturnStatus",
  description: "Whether an expected return came, and in time, as known on the day that is asked for. Derived, never stored.",
  valuesConfig: {
    EXPECTED: { description: "Nothing was received, and it is not overdue: it may still come on the day that it is due." },
    ON_TIME: { description: "Received on the day that it was due, or before." },
    LATE: { description: "Received after the day that it was due." },
    MISSING: { description: "The day that it was due is over, and nothing was received." },
    WITHDRAWN: { description: "It is not expected any more, whatever was received. Of returns of grants alone." },
  },
});

/** That a return is due. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "That a return is due of an award, or of an allocation of it: for which period, and by which day." })
@Entity({ tableName: "return_expectation", schema: "grants" })
export class ReturnExpectation extends Fact {
  @Field(() => ReturnKind, { description: "What kind of return is expected." })
  @Property({ type: "text" })
  kind!: ReturnKind;

  @Field(() => Period, { description: "What the return is to be about; of a FINAL one, all years of the award." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => DateScalar, { description: "The last day on which it is in time." })
  @Property({ type: "date" })
  dueOn!: Day;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  /** Not in the API: reached through `allocation`. */
  @Property({ type: "text", nullable: true })
  allocationId!: string | null;

  @Field(() => Boolean, { description: "Whether it was withdrawn: then the return is not expected any more." })
  @Property({ type: "boolean" })
  withdrawn!: boolean;

  /** The newest reason, also of what is expected again. */
  @Property({ type: "text", nullable: true, fieldName: "withdrawn_reason" })
  reasonOfWithdrawal!: string | null;

  @Needs("withdrawn", "reasonOfWithdrawal")
  @Field(() => String, { nullable: true, description: "Why it is not expected any more; null where it is expected." })
  withdrawnReason(): string | null {
    return this.withdrawn ? this.reasonOfWithdrawal : null;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }

  @Needs("allocationId")
  @Field(() => Allocation, { nullable: true, description: "The allocation that is to be told of; null where it is the award as a whole, or where the caller may not see it." })
  allocation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.allocationId === null ? null : context.refer(Allocation, { id: this.allocationId, asOf: this.asOf }, info);
  }

  @Needs("ofPartnership")
  @Field(() => Partnership, { nullable: true, description: "The partnership that the award is for." })
  partnership(): Partnership {
    return seen(Partnership, this.ofPartnership!, this.asOf);
  }
}
