/** The doors to the levels of rating schemes. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { RagLevel } from "./rag-level.js";
import { findRagLevels, RagLevelsArgs } from "./find-rag-levels.js";

/** A page of levels. */
export const RagLevelConnection = connectionOf(RagLevel, "RagLevel", Gap);

@Resolver(() => RagLevel)
export class RagLevelResolver {
  @AnyoneMayAsk()
  @Query(() => RagLevel, { nullable: true, description: "One level of a plan's rating scheme by its id; null where the id was unknown on that day." })
  ragLevel(
    @Arg("id", () => ID, { description: "Id of the level." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(RagLevel, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => RagLevelConnection, { nullable: true, description: "The levels of the rating schemes of all plans." })
  ragLevels(@Args(() => RagLevelsArgs) args: RagLevelsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findRagLevels(context, args, info);
  }
}
