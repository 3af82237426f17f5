/** The doors to belongings of areas to partnerships. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { AreaPartnership } from "./area-partnership.js";
import { findAreaPartnerships, AreaPartnershipsArgs } from "./find-area-partnerships.js";

/** A page of belongings of areas to partnerships. */
export const AreaPartnershipConnection = connectionOf(AreaPartnership, "AreaPartnership", Gap);

@Resolver(() => AreaPartnership)
export class AreaPartnershipResolver {
  @AnyoneMayAsk()
  @Query(() => AreaPartnership, { nullable: true, description: "One belonging of an area to a partnership by its id; null where the id was unknown on that day." })
  areaPartnership(
    @Arg("id", () => ID, { description: "Id of the belonging of an area to a partnership." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(AreaPartnership, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AreaPartnershipConnection, { nullable: true, description: "Which partnership answers for which area, and when." })
  areaPartnerships(@Args(() => AreaPartnershipsArgs) args: AreaPartnershipsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAreaPartnerships(context, args, info);
  }
}
