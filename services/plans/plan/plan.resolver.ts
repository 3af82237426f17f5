/** The doors to plans. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { PriorityConnection } from "../priority/priority.resolver.js";
import { PrioritiesArgs, findPriorities } from "../priority/find-priorities.js";
import { ActionConnection } from "../action/action.resolver.js";
import { ActionsArgs, findActions } from "../action/find-actions.js";
import { comparePlans, PlanComparison } from "./compare-plans.js";
import { Plan } from "./plan.js";
import { findPlans, PlansArgs } from "./find-plans.js";

/** A page of plans. */
export const PlanConnection = connectionOf(Plan, "Plan", Gap);

@Resolver(() => Plan)
export class PlanResolver {
  @Query(() => Plan, { nullable: true, description: "One plan by its id; null where the id was unknown on that day." })
  plan(
    @Arg("id", () => ID, { description: "Id of the plan." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Plan, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

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

  @FieldResolver(() => ActionConnection, { description: "The lines of its delivery plan, in their printed order." })
  actions(
    @Root() plan: Plan,
    @Args(() => ActionsArgs) args: ActionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActions(context, args, info, childrenOf(plan, "plan_id", "actions"));
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
}
