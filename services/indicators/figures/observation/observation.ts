/** An observation: the value of an indicator for a partnership, a place in it or an area around it, in a period. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Area } from "../../places/area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Service } from "../../references/service/service.js";
import { Survey } from "../survey/survey.js";

/** How settled a value is. */
export enum ObservationStatus {
  FINAL = "FINAL",
  PROVISIONAL = "PROVISIONAL",
  REVISED = "REVISED",
  WITHDRAWN = "WITHDRAWN",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(ObservationStatus, {
  name: "ObservationStatus",
  description: "How settled a value is.",
  valuesConfig: {
    FINAL: { description: "Settled." },
    PROVISIONAL: { description: "May change." },
    REVISED: { description: "Changed after it was first given, as its source says." },
    WITHDRAWN: { description: "Taken back by its source: it stands as the record of what was said, and in no sum, series or comparison." },
    NOT_STATED: { description: "The source does not say." },
  },
});

/** How far a value reaches. A value that is not local says nothing of the partnership that cites it. */
export enum Extent {
  LOCAL = "LOCAL",
  WIDER = "WIDER",
  NATIONAL = "NATIONAL",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(Extent, {
  name: "Extent",
  description: "How far a value reaches. One that is not LOCAL is context: it says nothing of the partnership that cites it, and stands in no comparison of partnerships.",
  valuesConfig: {
    LOCAL: { description: "The partnership's area, or a place in it." },
    WIDER: { description: "A larger area around it: a county, a police force area." },
    NATIONAL: { description: "A nation, or crime and offenders in general." },
    NOT_STATED: { description: "The source leaves open where it holds." },
  },
});

/** The value of an indicator in a period. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "The value of an indicator for a partnership, a place in it or an area around it, in a period." })
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

  @Field(() => String, { nullable: true, description: "The place as printed, where the value is not simply for the partnership's area; null where it is." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  @Field(() => Extent, { description: "How far the value reaches: whether it is about the partnership's own area, or context from around it." })
  @Property({ type: "text" })
  extent!: Extent;

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

  @Field(() => String, { nullable: true, description: 'The part of the whole that it is about, as dimension=value: "sex=female", "age=10-17"; null where it is about all.' })
  @Property({ type: "text", nullable: true })
  dimension!: string | null;

  @Field(() => String, { nullable: true, description: "The group of people or things that is followed, in the hub's words; null where it is no cohort." })
  @Property({ type: "text", nullable: true })
  cohort!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The lower limit of its confidence interval as its source publishes it; null where none is published." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  publishedLower!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The upper limit, likewise." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  publishedUpper!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The confidence of the published limits in percent, as 95; null where none is published or the source does not say." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  publishedConfidence!: string | null;

  @Field(() => String, { nullable: true, description: "What its source or whoever returned it says of it." })
  @Property({ type: "text", nullable: true })
  notes!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was received as a return; null where it came in no return." })
  @Property({ type: "date", nullable: true })
  receivedOn!: Day | null;

  @Field(() => Boolean, { description: "Whether its source says that it had been published openly before: then it is shown to everybody, however small it is." })
  @Property({ type: "boolean" })
  openlyPublished!: boolean;

  @Field(() => ObservationStatus, { description: "How settled the value is." })
  @Property({ type: "text" })
  status!: ObservationStatus;

  /** Not in the API: reached through `indicator`. */
  @Property({ type: "text" })
  indicatorId!: string;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `area`. */
  @Property({ type: "text", nullable: true })
  areaId!: string | null;

  /** Not in the API: reached through `survey`. */
  @Property({ type: "text", nullable: true })
  surveyId!: string | null;

  /** Not in the API: reached through `service`. */
  @Property({ type: "text", nullable: true })
  serviceId!: string | null;

  /** Not in the API: what it stands for, one current observation for each; null where its period is not known. */
  @Property({ type: "text", nullable: true, generated: "(md5(indicator_id || period_kind)) stored" })
  standsFor!: string | null;

  @Needs("indicatorId")
  @Field(() => Indicator, { description: "The indicator whose value it is." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership it is about, or whose document cites it; null where it is about an area of no single partnership." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("areaId")
  @Field(() => Area, { nullable: true, description: "The smallest area of the hub that it is wholly about; null where the source does not say." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }

  @Needs("serviceId")
  @Field(() => Service, { nullable: true, description: "The service of which it counts an output or result; null where it is about none." })
  service(): Service | null {
    return this.serviceId ? seen(Service, this.serviceId, this.asOf) : null;
  }

  @Needs("surveyId")
  @Field(() => Survey, { nullable: true, description: "The survey it comes from; null where it comes from none, or the caller may not see it." })
  survey(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.surveyId ? context.refer(Survey, { id: this.surveyId, asOf: this.asOf }, info) : null;
  }
}
