/** The door that indicators adds to a PCC area: the area that its figures are about, and by it what lies there. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { AreaConnection } from "../../places/area/area.resolver.js";
import { AreasArgs, findAreas } from "../../places/area/find-areas.js";
import { PccArea } from "./pcc-area.js";

@Resolver(() => PccArea)
export class PccAreaResolver {
  @FieldResolver(() => AreaConnection, { nullable: true, description: "The police force area as figures are about it: one as a rule. Its values are those of no single partnership; its parts lead to the districts." })
  areas(
    @Root() pccArea: PccArea,
    @Args(() => AreasArgs) args: AreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreas(context, args, info, childrenOf(pccArea, "pcc_area_id", "areas"));
  }
}
