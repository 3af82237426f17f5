/** The doors to strategies. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { StrategyLinkConnection } from "../strategy-link/strategy-link.resolver.js";
import { StrategyLinksArgs, findStrategyLinks } from "../strategy-link/find-strategy-links.js";
import { Strategy } from "./strategy.js";
import { findStrategies, StrategiesArgs } from "./find-strategies.js";

/** A page of strategies. */
export const StrategyConnection = connectionOf(Strategy, "Strategy", Gap);

@Resolver(() => Strategy)
export class StrategyResolver {
  @AnyoneMayAsk()
  @Query(() => Strategy, { nullable: true, description: "One strategy by its id; null where the id was unknown on that day." })
  strategy(
    @Arg("id", () => ID, { description: "Id of the strategy." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Strategy, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => StrategyConnection, { nullable: true, description: "The strategies, plans, visions, reports and campaigns of anybody that the documents refer to." })
  strategies(@Args(() => StrategiesArgs) args: StrategiesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findStrategies(context, args, info);
  }

  @FieldResolver(() => StrategyLinkConnection, { description: "Which plans, priorities and PCC objectives refer to it, and how." })
  links(
    @Root() strategy: Strategy,
    @Args(() => StrategyLinksArgs) args: StrategyLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStrategyLinks(context, args, info, childrenOf(strategy, "strategy_id", "links"));
  }
}
