/** A suppressed observation: one that is there and is not shown to whoever asks, because a small count could be read from it or worked out. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, GraphQLISODateTime, Info, ObjectType, registerEnumType } from "type-graphql";
import { Seen, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Area } from "../../places/area/area.js";
import { Indicator } from "../indicator/indicator.js";
import { Extent } from "../observation/observation.js";
import { Partnership } from "../../references/partnership/partnership.js";

/** Why an observation is not shown. */
export enum SuppressionReason {
  SUPPRESSED = "SUPPRESSED",
}

registerEnumType(SuppressionReason, {
  name: "SuppressionReason",
  description: "Why an observation is not shown.",
  valuesConfig: { SUPPRESSED: { description: "A count from 1 to 4 could be read from it or worked out. Which of the two it is nobody is told." } },
});

/** An observation that is not shown. */
@ObjectType({
  simpleResolvers: true,
  description:
    "An observation of a restricted indicator that is there and is not shown to whoever asks: a count from 1 to 4, or one from which such a count could be worked out. Which of the two it is nobody is told. Its id is that of the observation.",
})
export class SuppressedObservation extends Seen {
  @Field(() => Period, { nullable: true, description: "The period that it is about; null where its source does not say." })
  period!: Period | null;

  @Field(() => String, { nullable: true, description: "The part of the whole that it is about, as dimension=value; null where it is about all." })
  dimension!: string | null;

  @Field(() => String, { nullable: true, description: "The group that is followed; null where it is no cohort." })
  cohort!: string | null;

  @Field(() => String, { nullable: true, description: "The place as printed; null where it is simply about its area." })
  place!: string | null;

  @Field(() => Extent, { description: "How far it reaches: whether it is about the partnership's own area, or context from around it." })
  extent!: Extent;

  @Field(() => GraphQLISODateTime, { description: "Since when it was known." })
  knownFrom!: Date;

  @Field(() => DecimalScalar, { nullable: true, description: "Its value: always null. It stands here as it does in an observation, so that the two can be put into one table." })
  value!: null;

  @Field(() => SuppressionReason, { description: "Why the value is null." })
  reason!: SuppressionReason;

  @Field(() => String, { description: "Why it is not shown, in a sentence." })
  explanation!: string;

  indicatorId!: string;

  partnershipId!: string | null;

  areaId!: string | null;

  @Field(() => Indicator, { description: "The indicator whose value it is." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Field(() => Partnership, { nullable: true, description: "The partnership that it is about; null where it is about an area of no single partnership." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }

  @Field(() => Area, { nullable: true, description: "The smallest area of the hub that it is wholly about; null where its source does not say." })
  area(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.areaId ? context.refer(Area, { id: this.areaId, asOf: this.asOf }, info) : null;
  }
}
