/** The doors to areas. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ObservationConnection } from "../../figures/observation/observation.resolver.js";
import { ObservationsArgs, findObservations } from "../../figures/observation/find-observations.js";
import { PopulationConnection } from "../population/population.resolver.js";
import { PopulationsArgs, findPopulations } from "../population/find-populations.js";
import { TargetConnection } from "../../figures/target/target.resolver.js";
import { TargetsArgs, findTargets } from "../../figures/target/find-targets.js";
import { VulnerableWardConnection } from "../vulnerable-ward/vulnerable-ward.resolver.js";
import { VulnerableWardsArgs, findVulnerableWards } from "../vulnerable-ward/find-vulnerable-wards.js";
import { AreaPartnershipConnection } from "../area-partnership/area-partnership.resolver.js";
import { AreaPartnershipsArgs, findAreaPartnerships } from "../area-partnership/find-area-partnerships.js";
import { AreaSuccessionConnection } from "../area-succession/area-succession.resolver.js";
import { AreaSuccessionsArgs, findAreaSuccessions } from "../area-succession/find-area-successions.js";
import { Area } from "./area.js";
import { AreasArgs, findAreas } from "./find-areas.js";

/** A page of areas. */
export const AreaConnection = connectionOf(Area, "Area", Gap);

@Resolver(() => Area)
export class AreaResolver {
  @AnyoneMayAsk()
  @Query(() => Area, { nullable: true, description: "One area by its id; null where the id was unknown on that day." })
  area(
    @Arg("id", () => ID, { description: "Id of the area." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Area, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AreaConnection, { nullable: true, description: "The areas that the hub holds." })
  areas(@Args(() => AreasArgs) args: AreasArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAreas(context, args, info);
  }

  @FieldResolver(() => AreaConnection, { description: "The areas that lie in it; what lies in one of these is reached from there." })
  parts(
    @Root() area: Area,
    @Args(() => AreasArgs) args: AreasArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreas(context, args, info, childrenOf(area, "parent_id", "parts"));
  }

  @FieldResolver(() => ObservationConnection, { description: "The values about it; those about its parts stand at the parts." })
  observations(
    @Root() area: Area,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findObservations(context, args, info, childrenOf(area, "area_id", "observations"));
  }

  @FieldResolver(() => TargetConnection, { description: "What was promised for it." })
  targets(
    @Root() area: Area,
    @Args(() => TargetsArgs) args: TargetsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findTargets(context, args, info, childrenOf(area, "area_id", "targets"));
  }

  @FieldResolver(() => PopulationConnection, { description: "How many live in it, day by day or year by year." })
  populations(
    @Root() area: Area,
    @Args(() => PopulationsArgs) args: PopulationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPopulations(context, args, info, childrenOf(area, "area_id", "populations"));
  }

  @FieldResolver(() => VulnerableWardConnection, { description: "The types of crime for which a plan lists it among its most vulnerable wards." })
  vulnerableFor(
    @Root() area: Area,
    @Args(() => VulnerableWardsArgs) args: VulnerableWardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findVulnerableWards(context, args, info, childrenOf(area, "area_id", "vulnerableFor"));
  }

  @FieldResolver(() => AreaSuccessionConnection, { description: "What it came from: a line for each area that it was before, in whole or part." })
  predecessors(
    @Root() area: Area,
    @Args(() => AreaSuccessionsArgs) args: AreaSuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreaSuccessions(context, args, info, childrenOf(area, "successor_id", "predecessors"));
  }

  @FieldResolver(() => AreaSuccessionConnection, { description: "What became of it: a line for each area that came after it." })
  successors(
    @Root() area: Area,
    @Args(() => AreaSuccessionsArgs) args: AreaSuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreaSuccessions(context, args, info, childrenOf(area, "predecessor_id", "successors"));
  }

  @FieldResolver(() => AreaPartnershipConnection, { description: "Which partnerships answer for it, and from which day to which." })
  partnerships(
    @Root() area: Area,
    @Args(() => AreaPartnershipsArgs) args: AreaPartnershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAreaPartnerships(context, args, info, childrenOf(area, "area_id", "partnerships"));
  }
}
