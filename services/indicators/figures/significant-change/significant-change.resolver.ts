/** The door to what moved by more than chance. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { ObservationConnection } from "../observation/observation.resolver.js";
import { findSignificantChanges, SignificantChangesArgs } from "./find-significant-changes.js";

@Resolver()
export class SignificantChangeResolver {
  @AnyoneMayAsk()
  @Query(() => ObservationConnection, {
    nullable: true,
    description:
      "The values of partnerships that moved by more than chance against the same period last year, by partnership, indicator and period. Two counts or rates are told apart by the exact conditional test, two shares by Newcombe's interval; what they come to is `comparison(with: SAME_PERIOD_LAST_YEAR)` of each. Values that are not exact, over a break in the series or from different surveys are not among them.",
  })
  significantChanges(@Args(() => SignificantChangesArgs) args: SignificantChangesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSignificantChanges(context, args, info);
  }
}
