/** The doors to PCC areas. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay, childrenOf } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { PartnershipConnection } from "../partnership/partnership.resolver.js";
import { PartnershipsArgs, findPartnerships } from "../partnership/find-partnerships.js";
import { PccObjectiveConnection } from "../pcc-objective/pcc-objective.resolver.js";
import { PccObjectivesArgs, findPccObjectives } from "../pcc-objective/find-pcc-objectives.js";
import { PccArea } from "./pcc-area.js";
import { findPccAreas, PccAreasArgs } from "./find-pcc-areas.js";

/** A page of PCC areas. */
export const PccAreaConnection = connectionOf(PccArea, "PccArea", Gap);

@Resolver(() => PccArea)
export class PccAreaResolver {
  @Query(() => PccArea, { nullable: true, description: "One PCC area by its id; null where the id was unknown on that day." })
  pccArea(
    @Arg("id", () => ID, { description: "Id of the PCC area." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PccArea, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => PccAreaConnection, { nullable: true, description: "The PCC areas that the hub covers." })
  pccAreas(@Args(() => PccAreasArgs) args: PccAreasArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPccAreas(context, args, info);
  }

  @FieldResolver(() => PartnershipConnection, { description: "The community safety partnerships of the area." })
  partnerships(
    @Root() pccArea: PccArea,
    @Args(() => PartnershipsArgs) args: PartnershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPartnerships(context, args, info, childrenOf(pccArea, "pcc_area_id", "partnerships"));
  }

  @FieldResolver(() => PccObjectiveConnection, { description: "The objectives of the Commissioner's Police and Crime Plan, in their printed order." })
  objectives(
    @Root() pccArea: PccArea,
    @Args(() => PccObjectivesArgs) args: PccObjectivesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPccObjectives(context, args, info, childrenOf(pccArea, "pcc_area_id", "objectives"));
  }
}
