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
import { StatisticalStatus } from "../statistic/status.js";
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

  @Field(() => DecimalScalar, { nullable: true, description: "The lower limit of its confidence interval as its source published it; null where none was." })
  publishedLower!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The upper limit, likewise." })
  publishedUpper!: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The confidence of the published limits in percent, likewise." })
  publishedConfidence!: string | null;

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
  STATISTICAL_STATUS = "STATISTICAL_STATUS",
}

registerEnumType(RevisedStatus, {
  name: "RevisedStatus",
  description: "Which status a revision changes.",
  valuesConfig: {
    STATUS: { description: "How settled the value is: provisional, final, revised, withdrawn." },
    TARGET_STATUS: { description: "Whether the target of its period is met." },
    STATISTICAL_STATUS: { description: "What the numbers say of it against the same period last year." },
  },
});

/** What a revision changes. */
export enum RevisedPart {
  VALUE = "VALUE",
  QUALIFIER = "QUALIFIER",
  NUMERATOR = "NUMERATOR",
  DENOMINATOR = "DENOMINATOR",
  PUBLISHED_LOWER = "PUBLISHED_LOWER",
  PUBLISHED_UPPER = "PUBLISHED_UPPER",
  PUBLISHED_CONFIDENCE = "PUBLISHED_CONFIDENCE",
  STATUS = "STATUS",
  TARGET_STATUS = "TARGET_STATUS",
  STATISTICAL_STATUS = "STATISTICAL_STATUS",
}

registerEnumType(RevisedPart, {
  name: "RevisedPart",
  description: "What of a value, or of its standing, a revision changes.",
  valuesConfig: {
    VALUE: { description: "The value." },
    QUALIFIER: { description: "How exactly it is given." },
    NUMERATOR: { description: "How many." },
    DENOMINATOR: { description: "Out of how many." },
    PUBLISHED_LOWER: { description: "The lower limit that its source publishes." },
    PUBLISHED_UPPER: { description: "The upper limit that its source publishes." },
    PUBLISHED_CONFIDENCE: { description: "The confidence of the published limits." },
    STATUS: { description: "How settled it is." },
    TARGET_STATUS: { description: "Whether the target of its period is met, computed." },
    STATISTICAL_STATUS: { description: "What the numbers say of it against the same period last year, computed: the code of its statistical status." },
  },
});

@ObjectType({ simpleResolvers: true, description: "One thing that a revision changes, as it was and as it is." })
export class RevisionChange {
  @Field(() => RevisedPart, { description: "What it changes." })
  what!: RevisedPart;

  @Field(() => String, { nullable: true, description: "What was said before; null where nothing was." })
  before!: string | null;

  @Field(() => String, { nullable: true, description: "What is said since; null where nothing is." })
  after!: string | null;
}

/** One thing that a revision changes. */
export function revisionChange(what: RevisedPart, before: string | null, after: string | null): RevisionChange {
  return Object.assign(new RevisionChange(), { what, before, after });
}

/** A version beside the one that it replaced. */
@ObjectType({ simpleResolvers: true, description: "A revision of an observation: what was said before and after, by how much it changed, and which statuses it changed." })
export class ObservationRevision extends Seen {
  @Field(() => ObservationVersion, { description: "What was said before." })
  before!: ObservationVersion;

  @Field(() => ObservationVersion, { description: "What is said since." })
  after!: ObservationVersion;

  @Field(() => Float, { nullable: true, description: "By how much the value changed, in percent of the one before; a fall is negative. Null where it was 0 before." })
  changePercent!: number | null;

  /** Not in the API: what it changed of what is said, shown in `changes`. */
  said!: RevisionChange[];

  /** Not in the API: works out what the numbers say before and after; those of a page are worked out together. */
  statuses!: () => Promise<StatisticalStatus[]>;

  private statusesMade: Promise<StatisticalStatus[]> | undefined;

  @Field(() => [RevisionChange], { description: "All that it changed of the value and its standing, each as it was and as it is." })
  async changes(): Promise<RevisionChange[]> {
    return [...this.said, ...(await this.standings()).map(([, what, before, after]) => revisionChange(what, before, after))];
  }

  @Field(() => [RevisedStatus], { description: "Which statuses it changed." })
  async changed(): Promise<RevisedStatus[]> {
    return [...(this.before.status === this.after.status ? [] : [RevisedStatus.STATUS]), ...(await this.standings()).map(([status]) => status)];
  }

  @Field(() => StatisticalStatus, { description: "What the numbers say of the value before, against the same period last year, at 95%. The value of last year is taken as it is known on the day that is asked for." })
  async statisticalStatusBefore(): Promise<StatisticalStatus> {
    return (await this.madeStatuses())[0]!;
  }

  @Field(() => StatisticalStatus, { description: "What they say of the value since, likewise." })
  async statisticalStatusAfter(): Promise<StatisticalStatus> {
    return (await this.madeStatuses())[1]!;
  }

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

  /** The computed statuses that it changed, each as it was and as it is. */
  private async standings(): Promise<[RevisedStatus, RevisedPart, string, string][]> {
    const [was, is] = await this.madeStatuses();
    const all: [RevisedStatus, RevisedPart, string, string][] = [
      [RevisedStatus.TARGET_STATUS, RevisedPart.TARGET_STATUS, this.targetStatusBefore, this.targetStatusAfter],
      [RevisedStatus.STATISTICAL_STATUS, RevisedPart.STATISTICAL_STATUS, was!.code, is!.code],
    ];
    return all.filter(([, , before, after]) => before !== after);
  }

  private madeStatuses(): Promise<StatisticalStatus[]> {
    return (this.statusesMade ??= this.statuses());
  }
}
