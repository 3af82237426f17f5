/** The doors to allocations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { AllocationBalance, allocationBalance } from "../balance/allocation-balance.js";
import { ClaimConnection } from "../claim/claim.resolver.js";
import { ClaimsArgs, findClaims } from "../claim/find-claims.js";
import { allocate, AllocationInput } from "./allocate.js";
import { AllocationChangeInput, changeAllocation } from "./change-allocation.js";
import { Allocation } from "./allocation.js";
import { findAllocations, AllocationsArgs } from "./find-allocations.js";

/** A page of allocations. */
export const AllocationConnection = connectionOf(Allocation, "Allocation", Gap);

@Resolver(() => Allocation)
export class AllocationResolver {
  @AnyoneMayAsk()
  @Query(() => Allocation, { nullable: true, description: "One allocation by its id; null where the id was unknown on that day." })
  allocation(
    @Arg("id", () => ID, { description: "Id of the allocation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Allocation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AllocationConnection, { nullable: true, description: "The parts of awards that are set aside for a use." })
  allocations(@Args(() => AllocationsArgs) args: AllocationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAllocations(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Allocation, {
    nullable: true,
    description:
      "Sets a part of an award's year aside for a service, a project or a recipient. Refused with ALLOCATIONS_EXCEED_YEAR beyond what the year gives and what an administrator approved on top, with ALLOCATIONS_EXCEED_PARENT, with SHARES_DO_NOT_SUM, and with OUTSIDE_YOUR_REACH for another area.",
  })
  async allocate(
    @Arg("input", () => AllocationInput, { description: "The allocation." }) input: AllocationInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Allocation, await allocate(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Allocation, {
    nullable: true,
    description:
      "Changes an allocation. Refused as allocate is; with PASSED_ON_EXCEEDS_ALLOCATION where more was passed on already, and with VERSION_MOVED where somebody was quicker.",
  })
  async changeAllocation(
    @Arg("input", () => AllocationChangeInput, { description: "What changes." }) input: AllocationChangeInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Allocation, await changeAllocation(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => AllocationBalance, { nullable: true, description: "What moved through it and what is left in it, derived from the entries of the ledger that the caller may see; null where none is recorded of it and nothing is claimed for it, which is not 0.00." })
  balance(@Root() allocation: Allocation, @Ctx() context: Context): Promise<AllocationBalance | null> {
    return allocationBalance(context, allocation);
  }

  @FieldResolver(() => AllocationConnection, { description: "The allocations that are granted onward from it." })
  grantedOnward(
    @Root() allocation: Allocation,
    @Args(() => AllocationsArgs) args: AllocationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAllocations(context, args, info, childrenOf(allocation, "parent_id", "grantedOnward"));
  }

  @FieldResolver(() => ClaimConnection, { description: "The claims for it." })
  claims(
    @Root() allocation: Allocation,
    @Args(() => ClaimsArgs) args: ClaimsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findClaims(context, args, info, childrenOf(allocation, "allocation_id", "claims"));
  }
}
