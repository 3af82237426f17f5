/** The doors to outcomes. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { MeasureLinkConnection } from "../measure-link/measure-link.resolver.js";
import { MeasureLinksArgs, findMeasureLinks } from "../measure-link/find-measure-links.js";
import { Backing, backingOf } from "../../planning/funded/backing.js";
import { Outcome } from "./outcome.js";
import { findOutcomes, OutcomesArgs } from "./find-outcomes.js";

/** A page of outcomes. */
export const OutcomeConnection = connectionOf(Outcome, "Outcome", Gap);

@Resolver(() => Outcome)
export class OutcomeResolver {
  @AnyoneMayAsk()
  @Query(() => Outcome, { nullable: true, description: "One outcome by its id; null where the id was unknown on that day." })
  outcome(
    @Arg("id", () => ID, { description: "Id of the outcome." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Outcome, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => OutcomeConnection, { nullable: true, description: "What the plans that the hub holds should change." })
  outcomes(@Args(() => OutcomesArgs) args: OutcomesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findOutcomes(context, args, info);
  }

  @FieldResolver(() => MeasureLinkConnection, { description: "What it is measured by, in the printed order." })
  measures(
    @Root() outcome: Outcome,
    @Args(() => MeasureLinksArgs) args: MeasureLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMeasureLinks(context, args, info, childrenOf(outcome, "outcome_id", "measures"));
  }

  @FieldResolver(() => Backing, { nullable: true, description: "Whether money stands behind it: what lists are filtered by." })
  backing(@Root() outcome: Outcome, @Ctx() context: Context): Promise<Backing | null> {
    return backingOf(context, outcome, "outcome");
  }
}
