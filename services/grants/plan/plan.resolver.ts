/** The door that grants adds to a plan: the money of its years, found by what the plans service says of it. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { Args, Ctx, Directive, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AwardConnection } from "../award/award.resolver.js";
import { AwardsArgs, findAwards } from "../award/find-awards.js";
import { Plan } from "./plan.js";

@Resolver(() => Plan)
export class PlanResolver {
  // The gateway sends partnership and period along with the key: grants asks nobody and keeps no copy of plans.
  @Directive('@requires(fields: "partnership { id } period { from to }")')
  @FieldResolver(() => AwardConnection, {
    nullable: true,
    description: "The money awarded for the plan's partnership in years that overlap the plan's.",
  })
  awards(
    @Root() plan: Plan,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAwards(context, args, info, {
      values: [plan.partnership.id, plan.period.from, plan.period.to],
      types: ["text", "date", "date"],
      on: () => sql`t.partnership_id = p.v0 and t.period_from <= p.v2 and t.period_to >= p.v1`,
      list: { subject: plan.partnership.id, field: "awards" },
      asOf: plan.asOf,
    });
  }
}
