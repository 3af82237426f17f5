/** The doors to reporting lines. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ReportingLine } from "./reporting-line.js";
import { findReportingLines, ReportingLinesArgs } from "./find-reporting-lines.js";

/** A page of reporting lines. */
export const ReportingLineConnection = connectionOf(ReportingLine, "ReportingLine", Gap);

@Resolver(() => ReportingLine)
export class ReportingLineResolver {
  @AnyoneMayAsk()
  @Query(() => ReportingLine, { nullable: true, description: "One reporting line by its id; null where the id was unknown on that day." })
  reportingLine(
    @Arg("id", () => ID, { description: "Id of the reporting line." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ReportingLine, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ReportingLineConnection, { nullable: true, description: "How all bodies stand to each other." })
  reportingLines(@Args(() => ReportingLinesArgs) args: ReportingLinesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findReportingLines(context, args, info);
  }
}
