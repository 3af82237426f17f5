/** The doors to services. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ServiceOutcomeConnection } from "../service-outcome/service-outcome.resolver.js";
import { findServiceOutcomes, ServiceOutcomesArgs } from "../service-outcome/find-service-outcomes.js";
import { StatedSumConnection } from "../../money/stated-sum/stated-sum.resolver.js";
import { findStatedSums, StatedSumsArgs } from "../../money/stated-sum/find-stated-sums.js";
import { AllocationConnection } from "../../ledger/allocation/allocation.resolver.js";
import { AllocationsArgs, findAllocations } from "../../ledger/allocation/find-allocations.js";
import { findServiceFundings, ServiceFundingsArgs } from "../../ledger/service-funding/find-service-fundings.js";
import { ServiceFundingConnection } from "../../ledger/service-funding/service-funding.resolver.js";
import { Service } from "./service.js";
import { findServices, ServicesArgs } from "./find-services.js";
import { recordService, ServiceInput } from "./record-service.js";

/** A page of services. */
export const ServiceConnection = connectionOf(Service, "Service", Gap);

@Resolver(() => Service)
export class ServiceResolver {
  @AnyoneMayAsk()
  @Query(() => Service, { nullable: true, description: "One service by its id; null where the id was unknown on that day." })
  service(
    @Arg("id", () => ID, { description: "Id of the service." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Service, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ServiceConnection, { nullable: true, description: "The services and projects that the hub knows to be commissioned or paid for." })
  services(@Args(() => ServicesArgs) args: ServicesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findServices(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Service, {
    nullable: true,
    description:
      "Records a service for a partnership of the caller's PCC area, or changes one. Refused with OUTSIDE_YOUR_REACH for another area's, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordService(
    @Arg("input", () => ServiceInput, { description: "A service." }) input: ServiceInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new one." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Service, await recordService(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => ServiceOutcomeConnection, { description: "What should come of it, in the printed order: a row for each measure." })
  outcomes(
    @Root() service: Service,
    @Args(() => ServiceOutcomesArgs) args: ServiceOutcomesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServiceOutcomes(context, args, info, childrenOf(service, "service_id", "outcomes"));
  }

  @FieldResolver(() => StatedSumConnection, { description: "Money for it that documents speak of." })
  statedSums(
    @Root() service: Service,
    @Args(() => StatedSumsArgs) args: StatedSumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatedSums(context, args, info, childrenOf(service, "service_id", "statedSums"));
  }

  @FieldResolver(() => AllocationConnection, { description: "What is set aside for it." })
  allocations(
    @Root() service: Service,
    @Args(() => AllocationsArgs) args: AllocationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAllocations(context, args, info, childrenOf(service, "service_id", "allocations"));
  }

  @FieldResolver(() => ServiceFundingConnection, { description: "What it costs in each year, and which fund bears which share of that: one row for each year." })
  fundings(
    @Root() service: Service,
    @Args(() => ServiceFundingsArgs) args: ServiceFundingsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServiceFundings(context, args, info, childrenOf(service, "service_id", "fundings"));
  }
}
