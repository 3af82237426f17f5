/** The doors to partnerships. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { BodyConnection } from "../body/body.resolver.js";
import { BodiesArgs, findBodies } from "../body/find-bodies.js";
import { GlossaryTermConnection } from "../../sources/glossary-term/glossary-term.resolver.js";
import { GlossaryTermsArgs, findGlossaryTerms } from "../../sources/glossary-term/find-glossary-terms.js";
import { MembershipConnection } from "../membership/membership.resolver.js";
import { MembershipsArgs, findMemberships } from "../membership/find-memberships.js";
import { ReportingLineConnection } from "../reporting-line/reporting-line.resolver.js";
import { ReportingLinesArgs, findReportingLines } from "../reporting-line/find-reporting-lines.js";
import { StatutoryDutyConnection } from "../statutory-duty/statutory-duty.resolver.js";
import { StatutoryDutiesArgs, findStatutoryDuties } from "../statutory-duty/find-statutory-duties.js";
import { PlanConnection } from "../../planning/plan/plan.resolver.js";
import { PlansArgs, findPlans } from "../../planning/plan/find-plans.js";
import { awardedTotal, AwardedTotal } from "../../planning/awarded/awarded-total.js";
import { StatementConnection } from "../../planning/statement/statement.resolver.js";
import { StatementsArgs, findStatements } from "../../planning/statement/find-statements.js";
import { EngagementForumConnection } from "../../engagement/engagement-forum/engagement-forum.resolver.js";
import { EngagementForumsArgs, findEngagementForums } from "../../engagement/engagement-forum/find-engagement-forums.js";
import { Partnership } from "./partnership.js";
import { findPartnerships, PartnershipsArgs } from "./find-partnerships.js";

/** A page of partnerships. */
export const PartnershipConnection = connectionOf(Partnership, "Partnership", Gap);

@Resolver(() => Partnership)
export class PartnershipResolver {
  @AnyoneMayAsk()
  @Query(() => Partnership, { nullable: true, description: "One partnership by its id; null where the id was unknown on that day." })
  partnership(
    @Arg("id", () => ID, { description: "Id of the partnership." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Partnership, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PartnershipConnection, { nullable: true, description: "The partnerships that the hub covers." })
  partnerships(@Args(() => PartnershipsArgs) args: PartnershipsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPartnerships(context, args, info);
  }

  @FieldResolver(() => AwardedTotal, { nullable: true, description: "The money awarded for it in financial years that one of its plans covers, each penny once: what AWARDED sorts by." })
  awardedTotal(@Root() partnership: Partnership, @Ctx() context: Context): Promise<unknown> {
    return awardedTotal(context, partnership, "partnership");
  }

  @FieldResolver(() => PlanConnection, { description: "Its plans." })
  plans(
    @Root() partnership: Partnership,
    @Args(() => PlansArgs) args: PlansArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPlans(context, args, info, childrenOf(partnership, "partnership_id", "plans"));
  }

  @FieldResolver(() => BodyConnection, { description: "The boards, committees, groups, panels and teams in its arrangements, its own and others'." })
  bodies(
    @Root() partnership: Partnership,
    @Args(() => BodiesArgs) args: BodiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findBodies(context, args, info, childrenOf(partnership, "partnership_id", "bodies"));
  }

  @FieldResolver(() => ReportingLineConnection, { description: "How the bodies in its arrangements stand to each other." })
  reportingLines(
    @Root() partnership: Partnership,
    @Args(() => ReportingLinesArgs) args: ReportingLinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findReportingLines(context, args, info, childrenOf(partnership, "partnership_id", "reportingLines"));
  }

  @FieldResolver(() => MembershipConnection, { description: "Who belongs to it, and to the bodies in its arrangements." })
  memberships(
    @Root() partnership: Partnership,
    @Args(() => MembershipsArgs) args: MembershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMemberships(context, args, info, childrenOf(partnership, "partnership_id", "memberships"));
  }

  @FieldResolver(() => StatutoryDutyConnection, { description: "The statutory duties that its documents state." })
  statutoryDuties(
    @Root() partnership: Partnership,
    @Args(() => StatutoryDutiesArgs) args: StatutoryDutiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatutoryDuties(context, args, info, childrenOf(partnership, "partnership_id", "statutoryDuties"));
  }

  @FieldResolver(() => GlossaryTermConnection, { description: "The words and abbreviations that its documents explain." })
  glossaryTerms(
    @Root() partnership: Partnership,
    @Args(() => GlossaryTermsArgs) args: GlossaryTermsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findGlossaryTerms(context, args, info, childrenOf(partnership, "partnership_id", "glossaryTerms"));
  }

  @FieldResolver(() => StatementConnection, { description: "What is stated of it itself besides figures, in kinds and printed order: vision, values, functions; what its plans state stands under them." })
  statements(
    @Root() partnership: Partnership,
    @Args(() => StatementsArgs) args: StatementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatements(context, args, info, childrenOf(partnership, "subject", "statements"));
  }

  @FieldResolver(() => EngagementForumConnection, { description: "The ways in which it meets, hears and trains people, in all its plans." })
  engagementForums(
    @Root() partnership: Partnership,
    @Args(() => EngagementForumsArgs) args: EngagementForumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findEngagementForums(context, args, info, childrenOf(partnership, "partnership_id", "engagementForums"));
  }
}
