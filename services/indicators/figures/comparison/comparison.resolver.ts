/** The doors from a value to its interval, to what it is compared with, and to what the numbers say of it. */
import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { Observation } from "../observation/observation.js";
import { ConfidenceLevel } from "../statistic/confidence.js";
import { Interval, shownInterval } from "../statistic/interval.js";
import { readFigure } from "../statistic/read-figures.js";
import { StatisticalStatus } from "../statistic/status.js";
import { Comparison } from "./comparison.js";
import { ComparisonArgs, findComparison } from "./find-comparison.js";
import { statusAgainstLastYear } from "./status-against-last-year.js";

const SURE = "How sure.";

@Resolver(() => Observation)
export class ComparisonResolver {
  @FieldResolver(() => Interval, { nullable: true, description: "Where the value that lies behind the figure is taken to lie: as its source publishes it for that confidence, else by the method of its type." })
  async interval(
    @Root() observation: Observation,
    @Arg("confidence", () => ConfidenceLevel, { defaultValue: ConfidenceLevel.P95, description: SURE }) confidence: ConfidenceLevel,
    @Ctx() context: Context,
  ): Promise<Interval | null> {
    const figure = await readFigure(context, observation.id, observation.asOf);
    return figure ? shownInterval(figure, confidence) : null;
  }

  @FieldResolver(() => Comparison, { nullable: true, description: "The value beside another: of its own past, an area, similar partnerships, or another observation of the same period." })
  comparison(@Root() observation: Observation, @Args(() => ComparisonArgs) args: ComparisonArgs, @Ctx() context: Context): Promise<Comparison | null> {
    return findComparison(context, observation.id, args, observation.asOf);
  }

  @FieldResolver(() => StatisticalStatus, { nullable: true, description: "What the numbers say of the value against the same period last year." })
  statisticalStatus(
    @Root() observation: Observation,
    @Arg("confidence", () => ConfidenceLevel, { defaultValue: ConfidenceLevel.P95, description: SURE }) confidence: ConfidenceLevel,
    @Arg("polarity", () => Polarity, { nullable: true, description: "Which way is better, where a plan takes it otherwise than the indicator." }) polarity: Polarity | null | undefined,
    @Ctx() context: Context,
  ): Promise<StatisticalStatus | null> {
    return statusAgainstLastYear(context, observation.id, { confidence, polarity }, observation.asOf);
  }
}
