/** The doors to plans. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { PriorityConnection } from "../priority/priority.resolver.js";
import { PrioritiesArgs, findPriorities } from "../priority/find-priorities.js";
import { RagLevelConnection } from "../../delivery/rag-level/rag-level.resolver.js";
import { findRagLevels, RagLevelsArgs } from "../../delivery/rag-level/find-rag-levels.js";
import { ActionConnection } from "../../delivery/action/action.resolver.js";
import { ActionsArgs, findActions } from "../../delivery/action/find-actions.js";
import { WorkProgrammeConnection } from "../../delivery/work-programme/work-programme.resolver.js";
import { WorkProgrammesArgs, findWorkProgrammes } from "../../delivery/work-programme/find-work-programmes.js";
import { OutcomeConnection } from "../../delivery/outcome/outcome.resolver.js";
import { OutcomesArgs, findOutcomes } from "../../delivery/outcome/find-outcomes.js";
import { ActionAreaConnection } from "../../delivery/action-area/action-area.resolver.js";
import { ActionAreasArgs, findActionAreas } from "../../delivery/action-area/find-action-areas.js";
import { awardedTotal, AwardedTotal } from "../awarded/awarded-total.js";
import { comparePlans, PlanComparison } from "./compare-plans.js";
import { StatementConnection } from "../statement/statement.resolver.js";
import { StatementsArgs, findStatements } from "../statement/find-statements.js";
import { StrategyLinkConnection } from "../strategy-link/strategy-link.resolver.js";
import { StrategyLinksArgs, findStrategyLinks } from "../strategy-link/find-strategy-links.js";
import { EngagementForumConnection } from "../../engagement/engagement-forum/engagement-forum.resolver.js";
import { EngagementForumsArgs, findEngagementForums } from "../../engagement/engagement-forum/find-engagement-forums.js";
import { PublicationChannelConnection } from "../../engagement/publication-channel/publication-channel.resolver.js";
import { PublicationChannelsArgs, findPublicationChannels } from "../../engagement/publication-channel/find-publication-channels.js";
import { Plan } from "./plan.js";
import { findPlans, PlansArgs } from "./find-plans.js";

/** A page of plans. */
export const PlanConnection = connectionOf(Plan, "Plan", Gap);

@Resolver(() => Plan)
export class PlanResolver {
  @AnyoneMayAsk()
  @Query(() => Plan, { nullable: true, description: "One plan by its id; null where the id was unknown on that day." })
  plan(
    @Arg("id", () => ID, { description: "Id of the plan." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Plan, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PlanConnection, { nullable: true, description: "The plans that the hub holds." })
  plans(@Args(() => PlansArgs) args: PlansArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPlans(context, args, info);
  }

  @FieldResolver(() => PriorityConnection, { description: "Its priorities or themes, in their printed order." })
  priorities(
    @Root() plan: Plan,
    @Args(() => PrioritiesArgs) args: PrioritiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPriorities(context, args, info, childrenOf(plan, "plan_id", "priorities"));
  }

  @FieldResolver(() => RagLevelConnection, { description: "The scheme by which it rates the delivery of its actions, in the order of its key; empty where it prints none." })
  ragScheme(
    @Root() plan: Plan,
    @Args(() => RagLevelsArgs) args: RagLevelsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findRagLevels(context, args, info, childrenOf(plan, "plan_id", "ragScheme"));
  }

  @FieldResolver(() => AwardedTotal, { nullable: true, description: "The money awarded for its partnership in financial years that overlap the plan's: what AWARDED sorts by." })
  awardedTotal(@Root() plan: Plan, @Ctx() context: Context): Promise<unknown> {
    return awardedTotal(context, plan, "plan");
  }

  @FieldResolver(() => ActionConnection, { description: "The lines of its delivery plan, in their printed order." })
  actions(
    @Root() plan: Plan,
    @Args(() => ActionsArgs) args: ActionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActions(context, args, info, childrenOf(plan, "plan_id", "actions"));
  }

  @FieldResolver(() => WorkProgrammeConnection, { description: "Its work programmes, in their printed order." })
  workProgrammes(
    @Root() plan: Plan,
    @Args(() => WorkProgrammesArgs) args: WorkProgrammesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findWorkProgrammes(context, args, info, childrenOf(plan, "plan_id", "workProgrammes"));
  }

  @FieldResolver(() => OutcomeConnection, { description: "What it should change, in the printed order." })
  outcomes(
    @Root() plan: Plan,
    @Args(() => OutcomesArgs) args: OutcomesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findOutcomes(context, args, info, childrenOf(plan, "plan_id", "outcomes"));
  }

  @FieldResolver(() => ActionAreaConnection, { description: "The places that it singles out, in their printed order." })
  actionAreas(
    @Root() plan: Plan,
    @Args(() => ActionAreasArgs) args: ActionAreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActionAreas(context, args, info, childrenOf(plan, "plan_id", "actionAreas"));
  }

  @FieldResolver(() => PlanComparison, {
    nullable: true,
    description:
      "This plan beside another of the same partnership: which priorities are kept, changed, added or dropped. Null where there is no such plan.",
  })
  comparison(
    @Root() plan: Plan,
    @Arg("with", () => ID, {
      nullable: true,
      description: "Id of the plan to compare with; the plan of the same partnership that ended last before this one began, where left out.",
    })
    other: string | null,
    @Ctx() context: Context,
  ): Promise<PlanComparison | null> {
    return comparePlans(context, plan, other);
  }

  @FieldResolver(() => StatementConnection, { description: "What is stated of it itself besides figures, in kinds and printed order: principles, aims, highlights; what is stated of its priorities stands under them." })
  statements(
    @Root() plan: Plan,
    @Args(() => StatementsArgs) args: StatementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatements(context, args, info, childrenOf(plan, "subject", "statements"));
  }

  @FieldResolver(() => StrategyLinkConnection, { description: "The strategies that it refers to, and how." })
  strategies(
    @Root() plan: Plan,
    @Args(() => StrategyLinksArgs) args: StrategyLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStrategyLinks(context, args, info, childrenOf(plan, "subject", "strategies"));
  }

  @FieldResolver(() => EngagementForumConnection, { description: "The ways of meeting, hearing and training people that it tells of." })
  engagementForums(
    @Root() plan: Plan,
    @Args(() => EngagementForumsArgs) args: EngagementForumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findEngagementForums(context, args, info, childrenOf(plan, "plan_id", "engagementForums"));
  }

  @FieldResolver(() => PublicationChannelConnection, { description: "The ways in which it, its results and its messages reach the public." })
  publicationChannels(
    @Root() plan: Plan,
    @Args(() => PublicationChannelsArgs) args: PublicationChannelsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPublicationChannels(context, args, info, childrenOf(plan, "plan_id", "publicationChannels"));
  }
}
