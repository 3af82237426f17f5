/** The doors to observations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { Observation } from "./observation.js";
import { findObservations, ObservationsArgs } from "./find-observations.js";

/** A page of observations. */
export const ObservationConnection = connectionOf(Observation, "Observation", Gap);

@Resolver(() => Observation)
export class ObservationResolver {
  @Query(() => Observation, { nullable: true, description: "One observation by its id; null where the id was unknown on that day." })
  observation(
    @Arg("id", () => ID, { description: "Id of the observation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Observation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => ObservationConnection, { nullable: true, description: "The values of all indicators." })
  observations(@Args(() => ObservationsArgs) args: ObservationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findObservations(context, args, info);
  }
}
