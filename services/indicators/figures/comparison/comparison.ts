/** A comparison: a value beside another or beside a reference, and whether they differ by more than chance. */
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Field, Float, ID, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Period } from "../../../../kernel/values/period.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { ComparatorGroup } from "../comparator-group/comparator-group.js";
import { Observation } from "../observation/observation.js";
import { ConfidenceLevel } from "../statistic/confidence.js";
import { NotComputed } from "../statistic/not-computed.js";
import { Parameter, StatisticalMethod } from "../statistic/status.js";

/** What a value is compared with. */
export enum ComparedWith {
  PREVIOUS_PERIOD = "PREVIOUS_PERIOD",
  SAME_PERIOD_LAST_YEAR = "SAME_PERIOD_LAST_YEAR",
  AREA = "AREA",
  COMPARATOR_GROUP = "COMPARATOR_GROUP",
  OBSERVATION = "OBSERVATION",
}

registerEnumType(ComparedWith, {
  name: "ComparedWith",
  description: "What a value is compared with. Except with its own past, a value is compared for the same period and kind of period alone, and never with itself.",
  valuesConfig: {
    PREVIOUS_PERIOD: { description: "The value of the same subject in the period before. Neither of the two is taken as known." },
    SAME_PERIOD_LAST_YEAR: { description: "The value of the same subject a year earlier. Neither of the two is taken as known." },
    AREA: { description: "The value of an area, named in `area`, which is taken as known." },
    COMPARATOR_GROUP: { description: "The other partnerships of a comparator group together, which are taken as known: of shares and rates their events over their wholes, of all else the mean of their values." },
    OBSERVATION: { description: "Another observation, named in `observation`. Neither of the two is taken as known." },
  },
});

/** Where a value stands. */
export enum Standing {
  SIMILAR = "SIMILAR",
  LOWER = "LOWER",
  HIGHER = "HIGHER",
}

registerEnumType(Standing, {
  name: "Standing",
  description: "Where a value stands to what it is compared with.",
  valuesConfig: {
    SIMILAR: { description: "They differ by no more than chance." },
    LOWER: { description: "It is lower by more than chance." },
    HIGHER: { description: "It is higher by more than chance." },
  },
});

/** What a standing means. */
export enum Judgement {
  SIMILAR = "SIMILAR",
  BETTER = "BETTER",
  WORSE = "WORSE",
  LOWER = "LOWER",
  HIGHER = "HIGHER",
}

registerEnumType(Judgement, {
  name: "Judgement",
  description: "What a standing means by polarity.",
  valuesConfig: {
    SIMILAR: { description: "They differ by no more than chance." },
    BETTER: { description: "It is better by more than chance." },
    WORSE: { description: "It is worse by more than chance." },
    LOWER: { description: "It is lower, and nobody says which way is better." },
    HIGHER: { description: "It is higher, and nobody says which way is better." },
  },
});

/** A value beside another. */
@ObjectType({ simpleResolvers: true, description: "A value beside another or beside a reference, and whether they differ by more than chance, with the values it is computed from, the method and its numbers: enough to work it out again." })
export class Comparison {
  /** The day that it is seen on. */
  asOf!: Day;

  @Field(() => ComparedWith, { description: "What the value is compared with." })
  with!: ComparedWith;

  @Field(() => ConfidenceLevel, { description: "How sure a difference has to be." })
  confidence!: ConfidenceLevel;

  @Field(() => Standing, { nullable: true, description: "Where the value stands; null where nothing is computed." })
  standing!: Standing | null;

  @Field(() => Judgement, { nullable: true, description: "What that means by `polarity`; null where nothing is computed." })
  judgement!: Judgement | null;

  @Field(() => Polarity, { description: "Which way was taken for better: as asked, else the indicator's own." })
  polarity!: Polarity;

  @Field(() => Float, { nullable: true, description: "What it is compared with, in the unit of the indicator; null where there is nothing." })
  reference!: number | null;

  @Field(() => Period, { nullable: true, description: "The period of what it is compared with." })
  referencePeriod!: Period | null;

  @Field(() => String, { description: "What came of it, in a sentence; of the counts of two places or groups, also that their sizes are not taken into account." })
  explains!: string;

  @Field(() => StatisticalMethod, { nullable: true, description: "The method; null where nothing is computed." })
  method!: StatisticalMethod | null;

  @Field(() => Float, { nullable: true, description: "Of two counts or rates: the value over what it is compared with; null of all else, and where that is none." })
  ratio!: number | null;

  @Field(() => Float, { nullable: true, description: "The value less what it is compared with, in the unit of the indicator." })
  difference!: number | null;

  @Field(() => Float, { nullable: true, description: "The lower limit: of the ratio, of the difference of two shares in percentage points, or of the value itself beside a reference." })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: "The upper limit, likewise; null where there is none." })
  upper!: number | null;

  @Field(() => Float, { nullable: true, description: "Of two counts or rates: how likely two that are alike differ as much, two-sided (twice the smaller tail)." })
  p!: number | null;

  @Field(() => [Parameter], { description: "The numbers of the method by their names." })
  parameters!: Parameter[];

  @Field(() => [ID], { description: "Ids of the observations that it is computed from, that of the value itself first." })
  observationIds!: string[];

  @Field(() => NotComputed, { nullable: true, description: "Why nothing is computed; null where something is." })
  notComputed!: NotComputed | null;

  /** Not in the API: reached through `group`. */
  groupId!: string | null;

  @Field(() => [Observation], { nullable: "items", description: "The same observations." })
  observations(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    return Promise.all(this.observationIds.map((id) => context.refer(Observation, { id, asOf: this.asOf }, info)));
  }

  @Field(() => ComparatorGroup, { nullable: true, description: "The comparator group; null where it is compared with none." })
  group(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.groupId ? context.refer(ComparatorGroup, { id: this.groupId, asOf: this.asOf }, info) : null;
  }
}
