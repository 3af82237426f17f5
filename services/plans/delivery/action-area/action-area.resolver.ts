/** The doors to action areas. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ActionArea } from "./action-area.js";
import { findActionAreas, ActionAreasArgs } from "./find-action-areas.js";

/** A page of action areas. */
export const ActionAreaConnection = connectionOf(ActionArea, "ActionArea", Gap);

@Resolver(() => ActionArea)
export class ActionAreaResolver {
  @AnyoneMayAsk()
  @Query(() => ActionArea, { nullable: true, description: "One action area by its id; null where the id was unknown on that day." })
  actionArea(
    @Arg("id", () => ID, { description: "Id of the action area." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ActionArea, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ActionAreaConnection, { nullable: true, description: "The places that the plans single out." })
  actionAreas(@Args(() => ActionAreasArgs) args: ActionAreasArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findActionAreas(context, args, info);
  }
}
