/** The doors to actions. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ProjectConnection } from "../project/project.resolver.js";
import { ProjectsArgs, findProjects } from "../project/find-projects.js";
import { ProgressUpdateConnection } from "../progress-update/progress-update.resolver.js";
import { ProgressUpdatesArgs, findProgressUpdates } from "../progress-update/find-progress-updates.js";
import { OutcomeConnection } from "../outcome/outcome.resolver.js";
import { OutcomesArgs, findOutcomes } from "../outcome/find-outcomes.js";
import { ActionAreaConnection } from "../action-area/action-area.resolver.js";
import { ActionAreasArgs, findActionAreas } from "../action-area/find-action-areas.js";
import { Backing, backingOf } from "../../planning/funded/backing.js";
import { Action } from "./action.js";
import { findActions, ActionsArgs } from "./find-actions.js";

/** A page of actions. */
export const ActionConnection = connectionOf(Action, "Action", Gap);

@Resolver(() => Action)
export class ActionResolver {
  @AnyoneMayAsk()
  @Query(() => Action, { nullable: true, description: "One action by its id; null where the id was unknown on that day." })
  action(
    @Arg("id", () => ID, { description: "Id of the action." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Action, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
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

  @FieldResolver(() => ProgressUpdateConnection, { description: "What was reported of it and of its project lines, in the order of the periods reported on." })
  progress(
    @Root() action: Action,
    @Args(() => ProgressUpdatesArgs) args: ProgressUpdatesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findProgressUpdates(context, args, info, childrenOf(action, "action_id", "progress"));
  }

  @FieldResolver(() => OutcomeConnection, { description: "What should come of it: the same as `outcome`, with its measures. Empty where the plan does not say which of the outcomes belongs to which action." })
  outcomes(
    @Root() action: Action,
    @Args(() => OutcomesArgs) args: OutcomesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findOutcomes(context, args, info, childrenOf(action, "action_id", "outcomes"));
  }

  @FieldResolver(() => ActionAreaConnection, { description: "The places that it singles out, in their printed order." })
  actionAreas(
    @Root() action: Action,
    @Args(() => ActionAreasArgs) args: ActionAreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActionAreas(context, args, info, childrenOf(action, "action_id", "actionAreas"));
  }

  @FieldResolver(() => Backing, { nullable: true, description: "Whether money stands behind it: what lists are filtered by." })
  backing(@Root() action: Action, @Ctx() context: Context): Promise<Backing | null> {
    return backingOf(context, action, "action");
  }
}
