/** The doors to area successions. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { AreaSuccession } from "./area-succession.js";
import { findAreaSuccessions, AreaSuccessionsArgs } from "./find-area-successions.js";

/** A page of area successions. */
export const AreaSuccessionConnection = connectionOf(AreaSuccession, "AreaSuccession", Gap);

@Resolver(() => AreaSuccession)
export class AreaSuccessionResolver {
  @AnyoneMayAsk()
  @Query(() => AreaSuccession, { nullable: true, description: "One area succession by its id; null where the id was unknown on that day." })
  areaSuccession(
    @Arg("id", () => ID, { description: "Id of the area succession." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(AreaSuccession, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AreaSuccessionConnection, { nullable: true, description: "What became of areas, and which came in their place." })
  areaSuccessions(@Args(() => AreaSuccessionsArgs) args: AreaSuccessionsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAreaSuccessions(context, args, info);
  }
}
