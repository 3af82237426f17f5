/** The door to suppressed observations. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import { connectionOf } from "../../../../kernel/lists/connection.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { findSuppressedObservations, SuppressedObservationsArgs } from "./find-suppressed-observations.js";
import { SuppressedObservation } from "./suppressed-observation.js";

/** A page of suppressed observations. */
export const SuppressedObservationConnection = connectionOf(SuppressedObservation, "SuppressedObservation", Gap);

@Resolver(() => SuppressedObservation)
export class SuppressedObservationResolver {
  @AnyoneMayAsk()
  @Query(() => SuppressedObservationConnection, { nullable: true, description: "The observations that are there and not shown to whoever asks, each with what is told of it: all but what it says. Of what is kept from the public as a whole nothing is told." })
  suppressedObservations(@Args(() => SuppressedObservationsArgs) args: SuppressedObservationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSuppressedObservations(context, args, info);
  }
}
