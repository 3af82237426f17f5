/** The doors to observations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { FileArgs, ImportReportShape, takeFile } from "../../../../kernel/files/import-door.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { PopulationKind } from "../../places/population/population.js";
import { PopulationRate, rateOver } from "../population-rate/population-rate.js";
import { findObservationRevisions, ObservationRevisionsArgs, versionsOf } from "../revision/find-observation-revisions.js";
import { ObservationRevision, ObservationVersion } from "../revision/observation-revision.js";
import { Observation } from "./observation.js";
import { findObservations, ObservationsArgs } from "./find-observations.js";
import { importObservations } from "./import-observations.js";
import { ObservationInput, recordObservation } from "./record-observation.js";

/** A page of observations. */
export const ObservationConnection = connectionOf(Observation, "Observation", Gap);

/** A page of revisions. */
export const ObservationRevisionConnection = connectionOf(ObservationRevision, "ObservationRevision", Gap);

@Resolver(() => Observation)
export class ObservationResolver {
  @AnyoneMayAsk()
  @Query(() => Observation, { nullable: true, description: "One observation by its id; null where the id was unknown on that day." })
  observation(
    @Arg("id", () => ID, { description: "Id of the observation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Observation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ObservationConnection, { nullable: true, description: "The values of all indicators." })
  observations(@Args(() => ObservationsArgs) args: ObservationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findObservations(context, args, info);
  }

  @AnyoneMayAsk()
  @Query(() => ObservationRevisionConnection, { nullable: true, description: "The revisions of values since a day, by how much each changed what was said before and which statuses it changed." })
  observationRevisions(@Args(() => ObservationRevisionsArgs) args: ObservationRevisionsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findObservationRevisions(context, args, info);
  }

  @MayCall({ roles: [Role.MEMBER, Role.APP, Role.STEWARD, Role.ADMINISTRATOR], scope: "observations:write" })
  @Mutation(() => Observation, {
    nullable: true,
    description:
      "Records a value that a partnership measured, or corrects it. A partnership returns what is its own: refused with OUTSIDE_YOUR_REACH for another's or for an area that is not wholly its own, with NOT_YOURS_TO_RETURN for what came from a document or a publication, with NOT_YOURS_TO_DATE, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordObservation(
    @Arg("input", () => ObservationInput, { description: "The value." }) input: ObservationInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this corrects; 0 where nothing is held for the indicator, subject and period yet." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Observation, await recordObservation(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.MEMBER, Role.APP, Role.STEWARD, Role.ADMINISTRATOR], scope: "observations:write" })
  @Mutation(() => ImportReportShape, {
    nullable: true,
    description:
      "Takes a file of observations, of CSV, JSON or XLSX with the columns of `indicators/observations`: all of its rows or none. Each must be of the caller's partnership or area. A row without an id is the value that stands for the same indicator, subject and period, if there is one, and else a new one. A file with problems is no error: the report says which rows they are in.",
  })
  importObservations(@Args(() => FileArgs) sent: FileArgs, @Ctx() context: Context): Promise<object> {
    return takeFile(context, { verb: "importObservations", name: "observations", declaration: importObservations }, sent);
  }

  @FieldResolver(() => [ObservationVersion], { description: "All that was said of it by the day that it is seen on, the first version first; a version that may not be shown is left out." })
  revisions(@Root() observation: Observation, @Ctx() context: Context): Promise<ObservationVersion[]> {
    return versionsOf(context, observation.id, observation.asOf);
  }

  @FieldResolver(() => PopulationRate, { description: "The count as a rate over the population of its area for the period, or why it cannot be one. Refused with MALFORMED_FILTER where `per` is below 1." })
  rate(
    @Root() observation: Observation,
    @Arg("per", () => Int, { nullable: true, description: "Per how many; as the indicator says where left out, else per 1,000." }) per: number | null,
    @Arg("of", () => PopulationKind, { nullable: true, description: "Of which kind of population; usual residents where left out: estimated, counted or projected." }) of: PopulationKind | null,
    @Ctx() context: Context,
  ): Promise<PopulationRate> {
    return rateOver(context, observation.id, observation.asOf, { per, of });
  }
}
