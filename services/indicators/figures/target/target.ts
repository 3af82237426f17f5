/** A target: what was promised of an indicator, with the baseline it was promised against. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs, seen } from "../../../../kernel/facts/seen.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Area } from "../../places/area/area.js";
import { Fact } from "../../sources/document/document.js";
import { Indicator } from "../indicator/indicator.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** Kinds of target. */
export enum TargetKind {
  MAX = "MAX",
  MIN = "MIN",
  RANGE = "RANGE",
  CHANGE_PERCENT = "CHANGE_PERCENT",
  CHANGE_NUMBER = "CHANGE_NUMBER",
  MONITOR_ONLY = "MONITOR_ONLY",
}

registerEnumType(TargetKind, {
  name: "TargetKind",
  description: "What is promised.",
  valuesConfig: {
    MAX: { description: "No more than `value`." },
    MIN: { description: "No less than `value`." },
    RANGE: { description: "No less than `valueLow` and no more than `valueHigh`." },
    CHANGE_PERCENT: { description: "A change of `changePercent` against the baseline." },
    CHANGE_NUMBER: { description: "A change of `changeNumber` against the baseline." },
    MONITOR_ONLY: { description: "Nothing: it is watched." },
  },
});

/** What was promised of an indicator. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a plan promises of an indicator, with the baseline it is promised against. Where nothing is promised but to watch, it is MONITOR_ONLY." })
@Entity({ tableName: "target", schema: "indicators" })
export class Target extends Fact {
  @Field(() => TargetKind, { description: "What is promised." })
  @Property({ type: "text" })
  kind!: TargetKind;

  @Field(() => Period, { nullable: true, description: "The period it is for; null where the source does not say." })
  @Embedded(() => Period, { nullable: true })
  period!: Period | null;

  @Field(() => String, { nullable: true, description: "A place within the partnership's area; null where it is for all of it." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The promised value in the unit of the indicator; null where a range or a change is promised." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  value!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a range: the least that is promised; null for all other kinds." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  valueLow!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a range: the most that is promised; null for all other kinds." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  valueHigh!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The promised change in percent of the baseline; a fall is negative." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  changePercent!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The promised change in the unit of the indicator; a fall is negative." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  changeNumber!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The value it is promised against; null where none is given." })
  @Property({ type: "string", columnType: "numeric", nullable: true })
  baselineValue!: string | null;

  @Field(() => Period, { nullable: true, description: "The period of the baseline." })
  @Embedded(() => Period, { nullable: true })
  baselinePeriod!: Period | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "The change in number that the percentage comes to against the baseline, computed; null where either is not given.",
  })
  @Property({ columnType: "numeric", type: "string", nullable: true, generated: "(trim_scale(baseline_value * change_percent / 100)) stored" })
  impliedChange!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether the target agrees with its own baseline: the stated change is the implied one to the nearest whole. Null where nothing can be compared.",
  })
  @Property({ type: "boolean", nullable: true, generated: "(abs(baseline_value * change_percent / 100 - change_number) < 0.5) stored" })
  consistent!: boolean | null;

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
  @Field(() => Indicator, { description: "The indicator it is about." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership whose plan promises it; null where it is a Commissioner's." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Needs("areaId")
  @Field(() => Area, { nullable: true, description: "The smallest area of the hub that it is wholly about; null where the source does not say." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }
}
