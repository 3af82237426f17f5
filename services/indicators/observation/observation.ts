/** An observation: the value of an indicator for a partnership, or a place in it, in a period. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { Needs, seen } from "../../../kernel/seen.js";
import { DecimalScalar } from "../../../kernel/money.js";
import { Period } from "../../../kernel/period.js";
import { Fact } from "../document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Partnership } from "../partnership/partnership.js";

/** How exactly a value is given. A qualified value is never summed as if exact. */
export enum Qualifier {
  EQ = "EQ",
  GE = "GE",
  LE = "LE",
  APPROX = "APPROX",
}

registerEnumType(Qualifier, {
  name: "Qualifier",
  description: "How exactly a value is given. A qualified value is never summed as if it were exact.",
  valuesConfig: {
    EQ: { description: "Exactly." },
    GE: { description: 'At least: "over 6,000".' },
    LE: { description: 'At most: "below 20%". For a fall, at least as deep.' },
    APPROX: { description: 'About: "around 64".' },
  },
});

/** How settled a value is. */
export enum ObservationStatus {
  FINAL = "FINAL",
  PROVISIONAL = "PROVISIONAL",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(ObservationStatus, {
  name: "ObservationStatus",
  description: "How settled a value is.",
  valuesConfig: {
    FINAL: { description: "Settled." },
    PROVISIONAL: { description: "May change." },
    NOT_STATED: { description: "The source does not say." },
  },
});

/** The value of an indicator in a period. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "The value of an indicator for a partnership, or a place in it, in a period." })
@Entity({ tableName: "observation", schema: "indicators" })
export class Observation extends Fact {
  @Field(() => Period, { nullable: true, description: "The period that the value is about; null where the source does not say." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => Period, { description: "The year of the plan or review under which the source reports it." })
  @Embedded(() => Period)
  reportedUnder!: Period;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the period lies, in whole or part, outside the year it is reported under; null where the period is unknown.",
  })
  @Property({ type: "boolean", nullable: true, generated: "(period_from < reported_under_from or period_to > reported_under_to) stored" })
  outsideReportedYear!: boolean | null;

  @Field(() => String, { nullable: true, description: "A place within the partnership's area, as printed; null where the value is for all of it." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  @Field(() => Qualifier, { description: "How exactly the value is given." })
  @Property({ type: "text" })
  qualifier!: Qualifier;

  @Field(() => DecimalScalar, { description: "The value in the unit of its indicator; 81 where the unit is percent is 81%." })
  @Property({ type: "string", columnType: "numeric" })
  value!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a proportion: how many; null where it is not printed." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  numerator!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a proportion: out of how many; null where it is not printed." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  denominator!: string | null;

  @Field(() => String, { nullable: true, description: "The group or whole that the value counts or is a share of, in the hub's words." })
  @Property({ type: "text", nullable: true })
  base!: string | null;

  @Field(() => ObservationStatus, { description: "How settled the value is." })
  @Property({ type: "text" })
  status!: ObservationStatus;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text" })
  indicatorId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text" })
  partnershipId!: string;

  @Needs("indicatorId")
  @Field(() => Indicator, { description: "The indicator whose value it is." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership it is about." })
  partnership(): Partnership {
    return seen(Partnership, this.partnershipId, this.asOf);
  }
}
