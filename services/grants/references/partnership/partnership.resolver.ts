/** The doors that grants adds to a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { AwardConnection } from "../../money/award/award.resolver.js";
import { findAwards, AwardsArgs } from "../../money/award/find-awards.js";
import { AgreementConnection } from "../../granting/agreement/agreement.resolver.js";
import { AgreementsArgs, findAgreements } from "../../granting/agreement/find-agreements.js";
import { ApplicationConnection } from "../../granting/application/application.resolver.js";
import { ApplicationsArgs, findApplications } from "../../granting/application/find-applications.js";
import { CommissioningPlanConnection } from "../../commissioning/commissioning-plan/commissioning-plan.resolver.js";
import { CommissioningPlansArgs, findCommissioningPlans } from "../../commissioning/commissioning-plan/find-commissioning-plans.js";
import { ServiceConnection } from "../../commissioning/service/service.resolver.js";
import { findServices, ServicesArgs } from "../../commissioning/service/find-services.js";
import { StatedSumConnection } from "../../money/stated-sum/stated-sum.resolver.js";
import { findStatedSums, StatedSumsArgs } from "../../money/stated-sum/find-stated-sums.js";
import { AllocationConnection } from "../../ledger/allocation/allocation.resolver.js";
import { AllocationsArgs, findAllocations } from "../../ledger/allocation/find-allocations.js";
import { ClaimConnection } from "../../ledger/claim/claim.resolver.js";
import { ClaimsArgs, findClaims } from "../../ledger/claim/find-claims.js";
import { findLedgerEntries, LedgerEntriesArgs } from "../../ledger/ledger-entry/find-ledger-entries.js";
import { LedgerEntryConnection } from "../../ledger/ledger-entry/ledger-entry.resolver.js";
import { findProfileLines, ProfileLinesArgs } from "../../returns/profile-line/find-profile-lines.js";
import { ProfileLineConnection } from "../../returns/profile-line/profile-line.resolver.js";
import { findReturnExpectations, ReturnExpectationsArgs } from "../../returns/return-expectation/find-return-expectations.js";
import { Reporting, ReportingArgs, reportingOf } from "../../returns/return-expectation/reporting.js";
import { ReturnExpectationConnection } from "../../returns/return-expectation/return-expectation.resolver.js";
import { findSpendReturns, SpendReturnsArgs } from "../../returns/spend-return/find-spend-returns.js";
import { spendingOf, SpendingArgs } from "../../returns/spending/spending-of.js";
import { YearSpending } from "../../returns/spending/year-spending.js";
import { SpendReturnConnection } from "../../returns/spend-return/spend-return.resolver.js";
import { Partnership } from "./partnership.js";

@Resolver(() => Partnership)
export class PartnershipResolver {
  @FieldResolver(() => AwardConnection, { nullable: true, description: "The money awarded for the partnership. Where there is none, `gaps` of the list says why." })
  awards(
    @Root() partnership: Partnership,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAwards(context, args, info, childrenOf(partnership, "partnership_id", "awards"));
  }

  @FieldResolver(() => ApplicationConnection, { nullable: true, description: "What it asked funders for, and how far each application has come." })
  applications(
    @Root() partnership: Partnership,
    @Args(() => ApplicationsArgs) args: ApplicationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findApplications(context, args, info, childrenOf(partnership, "partnership_id", "applications"));
  }

  @FieldResolver(() => AgreementConnection, { nullable: true, description: "Where the grants for it stand. An award that was recorded or imported without its lifecycle has no agreement." })
  agreements(
    @Root() partnership: Partnership,
    @Args(() => AgreementsArgs) args: AgreementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAgreements(context, args, info, childrenOf(partnership, "of_partnership", "agreements"));
  }

  @FieldResolver(() => CommissioningPlanConnection, { nullable: true, description: "Its commissioning plans. Where there is none, `gaps` of the list says why." })
  commissioningPlans(
    @Root() partnership: Partnership,
    @Args(() => CommissioningPlansArgs) args: CommissioningPlansArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findCommissioningPlans(context, args, info, childrenOf(partnership, "partnership_id", "commissioningPlans"));
  }

  @FieldResolver(() => ServiceConnection, { nullable: true, description: "The services and projects for it that the hub knows to be commissioned or paid for; those that serve a region are no one partnership's." })
  services(
    @Root() partnership: Partnership,
    @Args(() => ServicesArgs) args: ServicesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServices(context, args, info, childrenOf(partnership, "partnership_id", "services"));
  }

  @FieldResolver(() => StatedSumConnection, { nullable: true, description: "Every sum about it that a document prints, and every funding mentioned without one. Awards are the ledger's own: never add the two." })
  statedSums(
    @Root() partnership: Partnership,
    @Args(() => StatedSumsArgs) args: StatedSumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatedSums(context, args, info, childrenOf(partnership, "partnership_id", "statedSums"));
  }

  @FieldResolver(() => AllocationConnection, { nullable: true, description: "What is set aside of the awards for it." })
  allocations(
    @Root() partnership: Partnership,
    @Args(() => AllocationsArgs) args: AllocationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAllocations(context, args, info, childrenOf(partnership, "of_partnership", "allocations"));
  }

  @FieldResolver(() => ClaimConnection, { nullable: true, description: "The claims that it made." })
  claims(
    @Root() partnership: Partnership,
    @Args(() => ClaimsArgs) args: ClaimsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findClaims(context, args, info, childrenOf(partnership, "of_partnership", "claims"));
  }

  @FieldResolver(() => LedgerEntryConnection, { nullable: true, description: "Every movement of the money awarded for it." })
  ledgerEntries(
    @Root() partnership: Partnership,
    @Args(() => LedgerEntriesArgs) args: LedgerEntriesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findLedgerEntries(context, args, info, childrenOf(partnership, "of_partnership", "ledgerEntries"));
  }

  @FieldResolver(() => ProfileLineConnection, { nullable: true, description: "What is planned to be spent of its awards, by period." })
  profile(
    @Root() partnership: Partnership,
    @Args(() => ProfileLinesArgs) args: ProfileLinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findProfileLines(context, args, info, childrenOf(partnership, "of_partnership", "profile"));
  }

  @FieldResolver(() => ReturnExpectationConnection, { nullable: true, description: "The returns that are due of its awards, and what became of each." })
  returnExpectations(
    @Root() partnership: Partnership,
    @Args(() => ReturnExpectationsArgs) args: ReturnExpectationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findReturnExpectations(context, args, info, childrenOf(partnership, "of_partnership", "returnExpectations"));
  }

  @FieldResolver(() => SpendReturnConnection, { nullable: true, description: "What was spent of its awards, as it returned it, by period." })
  spendReturns(
    @Root() partnership: Partnership,
    @Args(() => SpendReturnsArgs) args: SpendReturnsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSpendReturns(context, args, info, childrenOf(partnership, "of_partnership", "spendReturns"));
  }

  @FieldResolver(() => Reporting, { nullable: true, description: "How well the returns of its awards are made: how many were due, and came in time." })
  reporting(@Root() partnership: Partnership, @Args(() => ReportingArgs) args: ReportingArgs, @Ctx() context: Context): Promise<Reporting> {
    return reportingOf(context, partnership, args, "partnership");
  }

  @FieldResolver(() => [YearSpending], { nullable: true, description: "What was spent of its awards in each financial year for which they give money, beside what was planned and given, and what the year is expected to come to." })
  spending(@Root() partnership: Partnership, @Args(() => SpendingArgs) args: SpendingArgs, @Ctx() context: Context): Promise<YearSpending[]> {
    return spendingOf(context, partnership, args, "partnership");
  }
}
