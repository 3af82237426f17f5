/** The door that indicators adds to a service: what came of it, as its outputs are counted. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { ObservationConnection } from "../../figures/observation/observation.resolver.js";
import { findObservations, ObservationsArgs } from "../../figures/observation/find-observations.js";
import { Service } from "./service.js";

@Resolver(() => Service)
export class ServiceResolver {
  @FieldResolver(() => ObservationConnection, { nullable: true, description: "What was counted of its outputs and results. None recorded is an empty list; an output of 0 is a value." })
  outputs(
    @Root() service: Service,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findObservations(context, args, info, childrenOf(service, "service_id", "outputs"));
  }
}
