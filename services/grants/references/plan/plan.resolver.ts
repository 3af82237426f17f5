/** The door that grants adds to a plan: the money of its years, found by what the plans service says of it. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AwardConnection } from "../../money/award/award.resolver.js";
import { AwardsArgs, findAwards } from "../../money/award/find-awards.js";
import { Plan } from "./plan.js";

@Resolver(() => Plan)
export class PlanResolver {
  // The gateway sends partnership and period along with the key: grants asks nobody and keeps no copy of plans.
  @Directive('@requires(fields: "partnership { id } period { from to }")')
  @FieldResolver(() => AwardConnection, {
    nullable: true,
    description: "The money awarded for the plan's partnership in years that overlap the plan's; null where the question asks for the partnership too and the caller may not see it.",
  })
  awards(
    @Root() plan: Plan,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    const { partnership, period } = plan;
    // The gateway sends what it found: nothing, where the caller may not see the partnership.
    if (!partnership) return null;
    return findAwards(context, args, info, {
      values: [partnership.id, period.from, period.to],
      types: ["text", "date", "date"],
      on: () => sql`t.partnership_id = p.v0 and t.period_from <= p.v2 and t.period_to >= p.v1`,
      list: { subject: partnership.id, field: "awards" },
      asOf: plan.asOf,
    });
  }
}
