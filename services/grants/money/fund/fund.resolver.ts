/** The doors to funds. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { AwardConnection } from "../award/award.resolver.js";
import { AwardsArgs, findAwards } from "../award/find-awards.js";
import { ServiceConnection } from "../../commissioning/service/service.resolver.js";
import { findServices, ServicesArgs } from "../../commissioning/service/find-services.js";
import { Reporting, ReportingArgs, reportingOf } from "../../returns/return-expectation/reporting.js";
import { StatedSumConnection } from "../stated-sum/stated-sum.resolver.js";
import { findStatedSums, StatedSumsArgs } from "../stated-sum/find-stated-sums.js";
import { Fund } from "./fund.js";
import { findFunds, FundsArgs } from "./find-funds.js";

/** A page of funds. */
export const FundConnection = connectionOf(Fund, "Fund", Gap);

@Resolver(() => Fund)
export class FundResolver {
  @AnyoneMayAsk()
  @Query(() => Fund, { nullable: true, description: "One fund by its id; null where the id was unknown on that day." })
  fund(
    @Arg("id", () => ID, { description: "Id of the fund." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Fund, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
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

  @FieldResolver(() => ServiceConnection, { description: "The services and projects that it pays for." })
  services(
    @Root() fund: Fund,
    @Args(() => ServicesArgs) args: ServicesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServices(context, args, info, childrenOf(fund, "fund_id", "services"));
  }

  @FieldResolver(() => StatedSumConnection, { description: "What documents say of its money, with or without a sum." })
  statedSums(
    @Root() fund: Fund,
    @Args(() => StatedSumsArgs) args: StatedSumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatedSums(context, args, info, childrenOf(fund, "fund_id", "statedSums"));
  }

  @FieldResolver(() => Reporting, { description: "How well the returns of the awards from it are made: how many were due, and came in time." })
  reporting(@Root() fund: Fund, @Args(() => ReportingArgs) args: ReportingArgs, @Ctx() context: Context): Promise<Reporting> {
    return reportingOf(context, fund, args, "fund");
  }
}
