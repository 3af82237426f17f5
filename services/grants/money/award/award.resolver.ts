/** The doors to awards. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ServiceConnection } from "../../commissioning/service/service.resolver.js";
import { findServices, ServicesArgs } from "../../commissioning/service/find-services.js";
import { findProfileLines, ProfileLinesArgs } from "../../returns/profile-line/find-profile-lines.js";
import { ProfileLineConnection } from "../../returns/profile-line/profile-line.resolver.js";
import { findReturnExpectations, ReturnExpectationsArgs } from "../../returns/return-expectation/find-return-expectations.js";
import { Reporting, ReportingArgs, reportingOf } from "../../returns/return-expectation/reporting.js";
import { ReturnExpectationConnection } from "../../returns/return-expectation/return-expectation.resolver.js";
import { findSpendReturns, SpendReturnsArgs } from "../../returns/spend-return/find-spend-returns.js";
import { spendingOf, SpendingArgs } from "../../returns/spending/spending-of.js";
import { YearSpending } from "../../returns/spending/year-spending.js";
import { SpendReturnConnection } from "../../returns/spend-return/spend-return.resolver.js";
import { StatedSumConnection } from "../stated-sum/stated-sum.resolver.js";
import { findStatedSums, StatedSumsArgs } from "../stated-sum/find-stated-sums.js";
import { AllocationConnection } from "../../ledger/allocation/allocation.resolver.js";
import { AllocationsArgs, findAllocations } from "../../ledger/allocation/find-allocations.js";
import { AllocationYear, allocationYears } from "../../ledger/balance/allocation-year.js";
import { AwardBalance, awardBalance } from "../../ledger/balance/award-balance.js";
import { ClaimConnection } from "../../ledger/claim/claim.resolver.js";
import { ClaimsArgs, findClaims } from "../../ledger/claim/find-claims.js";
import { findLedgerEntries, LedgerEntriesArgs } from "../../ledger/ledger-entry/find-ledger-entries.js";
import { LedgerEntryConnection } from "../../ledger/ledger-entry/ledger-entry.resolver.js";
import { findOverAllocations, OverAllocationsArgs } from "../../ledger/over-allocation/find-over-allocations.js";
import { OverAllocationConnection } from "../../ledger/over-allocation/over-allocation.resolver.js";
import { Award } from "./award.js";
import { AwardFacets, AwardFacetsArgs } from "./award-facets.js";
import { AwardInput, recordAward } from "./record-award.js";
import { findAwards, AwardsArgs } from "./find-awards.js";

/** A page of awards. */
export const AwardConnection = connectionOf(Award, "Award", Gap);

@Resolver(() => Award)
export class AwardResolver {
  @AnyoneMayAsk()
  @Query(() => Award, { nullable: true, description: "One award by its id; null where the id was unknown on that day." })
  award(
    @Arg("id", () => ID, { description: "Id of the award." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Award, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AwardConnection, { nullable: true, description: "The awards that the hub holds." })
  awards(@Args(() => AwardsArgs) args: AwardsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAwards(context, args, info);
  }

  @AnyoneMayAsk()
  @Query(() => AwardFacets, {
    nullable: true,
    description: "The awards that a filter finds, counted and summed by what they have in common. Awards that the caller may not see are neither counted nor summed.",
  })
  awardFacets(@Args(() => AwardFacetsArgs) args: AwardFacetsArgs, @Ctx() context: Context): AwardFacets {
    return new AwardFacets(args, asOfDay(context, args.asOf));
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Award, {
    nullable: true,
    description:
      "Records an award for a partnership of the caller's PCC area, or changes one. Refused with OUTSIDE_YOUR_REACH for a partnership of another area, with AMOUNTS_DO_NOT_SUM, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordAward(
    @Arg("input", () => AwardInput, { description: "The award." }) input: AwardInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new award." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Award, await recordAward(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => ServiceConnection, { description: "The services and projects that it pays for, wholly or in part." })
  services(
    @Root() award: Award,
    @Args(() => ServicesArgs) args: ServicesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServices(context, args, info, childrenOf(award, "award_id", "services"));
  }

  @FieldResolver(() => StatedSumConnection, { description: "The sums that documents print of it. They tell of the same money: never add them to it." })
  statedSums(
    @Root() award: Award,
    @Args(() => StatedSumsArgs) args: StatedSumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatedSums(context, args, info, childrenOf(award, "award_id", "statedSums"));
  }

  @FieldResolver(() => AwardBalance, { nullable: true, description: "What its money comes to, derived from the entries of the ledger and the claims that the caller may see; null where neither is recorded, which is not 0.00." })
  balance(@Root() award: Award, @Ctx() context: Context): Promise<AwardBalance | null> {
    return awardBalance(context, award);
  }

  @FieldResolver(() => [AllocationYear], { description: "Each of its years beside what is allocated of it, and what was approved beyond it, in the order of the years." })
  allocationYears(@Root() award: Award, @Ctx() context: Context): Promise<AllocationYear[]> {
    return allocationYears(context, award);
  }

  @FieldResolver(() => AllocationConnection, { description: "What is set aside of it: allocations that hang on it, and those that hang on each other." })
  allocations(
    @Root() award: Award,
    @Args(() => AllocationsArgs) args: AllocationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAllocations(context, args, info, childrenOf(award, "award_id", "allocations"));
  }

  @FieldResolver(() => OverAllocationConnection, { description: "The approvals by which more may be allocated in a year than it gives." })
  overAllocations(
    @Root() award: Award,
    @Args(() => OverAllocationsArgs) args: OverAllocationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findOverAllocations(context, args, info, childrenOf(award, "award_id", "overAllocations"));
  }

  @FieldResolver(() => ClaimConnection, { description: "The claims on it." })
  claims(
    @Root() award: Award,
    @Args(() => ClaimsArgs) args: ClaimsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findClaims(context, args, info, childrenOf(award, "award_id", "claims"));
  }

  @FieldResolver(() => LedgerEntryConnection, { description: "Every movement of its money." })
  ledgerEntries(
    @Root() award: Award,
    @Args(() => LedgerEntriesArgs) args: LedgerEntriesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findLedgerEntries(context, args, info, childrenOf(award, "award_id", "ledgerEntries"));
  }

  @FieldResolver(() => ProfileLineConnection, { description: "What is planned to be spent of it, by period: of the award as a whole, and of its allocations." })
  profile(
    @Root() award: Award,
    @Args(() => ProfileLinesArgs) args: ProfileLinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findProfileLines(context, args, info, childrenOf(award, "award_id", "profile"));
  }

  @FieldResolver(() => ReturnExpectationConnection, { description: "The returns that are due of it, and what became of each." })
  returnExpectations(
    @Root() award: Award,
    @Args(() => ReturnExpectationsArgs) args: ReturnExpectationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findReturnExpectations(context, args, info, childrenOf(award, "award_id", "returnExpectations"));
  }

  @FieldResolver(() => SpendReturnConnection, { description: "What was spent of it, as the partnership returned it, by period." })
  spendReturns(
    @Root() award: Award,
    @Args(() => SpendReturnsArgs) args: SpendReturnsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSpendReturns(context, args, info, childrenOf(award, "award_id", "spendReturns"));
  }

  @FieldResolver(() => Reporting, { description: "How well its returns are made: how many were due, and came in time." })
  reporting(@Root() award: Award, @Args(() => ReportingArgs) args: ReportingArgs, @Ctx() context: Context): Promise<Reporting> {
    return reportingOf(context, award, args, "award");
  }

  @FieldResolver(() => [YearSpending], { description: "What was spent of it in each of its years, beside what was planned and given, and what the year is expected to come to." })
  spending(@Root() award: Award, @Args(() => SpendingArgs) args: SpendingArgs, @Ctx() context: Context): Promise<YearSpending[]> {
    return spendingOf(context, award, args, "award");
  }
}
