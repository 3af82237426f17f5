/** The doors to PCC objectives. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { PccObjective } from "./pcc-objective.js";
import { findPccObjectives, PccObjectivesArgs } from "./find-pcc-objectives.js";

/** A page of PCC objectives. */
export const PccObjectiveConnection = connectionOf(PccObjective, "PccObjective", Gap);

@Resolver(() => PccObjective)
export class PccObjectiveResolver {
  @Query(() => PccObjective, { nullable: true, description: "One PCC objective by its id; null where the id was unknown on that day." })
  pccObjective(
    @Arg("id", () => ID, { description: "Id of the PCC objective." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PccObjective, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => PccObjectiveConnection, { nullable: true, description: "The objectives of all Commissioners." })
  pccObjectives(@Args(() => PccObjectivesArgs) args: PccObjectivesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPccObjectives(context, args, info);
  }
}
