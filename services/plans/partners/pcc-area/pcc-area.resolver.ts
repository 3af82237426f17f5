/** The doors to PCC areas. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { BodyConnection } from "../body/body.resolver.js";
import { BodiesArgs, findBodies } from "../body/find-bodies.js";
import { StatutoryDutyConnection } from "../statutory-duty/statutory-duty.resolver.js";
import { StatutoryDutiesArgs, findStatutoryDuties } from "../statutory-duty/find-statutory-duties.js";
import { PartnershipConnection } from "../partnership/partnership.resolver.js";
import { PartnershipsArgs, findPartnerships } from "../partnership/find-partnerships.js";
import { PccObjectiveConnection } from "../../planning/pcc-objective/pcc-objective.resolver.js";
import { PccObjectivesArgs, findPccObjectives } from "../../planning/pcc-objective/find-pcc-objectives.js";
import { StatementConnection } from "../../planning/statement/statement.resolver.js";
import { StatementsArgs, findStatements } from "../../planning/statement/find-statements.js";
import { Coverage, coverageOf } from "./coverage.js";
import { PccArea } from "./pcc-area.js";
import { findPccAreas, PccAreasArgs } from "./find-pcc-areas.js";

/** A page of PCC areas. */
export const PccAreaConnection = connectionOf(PccArea, "PccArea", Gap);

@Resolver(() => PccArea)
export class PccAreaResolver {
  @AnyoneMayAsk()
  @Query(() => PccArea, { nullable: true, description: "One PCC area by its id; null where the id was unknown on that day." })
  pccArea(
    @Arg("id", () => ID, { description: "Id of the PCC area." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PccArea, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
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

  @FieldResolver(() => Coverage, { description: "How much of its partnerships the hub holds, and what is missing." })
  coverage(@Root() pccArea: PccArea, @Ctx() context: Context): Promise<Coverage> {
    return coverageOf(context, pccArea);
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

  @FieldResolver(() => BodyConnection, { description: "The bodies that its Commissioner's documents tell of." })
  bodies(
    @Root() pccArea: PccArea,
    @Args(() => BodiesArgs) args: BodiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findBodies(context, args, info, childrenOf(pccArea, "pcc_area_id", "bodies"));
  }

  @FieldResolver(() => StatutoryDutyConnection, { description: "The statutory duties that its Commissioner's documents state." })
  statutoryDuties(
    @Root() pccArea: PccArea,
    @Args(() => StatutoryDutiesArgs) args: StatutoryDutiesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatutoryDuties(context, args, info, childrenOf(pccArea, "pcc_area_id", "statutoryDuties"));
  }

  @FieldResolver(() => StatementConnection, { description: "What is stated of its Commissioner's plan itself besides figures, in kinds and printed order." })
  statements(
    @Root() pccArea: PccArea,
    @Args(() => StatementsArgs) args: StatementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatements(context, args, info, childrenOf(pccArea, "subject", "statements"));
  }
}
