/** The doors to partnerships. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { PlanConnection } from "../plan/plan.resolver.js";
import { PlansArgs, findPlans } from "../plan/find-plans.js";
import { Partnership } from "./partnership.js";
import { findPartnerships, PartnershipsArgs } from "./find-partnerships.js";

/** A page of partnerships. */
export const PartnershipConnection = connectionOf(Partnership, "Partnership", Gap);

@Resolver(() => Partnership)
export class PartnershipResolver {
  @Query(() => Partnership, { nullable: true, description: "One partnership by its id; null where the id was unknown on that day." })
  partnership(
    @Arg("id", () => ID, { description: "Id of the partnership." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Partnership, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => PartnershipConnection, { nullable: true, description: "The partnerships that the hub covers." })
  partnerships(@Args(() => PartnershipsArgs) args: PartnershipsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPartnerships(context, args, info);
  }

  @FieldResolver(() => PlanConnection, { description: "Its plans." })
  plans(
    @Root() partnership: Partnership,
    @Args(() => PlansArgs) args: PlansArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPlans(context, args, info, childrenOf(partnership, "partnership_id", "plans"));
  }
}
