/** The doors to indicators. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ExpectationConnection } from "../expectation/expectation.resolver.js";
import { ExpectationsArgs, findExpectations } from "../expectation/find-expectations.js";
import { ObservationConnection } from "../observation/observation.resolver.js";
import { ObservationsArgs, findObservations } from "../observation/find-observations.js";
import { TargetConnection } from "../target/target.resolver.js";
import { TargetsArgs, findTargets } from "../target/find-targets.js";
import { Indicator } from "./indicator.js";
import { findIndicators, IndicatorsArgs } from "./find-indicators.js";

/** A page of indicators. */
export const IndicatorConnection = connectionOf(Indicator, "Indicator", Gap);

@Resolver(() => Indicator)
export class IndicatorResolver {
  @AnyoneMayAsk()
  @Query(() => Indicator, { nullable: true, description: "One indicator by its id; null where the id was unknown on that day." })
  indicator(
    @Arg("id", () => ID, { description: "Id of the indicator." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Indicator, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => IndicatorConnection, { nullable: true, description: "The indicators that the hub holds." })
  indicators(@Args(() => IndicatorsArgs) args: IndicatorsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findIndicators(context, args, info);
  }

  @FieldResolver(() => ObservationConnection, { description: "Its values." })
  observations(
    @Root() indicator: Indicator,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findObservations(context, args, info, childrenOf(indicator, "indicator_id", "observations"));
  }

  @FieldResolver(() => TargetConnection, { description: "What was promised of it." })
  targets(
    @Root() indicator: Indicator,
    @Args(() => TargetsArgs) args: TargetsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findTargets(context, args, info, childrenOf(indicator, "indicator_id", "targets"));
  }

  @FieldResolver(() => ExpectationConnection, { description: "The values of it that partnerships are to return, and what became of each." })
  expectations(
    @Root() indicator: Indicator,
    @Args(() => ExpectationsArgs) args: ExpectationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findExpectations(context, args, info, childrenOf(indicator, "indicator_id", "expectations"));
  }
}
