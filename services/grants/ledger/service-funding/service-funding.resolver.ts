/** The doors to fundings of services. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ServiceFundingInput, setServiceFunding } from "./set-service-funding.js";
import { ServiceFunding } from "./service-funding.js";
import { findServiceFundings, ServiceFundingsArgs } from "./find-service-fundings.js";

/** A page of fundings of services. */
export const ServiceFundingConnection = connectionOf(ServiceFunding, "ServiceFunding", Gap);

@Resolver(() => ServiceFunding)
export class ServiceFundingResolver {
  @AnyoneMayAsk()
  @Query(() => ServiceFunding, { nullable: true, description: "One funding of a service by its id; null where the id was unknown on that day." })
  serviceFunding(
    @Arg("id", () => ID, { description: "Id of the funding of a service." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ServiceFunding, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ServiceFundingConnection, { nullable: true, description: "Who bears what of the services' years." })
  serviceFundings(@Args(() => ServiceFundingsArgs) args: ServiceFundingsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findServiceFundings(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => ServiceFunding, {
    nullable: true,
    description:
      "Sets what a service costs in a year and which fund bears which share of it. Refused with SHARES_DO_NOT_SUM where the shares do not come to 100.00.",
  })
  async setServiceFunding(
    @Arg("input", () => ServiceFundingInput, { description: "The funding." }) input: ServiceFundingInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 where the year has no funding yet." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(ServiceFunding, await setServiceFunding(context, input, expectedVersion, idempotencyKey), info);
  }
}
