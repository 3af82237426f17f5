/** The door that plans adds to an indicator. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { MeasureLinkConnection } from "../../delivery/measure-link/measure-link.resolver.js";
import { MeasureLinksArgs, findMeasureLinks } from "../../delivery/measure-link/find-measure-links.js";
import { Indicator } from "./indicator.js";

@Resolver(() => Indicator)
export class IndicatorResolver {
  @FieldResolver(() => MeasureLinkConnection, { nullable: true, description: "The outcomes and work programmes that plans measure by it." })
  measuredFor(
    @Root() indicator: Indicator,
    @Args(() => MeasureLinksArgs) args: MeasureLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMeasureLinks(context, args, info, childrenOf(indicator, "indicator_id", "measuredFor"));
  }
}
