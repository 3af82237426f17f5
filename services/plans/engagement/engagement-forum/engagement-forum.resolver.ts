/** The doors to engagement forums. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { EngagementForum } from "./engagement-forum.js";
import { findEngagementForums, EngagementForumsArgs } from "./find-engagement-forums.js";

/** A page of engagement forums. */
export const EngagementForumConnection = connectionOf(EngagementForum, "EngagementForum", Gap);

@Resolver(() => EngagementForum)
export class EngagementForumResolver {
  @AnyoneMayAsk()
  @Query(() => EngagementForum, { nullable: true, description: "One engagement forum by its id; null where the id was unknown on that day." })
  engagementForum(
    @Arg("id", () => ID, { description: "Id of the engagement forum." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(EngagementForum, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => EngagementForumConnection, { nullable: true, description: "The ways in which partnerships meet, hear and train the public and their partners." })
  engagementForums(@Args(() => EngagementForumsArgs) args: EngagementForumsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findEngagementForums(context, args, info);
  }
}
