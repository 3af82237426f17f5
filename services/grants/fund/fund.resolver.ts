/** The doors to funds. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { AwardConnection } from "../award/award.resolver.js";
import { AwardsArgs, findAwards } from "../award/find-awards.js";
import { Fund } from "./fund.js";
import { findFunds, FundsArgs } from "./find-funds.js";

/** A page of funds. */
export const FundConnection = connectionOf(Fund, "Fund", Gap);

@Resolver(() => Fund)
export class FundResolver {
  @Query(() => Fund, { nullable: true, description: "One fund by its id; null where the id was unknown on that day." })
  fund(
    @Arg("id", () => ID, { description: "Id of the fund." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Fund, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => FundConnection, { nullable: true, description: "The funds that the hub knows of." })
  funds(@Args(() => FundsArgs) args: FundsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findFunds(context, args, info);
  }

  @FieldResolver(() => AwardConnection, { description: "The awards made from it." })
  awards(
    @Root() fund: Fund,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAwards(context, args, info, childrenOf(fund, "fund_id", "awards"));
  }
}
