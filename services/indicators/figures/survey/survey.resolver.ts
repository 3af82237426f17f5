/** The doors to surveys. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ObservationConnection } from "../observation/observation.resolver.js";
import { ObservationsArgs, findObservations } from "../observation/find-observations.js";
import { Survey } from "./survey.js";
import { findSurveys, SurveysArgs } from "./find-surveys.js";

/** A page of surveys. */
export const SurveyConnection = connectionOf(Survey, "Survey", Gap);

@Resolver(() => Survey)
export class SurveyResolver {
  @AnyoneMayAsk()
  @Query(() => Survey, { nullable: true, description: "One survey by its id; null where the id was unknown on that day." })
  survey(
    @Arg("id", () => ID, { description: "Id of the survey." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Survey, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => SurveyConnection, { nullable: true, description: "The surveys that documents tell of." })
  surveys(@Args(() => SurveysArgs) args: SurveysArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSurveys(context, args, info);
  }

  @FieldResolver(() => ObservationConnection, { description: "The shares and counts that come from it." })
  observations(
    @Root() survey: Survey,
    @Args(() => ObservationsArgs) args: ObservationsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findObservations(context, args, info, childrenOf(survey, "survey_id", "observations"));
  }
}
