/** The doors to the links between outcomes and indicators. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { MeasureLink } from "./measure-link.js";
import { findMeasureLinks, MeasureLinksArgs } from "./find-measure-links.js";

/** A page of measure links. */
export const MeasureLinkConnection = connectionOf(MeasureLink, "MeasureLink", Gap);

@Resolver(() => MeasureLink)
export class MeasureLinkResolver {
  @AnyoneMayAsk()
  @Query(() => MeasureLink, { nullable: true, description: "One measure link by its id; null where the id was unknown on that day." })
  measureLink(
    @Arg("id", () => ID, { description: "Id of the measure link." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(MeasureLink, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => MeasureLinkConnection, { nullable: true, description: "What the outcomes and work programmes of all plans are measured by." })
  measureLinks(@Args(() => MeasureLinksArgs) args: MeasureLinksArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findMeasureLinks(context, args, info);
  }
}
