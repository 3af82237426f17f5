/** A condition: what a recipient has to do or show for a grant, and whether that is done. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Award } from "../../money/award/award.js";
import { Fact } from "../../sources/document/document.js";

/** How a condition stands on a day. */
export enum ConditionStatus {
  OPEN = "OPEN",
  OVERDUE = "OVERDUE",
  MET = "MET",
  WAIVED = "WAIVED",
}

registerEnumType(ConditionStatus, {
  name: "ConditionStatus",
  description: "How a condition of a grant stands on the day that it is seen on. It is told from its days and never stored.",
  valuesConfig: {
    OPEN: { description: "Not met yet, and not overdue: its day is still to come, or it has none." },
    OVERDUE: { description: "Not met, and its day is past." },
    MET: { description: "Met." },
    WAIVED: { description: "Given up by the funder; the reason says why." },
  },
});

/** A condition attached to a grant. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A condition that is attached to a grant: what has to be done or shown, by when, and what came of it." })
@Entity({ tableName: "condition", schema: "grants" })
export class Condition extends Fact {
  @Field(() => Int, { description: "Its number among the conditions of the award, from 1." })
  @Property({ type: "integer" })
  number!: number;

  @Field(() => String, { description: "What has to be done or shown." })
  @Property({ type: "text" })
  text!: string;

  @Field(() => DateScalar, { nullable: true, description: "The last day on which it is met in time; null where it has none." })
  @Property({ type: "date", nullable: true })
  dueOn!: Day | null;

  @Field(() => String, { nullable: true, description: "What showed that it was met; null while it is not." })
  @Property({ type: "text", nullable: true })
  evidence!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was met; null while it is not." })
  @Property({ type: "date", nullable: true })
  metOn!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which the funder gave it up; null where it did not." })
  @Property({ type: "date", nullable: true })
  waivedOn!: Day | null;

  @Field(() => String, { nullable: true, description: "Why it was given up; null where it was not." })
  @Property({ type: "text", nullable: true })
  reason!: string | null;

  /** Not in the API: reached through `award`. */
  @Property({ type: "text" })
  awardId!: string;

  @Needs("dueOn", "metOn", "waivedOn")
  @Field(() => ConditionStatus, { description: "How it stands at the end of the day that it is seen on." })
  status(): ConditionStatus {
    const done = (day: Day | null): boolean => day !== null && day <= this.asOf;
    if (done(this.waivedOn)) return ConditionStatus.WAIVED;
    if (done(this.metOn)) return ConditionStatus.MET;
    return this.dueOn !== null && this.dueOn < this.asOf ? ConditionStatus.OVERDUE : ConditionStatus.OPEN;
  }

  @Needs("awardId")
  @Field(() => Award, { nullable: true, description: "The award that it is attached to; null where the caller may not see it." })
  award(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Award, { id: this.awardId, asOf: this.asOf }, info);
  }
}
