/** The doors to priorities. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { ActionConnection } from "../action/action.resolver.js";
import { ActionsArgs, findActions } from "../action/find-actions.js";
import { Priority } from "./priority.js";
import { findPriorities, PrioritiesArgs } from "./find-priorities.js";

/** A page of priorities. */
export const PriorityConnection = connectionOf(Priority, "Priority", Gap);

@Resolver(() => Priority)
export class PriorityResolver {
  @Query(() => Priority, { nullable: true, description: "One priority by its id; null where the id was unknown on that day." })
  priority(
    @Arg("id", () => ID, { description: "Id of the priority." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Priority, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => PriorityConnection, { nullable: true, description: "The priorities and themes of all plans." })
  priorities(@Args(() => PrioritiesArgs) args: PrioritiesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPriorities(context, args, info);
  }

  @FieldResolver(() => ActionConnection, { description: "The lines of the delivery plan under it, in their printed order." })
  actions(
    @Root() priority: Priority,
    @Args(() => ActionsArgs) args: ActionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActions(context, args, info, childrenOf(priority, "priority_id", "actions"));
  }
}
