/** The doors to over-allocations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { approveOverAllocation, OverAllocationInput } from "./approve-over-allocation.js";
import { OverAllocation } from "./over-allocation.js";
import { findOverAllocations, OverAllocationsArgs } from "./find-over-allocations.js";

/** A page of over-allocations. */
export const OverAllocationConnection = connectionOf(OverAllocation, "OverAllocation", Gap);

@Resolver(() => OverAllocation)
export class OverAllocationResolver {
  @AnyoneMayAsk()
  @Query(() => OverAllocation, { nullable: true, description: "One over-allocation by its id; null where the id was unknown on that day." })
  overAllocation(
    @Arg("id", () => ID, { description: "Id of the over-allocation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(OverAllocation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => OverAllocationConnection, { nullable: true, description: "The approvals by which more may be allocated in a year than an award gives for it." })
  overAllocations(@Args(() => OverAllocationsArgs) args: OverAllocationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findOverAllocations(context, args, info);
  }

  @MayCall({ roles: [Role.ADMINISTRATOR] })
  @Mutation(() => OverAllocation, {
    nullable: true,
    description:
      "Approves that the allocations of a year exceed what the award gives for it, or changes such an approval. Refused with ALLOCATIONS_EXCEED_YEAR where more is allocated already than it would leave room for.",
  })
  async approveOverAllocation(
    @Arg("input", () => OverAllocationInput, { description: "The approval." }) input: OverAllocationInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 where the year has no approval yet." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(OverAllocation, await approveOverAllocation(context, input, expectedVersion, idempotencyKey), info);
  }
}
