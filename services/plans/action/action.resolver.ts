/** The doors to actions. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { ProjectConnection } from "../project/project.resolver.js";
import { ProjectsArgs, findProjects } from "../project/find-projects.js";
import { Action } from "./action.js";
import { findActions, ActionsArgs } from "./find-actions.js";

/** A page of actions. */
export const ActionConnection = connectionOf(Action, "Action", Gap);

@Resolver(() => Action)
export class ActionResolver {
  @Query(() => Action, { nullable: true, description: "One action by its id; null where the id was unknown on that day." })
  action(
    @Arg("id", () => ID, { description: "Id of the action." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Action, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => ActionConnection, { nullable: true, description: "The lines of all delivery plans." })
  actions(@Args(() => ActionsArgs) args: ActionsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findActions(context, args, info);
  }

  @FieldResolver(() => ProjectConnection, { description: "Its project lines, in their printed order." })
  projects(
    @Root() action: Action,
    @Args(() => ProjectsArgs) args: ProjectsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findProjects(context, args, info, childrenOf(action, "action_id", "projects"));
  }
}
