/** The doors to work programmes. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ActionConnection } from "../action/action.resolver.js";
import { ActionsArgs, findActions } from "../action/find-actions.js";
import { OutcomeConnection } from "../outcome/outcome.resolver.js";
import { OutcomesArgs, findOutcomes } from "../outcome/find-outcomes.js";
import { MeasureLinkConnection } from "../measure-link/measure-link.resolver.js";
import { MeasureLinksArgs, findMeasureLinks } from "../measure-link/find-measure-links.js";
import { WorkProgramme } from "./work-programme.js";
import { findWorkProgrammes, WorkProgrammesArgs } from "./find-work-programmes.js";

/** A page of work programmes. */
export const WorkProgrammeConnection = connectionOf(WorkProgramme, "WorkProgramme", Gap);

@Resolver(() => WorkProgramme)
export class WorkProgrammeResolver {
  @AnyoneMayAsk()
  @Query(() => WorkProgramme, { nullable: true, description: "One work programme by its id; null where the id was unknown on that day." })
  workProgramme(
    @Arg("id", () => ID, { description: "Id of the work programme." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(WorkProgramme, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => WorkProgrammeConnection, { nullable: true, description: "The work programmes of all plans." })
  workProgrammes(@Args(() => WorkProgrammesArgs) args: WorkProgrammesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findWorkProgrammes(context, args, info);
  }

  @FieldResolver(() => ActionConnection, { description: "Its lines in the delivery plan, in their printed order." })
  actions(
    @Root() workProgramme: WorkProgramme,
    @Args(() => ActionsArgs) args: ActionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findActions(context, args, info, childrenOf(workProgramme, "work_programme_id", "actions"));
  }

  @FieldResolver(() => OutcomeConnection, { description: "What it should change, in the printed order." })
  outcomes(
    @Root() workProgramme: WorkProgramme,
    @Args(() => OutcomesArgs) args: OutcomesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findOutcomes(context, args, info, childrenOf(workProgramme, "work_programme_id", "outcomes"));
  }

  @FieldResolver(() => MeasureLinkConnection, { description: "What it is measured by: also what hangs on one of its outcomes." })
  measures(
    @Root() workProgramme: WorkProgramme,
    @Args(() => MeasureLinksArgs) args: MeasureLinksArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMeasureLinks(context, args, info, childrenOf(workProgramme, "work_programme_id", "measures"));
  }
}
