/** The doors to populations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Population } from "./population.js";
import { findPopulations, PopulationsArgs } from "./find-populations.js";

/** A page of populations. */
export const PopulationConnection = connectionOf(Population, "Population", Gap);

@Resolver(() => Population)
export class PopulationResolver {
  @AnyoneMayAsk()
  @Query(() => Population, { nullable: true, description: "One population by its id; null where the id was unknown on that day." })
  population(
    @Arg("id", () => ID, { description: "Id of the population." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Population, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PopulationConnection, { nullable: true, description: "How many live where; empty until a file of populations is imported." })
  populations(@Args(() => PopulationsArgs) args: PopulationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPopulations(context, args, info);
  }
}
