/** The door that indicators adds to a plan: the wards that it calls the most vulnerable. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { VulnerableWardConnection } from "../../places/vulnerable-ward/vulnerable-ward.resolver.js";
import { VulnerableWardsArgs, findVulnerableWards } from "../../places/vulnerable-ward/find-vulnerable-wards.js";
import { Plan } from "./plan.js";

@Resolver(() => Plan)
export class PlanResolver {
  @FieldResolver(() => VulnerableWardConnection, { nullable: true, description: "The wards that it calls the most vulnerable, by type of crime." })
  vulnerableWards(
    @Root() plan: Plan,
    @Args(() => VulnerableWardsArgs) args: VulnerableWardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findVulnerableWards(context, args, info, childrenOf(plan, "plan_id", "vulnerableWards"));
  }
}
