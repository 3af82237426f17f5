/** The doors to successions. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Succession } from "./succession.js";
import { findSuccessions, SuccessionsArgs } from "./find-successions.js";

/** A page of successions. */
export const SuccessionConnection = connectionOf(Succession, "Succession", Gap);

@Resolver(() => Succession)
export class SuccessionResolver {
  @AnyoneMayAsk()
  @Query(() => Succession, { nullable: true, description: "One succession by its id; null where the id was unknown on that day." })
  succession(
    @Arg("id", () => ID, { description: "Id of the succession." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Succession, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => SuccessionConnection, { nullable: true, description: "What became of organisations, bodies and services." })
  successions(@Args(() => SuccessionsArgs) args: SuccessionsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSuccessions(context, args, info);
  }
}
