/** The doors to bodies. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { MembershipConnection } from "../membership/membership.resolver.js";
import { MembershipsArgs, findMemberships } from "../membership/find-memberships.js";
import { ReportingLineConnection } from "../reporting-line/reporting-line.resolver.js";
import { ReportingLinesArgs, findReportingLines } from "../reporting-line/find-reporting-lines.js";
import { SuccessionConnection } from "../succession/succession.resolver.js";
import { SuccessionsArgs, findSuccessions } from "../succession/find-successions.js";
import { Body } from "./body.js";
import { findBodies, BodiesArgs } from "./find-bodies.js";

/** A page of bodies. */
export const BodyConnection = connectionOf(Body, "Body", Gap);

@Resolver(() => Body)
export class BodyResolver {
  @AnyoneMayAsk()
  @Query(() => Body, { nullable: true, description: "One body by its id; null where the id was unknown on that day." })
  body(
    @Arg("id", () => ID, { description: "Id of the body." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Body, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => BodyConnection, { nullable: true, description: "The boards, committees, groups, panels and teams that the documents tell of." })
  bodies(@Args(() => BodiesArgs) args: BodiesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findBodies(context, args, info);
  }

  @FieldResolver(() => ReportingLineConnection, { description: "How it stands to others: whom it reports to, who scrutinises it, what it is part of." })
  reportingLines(
    @Root() body: Body,
    @Args(() => ReportingLinesArgs) args: ReportingLinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findReportingLines(context, args, info, childrenOf(body, "body_id", "reportingLines"));
  }

  @FieldResolver(() => ReportingLineConnection, { description: "How other bodies stand to it." })
  reportingLinesToIt(
    @Root() body: Body,
    @Args(() => ReportingLinesArgs) args: ReportingLinesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findReportingLines(context, args, info, childrenOf(body, "to_body_id", "reportingLinesToIt"));
  }

  @FieldResolver(() => MembershipConnection, { description: "Who belongs to it." })
  memberships(
    @Root() body: Body,
    @Args(() => MembershipsArgs) args: MembershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMemberships(context, args, info, childrenOf(body, "body_id", "memberships"));
  }

  @FieldResolver(() => SuccessionConnection, { description: "What came in its place." })
  succeededBy(
    @Root() body: Body,
    @Args(() => SuccessionsArgs) args: SuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSuccessions(context, args, info, childrenOf(body, "predecessor_body_id", "succeededBy"));
  }

  @FieldResolver(() => SuccessionConnection, { description: "What it came from." })
  cameFrom(
    @Root() body: Body,
    @Args(() => SuccessionsArgs) args: SuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSuccessions(context, args, info, childrenOf(body, "successor_body_id", "cameFrom"));
  }
}
