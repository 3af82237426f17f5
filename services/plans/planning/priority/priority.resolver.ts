/** The doors to priorities. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ActionConnection } from "../../delivery/action/action.resolver.js";
import { ActionsArgs, findActions } from "../../delivery/action/find-actions.js";
import { WorkProgrammeConnection } from "../../delivery/work-programme/work-programme.resolver.js";
import { WorkProgrammesArgs, findWorkProgrammes } from "../../delivery/work-programme/find-work-programmes.js";
import { WorkstreamConnection } from "../../delivery/workstream/workstream.resolver.js";
import { WorkstreamsArgs, findWorkstreams } from "../../delivery/workstream/find-workstreams.js";
import { OutcomeConnection } from "../../delivery/outcome/outcome.resolver.js";
import { OutcomesArgs, findOutcomes } from "../../delivery/outcome/find-outcomes.js";
import { ActionAreaConnection } from "../../delivery/action-area/action-area.resolver.js";
import { ActionAreasArgs, findActionAreas } from "../../delivery/action-area/find-action-areas.js";
import { StatementConnection } from "../statement/statement.resolver.js";
import { StatementsArgs, findStatements } from "../statement/find-statements.js";
import { StrategyLinkConnection } from "../strategy-link/strategy-link.resolver.js";
import { StrategyLinksArgs, findStrategyLinks } from "../strategy-link/find-strategy-links.js";
import { Priority } from "./priority.js";
import { findPriorities, PrioritiesArgs } from "./find-priorities.js";

/** A page of priorities. */
export const PriorityConnection = connectionOf(Priority, "Priority", Gap);

@Resolver(() => Priority)
export class PriorityResolver {
  @AnyoneMayAsk()
  @Query(() => Priority, { nullable: true, description: "One priority by its id; null where the id was unknown on that day." })
  priority(
    @Arg("id", () => ID, { description: "Id of the priority." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Priority, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
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

  @FieldResolver(() => WorkProgrammeConnection, { description: "The work programmes that serve it, in their printed order." })
  workProgrammes(
    @Root() priority: Priority,
    @Args(() => WorkProgrammesArgs) args: WorkProgrammesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findWorkProgrammes(context, args, info, childrenOf(priority, "priority_id", "workProgrammes"));
  }

  @FieldResolver(() => WorkstreamConnection, { description: "What delivers it, then what it is linked to, in the printed order." })
  workstreams(
    @Root() priority: Priority,
    @Args(() => WorkstreamsArgs) args: WorkstreamsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findWorkstreams(context, args, info, childrenOf(priority, "priority_id", "workstreams"));
  }

  @FieldResolver(() => OutcomeConnection, { description: "What should change under it, in the printed order." })
  outcomes(
    @Root() priority: Priority,
    @Args(() => OutcomesArgs) args: OutcomesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findOutcomes(context, args, info, childrenOf(priority, "priority_id", "outcomes"));
  }

  @FieldResolver(() => ActionAreaConnection, { description: "The places singled out under it, in their printed order." })
  actionAreas(
    @Root() priority: Priority,
    @Args(() => ActionAreasArgs) args: ActionAreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActionAreas(context, args, info, childrenOf(priority, "priority_id", "actionAreas"));
  }

  @FieldResolver(() => StatementConnection, { description: "What is stated of it itself besides figures, in kinds and printed order: context, purpose, objectives." })
  statements(
    @Root() priority: Priority,
    @Args(() => StatementsArgs) args: StatementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatements(context, args, info, childrenOf(priority, "subject", "statements"));
  }

  @FieldResolver(() => StrategyLinkConnection, { description: "The strategies that it refers to, and how." })
  strategies(
    @Root() priority: Priority,
    @Args(() => StrategyLinksArgs) args: StrategyLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStrategyLinks(context, args, info, childrenOf(priority, "subject", "strategies"));
  }
}
