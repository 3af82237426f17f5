/** A revision of an observation: a version of it beside the one that it replaced. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Float, GraphQLISODateTime, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import { Seen, seen } from "../../../../kernel/facts/seen.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Period } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation, ObservationStatus } from "../observation/observation.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { StandingToTarget } from "../target/standing-to-target.js";

/** What a version of an observation said. */
@ObjectType({ simpleResolvers: true, description: "What one version of an observation said." })
export class ObservationVersion {
  @Field(() => Int, { description: "Which version: 1 for the first." })
  version!: number;

  @Field(() => Qualifier, { description: "How exactly the value was given." })
  qualifier!: Qualifier;

  @Field(() => DecimalScalar, { description: "The value in the unit of its indicator." })
  value!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a share: how many; null where it was not given." })
  numerator!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a share: out of how many; null where it was not given." })
  denominator!: string | null;

  @Field(() => ObservationStatus, { description: "How settled it was." })
  status!: ObservationStatus;

  @Field(() => GraphQLISODateTime, { description: "Since when it was known." })
  knownFrom!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: "When the next one replaced it; null while none has." })
  knownTo!: Date | null;
}

/** What of a value's standing a revision changes. */
export enum RevisedStatus {
  STATUS = "STATUS",
  TARGET_STATUS = "TARGET_STATUS",
}

registerEnumType(RevisedStatus, {
  name: "RevisedStatus",
  description: "Which status a revision changes.",
  valuesConfig: {
    STATUS: { description: "How settled the value is: provisional, final, revised, withdrawn." },
    TARGET_STATUS: { description: "Whether the target of its period is met." },
  },
});

/** A version beside the one that it replaced. */
@ObjectType({ simpleResolvers: true, description: "A revision of an observation: what was said before and after, by how much it changed, and which statuses it changed." })
export class ObservationRevision extends Seen {
  @Field(() => ObservationVersion, { description: "What was said before." })
  before!: ObservationVersion;

  @Field(() => ObservationVersion, { description: "What is said since." })
  after!: ObservationVersion;

  @Field(() => Float, { nullable: true, description: "By how much the value changed, in percent of the one before; a fall is negative. Null where it was 0 before." })
  changePercent!: number | null;

  @Field(() => [RevisedStatus], { description: "Which statuses it changed." })
  changed!: RevisedStatus[];

  @Field(() => StandingToTarget, { description: "Whether the target of its period was met by the value before. The target is taken as it is known on the day that is asked for." })
  targetStatusBefore!: StandingToTarget;

  @Field(() => StandingToTarget, { description: "Whether it is met by the value since." })
  targetStatusAfter!: StandingToTarget;

  @Field(() => Period, { nullable: true, description: "The period that the value is about; null where the source does not say." })
  period!: Period | null;

  observationId!: string;
  indicatorId!: string;
  partnershipId!: string | null;

  @Field(() => Observation, { nullable: true, description: "The observation as it is known on the day that is asked for." })
  observation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Observation, { id: this.observationId, asOf: this.asOf }, info);
  }

  @Field(() => Indicator, { description: "The indicator whose value it is." })
  indicator(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Indicator, { id: this.indicatorId, asOf: this.asOf }, info);
  }

  @Field(() => Partnership, { nullable: true, description: "The partnership that it is about; null where it is about an area of no single partnership." })
  partnership(): Partnership | null {
    return this.partnershipId ? seen(Partnership, this.partnershipId, this.asOf) : null;
  }
}
