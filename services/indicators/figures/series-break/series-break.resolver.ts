/** The doors to series breaks. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { SeriesBreak } from "./series-break.js";
import { findSeriesBreaks, SeriesBreaksArgs } from "./find-series-breaks.js";

/** A page of series breaks. */
export const SeriesBreakConnection = connectionOf(SeriesBreak, "SeriesBreak", Gap);

@Resolver(() => SeriesBreak)
export class SeriesBreakResolver {
  @AnyoneMayAsk()
  @Query(() => SeriesBreak, { nullable: true, description: "One series break by its id; null where the id was unknown on that day." })
  seriesBreak(
    @Arg("id", () => ID, { description: "Id of the series break." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(SeriesBreak, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => SeriesBreakConnection, { nullable: true, description: "The days from which values are not comparable with those before." })
  seriesBreaks(@Args(() => SeriesBreaksArgs) args: SeriesBreaksArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSeriesBreaks(context, args, info);
  }
}
