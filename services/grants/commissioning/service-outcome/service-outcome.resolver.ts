/** The doors to outcomes of services. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ServiceOutcome } from "./service-outcome.js";
import { findServiceOutcomes, ServiceOutcomesArgs } from "./find-service-outcomes.js";
import { recordServiceOutcome, ServiceOutcomeInput } from "./record-service-outcome.js";

/** A page of outcomes of services. */
export const ServiceOutcomeConnection = connectionOf(ServiceOutcome, "ServiceOutcome", Gap);

@Resolver(() => ServiceOutcome)
export class ServiceOutcomeResolver {
  @AnyoneMayAsk()
  @Query(() => ServiceOutcome, { nullable: true, description: "One outcome of a service by its id; null where the id was unknown on that day." })
  serviceOutcome(
    @Arg("id", () => ID, { description: "Id of the outcome of a service." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ServiceOutcome, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ServiceOutcomeConnection, { nullable: true, description: "The outcomes and measures of all services." })
  serviceOutcomes(@Args(() => ServiceOutcomesArgs) args: ServiceOutcomesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findServiceOutcomes(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => ServiceOutcome, {
    nullable: true,
    description:
      "Records what should come of a service of the caller's PCC area with one measure of it, or changes that. Refused with OUTSIDE_YOUR_REACH for another area's, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordServiceOutcome(
    @Arg("input", () => ServiceOutcomeInput, { description: "An outcome of a service." }) input: ServiceOutcomeInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new one." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(ServiceOutcome, await recordServiceOutcome(context, input, expectedVersion, idempotencyKey), info);
  }
}
