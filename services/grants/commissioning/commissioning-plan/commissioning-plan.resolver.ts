/** The doors to commissioning plans. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ServiceConnection } from "../service/service.resolver.js";
import { findServices, ServicesArgs } from "../service/find-services.js";
import { CommissioningPlan } from "./commissioning-plan.js";
import { findCommissioningPlans, CommissioningPlansArgs } from "./find-commissioning-plans.js";
import { CommissioningPlanInput, recordCommissioningPlan } from "./record-commissioning-plan.js";

/** A page of commissioning plans. */
export const CommissioningPlanConnection = connectionOf(CommissioningPlan, "CommissioningPlan", Gap);

@Resolver(() => CommissioningPlan)
export class CommissioningPlanResolver {
  @AnyoneMayAsk()
  @Query(() => CommissioningPlan, { nullable: true, description: "One commissioning plan by its id; null where the id was unknown on that day." })
  commissioningPlan(
    @Arg("id", () => ID, { description: "Id of the commissioning plan." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(CommissioningPlan, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => CommissioningPlanConnection, { nullable: true, description: "The commissioning plans of all partnerships." })
  commissioningPlans(@Args(() => CommissioningPlansArgs) args: CommissioningPlansArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findCommissioningPlans(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => CommissioningPlan, {
    nullable: true,
    description:
      "Records a commissioning plan for a partnership of the caller's PCC area, or changes one. Refused with OUTSIDE_YOUR_REACH for another area's, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordCommissioningPlan(
    @Arg("input", () => CommissioningPlanInput, { description: "A commissioning plan." }) input: CommissioningPlanInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new one." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(CommissioningPlan, await recordCommissioningPlan(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => ServiceConnection, { description: "The services commissioned under it." })
  services(
    @Root() commissioningPlan: CommissioningPlan,
    @Args(() => ServicesArgs) args: ServicesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServices(context, args, info, childrenOf(commissioningPlan, "commissioning_plan_id", "services"));
  }
}
