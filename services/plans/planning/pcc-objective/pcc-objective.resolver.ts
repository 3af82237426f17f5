/** The doors to PCC objectives. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { PledgeConnection } from "../pledge/pledge.resolver.js";
import { PledgesArgs, findPledges } from "../pledge/find-pledges.js";
import { StatementConnection } from "../statement/statement.resolver.js";
import { StatementsArgs, findStatements } from "../statement/find-statements.js";
import { StrategyLinkConnection } from "../strategy-link/strategy-link.resolver.js";
import { StrategyLinksArgs, findStrategyLinks } from "../strategy-link/find-strategy-links.js";
import { PccObjective } from "./pcc-objective.js";
import { findPccObjectives, PccObjectivesArgs } from "./find-pcc-objectives.js";

/** A page of PCC objectives. */
export const PccObjectiveConnection = connectionOf(PccObjective, "PccObjective", Gap);

@Resolver(() => PccObjective)
export class PccObjectiveResolver {
  @AnyoneMayAsk()
  @Query(() => PccObjective, { nullable: true, description: "One PCC objective by its id; null where the id was unknown on that day." })
  pccObjective(
    @Arg("id", () => ID, { description: "Id of the PCC objective." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PccObjective, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PccObjectiveConnection, { nullable: true, description: "The objectives of all Commissioners." })
  pccObjectives(@Args(() => PccObjectivesArgs) args: PccObjectivesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPccObjectives(context, args, info);
  }

  @FieldResolver(() => PledgeConnection, { description: "The Commissioner's pledges under it, in their printed order." })
  pledges(
    @Root() pccObjective: PccObjective,
    @Args(() => PledgesArgs) args: PledgesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findPledges(context, args, info, childrenOf(pccObjective, "pcc_objective_id", "pledges"));
  }

  @FieldResolver(() => StatementConnection, { description: "What is stated of it itself besides figures, in kinds and printed order: what stands under each heading, areas of focus, stages." })
  statements(
    @Root() pccObjective: PccObjective,
    @Args(() => StatementsArgs) args: StatementsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatements(context, args, info, childrenOf(pccObjective, "subject", "statements"));
  }

  @FieldResolver(() => StrategyLinkConnection, { description: "The strategies that it refers to, and how." })
  strategies(
    @Root() pccObjective: PccObjective,
    @Args(() => StrategyLinksArgs) args: StrategyLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStrategyLinks(context, args, info, childrenOf(pccObjective, "subject", "strategies"));
  }
}
