/** The doors to strategy links. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { StrategyLink } from "./strategy-link.js";
import { findStrategyLinks, StrategyLinksArgs } from "./find-strategy-links.js";

/** A page of strategy links. */
export const StrategyLinkConnection = connectionOf(StrategyLink, "StrategyLink", Gap);

@Resolver(() => StrategyLink)
export class StrategyLinkResolver {
  @AnyoneMayAsk()
  @Query(() => StrategyLink, { nullable: true, description: "One strategy link by its id; null where the id was unknown on that day." })
  strategyLink(
    @Arg("id", () => ID, { description: "Id of the strategy link." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(StrategyLink, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => StrategyLinkConnection, { nullable: true, description: "How plans, priorities and PCC objectives refer to strategies." })
  strategyLinks(@Args(() => StrategyLinksArgs) args: StrategyLinksArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findStrategyLinks(context, args, info);
  }
}
