/** The doors to progress updates. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ProgressUpdate } from "./progress-update.js";
import { ProgressInput, recordProgress } from "./record-progress.js";
import { findProgressUpdates, ProgressUpdatesArgs } from "./find-progress-updates.js";

/** A page of progress updates. */
export const ProgressUpdateConnection = connectionOf(ProgressUpdate, "ProgressUpdate", Gap);

@Resolver(() => ProgressUpdate)
export class ProgressUpdateResolver {
  @AnyoneMayAsk()
  @Query(() => ProgressUpdate, { nullable: true, description: "One progress update by its id; null where the id was unknown on that day." })
  progressUpdate(
    @Arg("id", () => ID, { description: "Id of the progress update." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ProgressUpdate, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ProgressUpdateConnection, { nullable: true, description: "What was reported of all projects." })
  progressUpdates(@Args(() => ProgressUpdatesArgs) args: ProgressUpdatesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findProgressUpdates(context, args, info);
  }

  @MayCall({ roles: [Role.MEMBER, Role.APP], scope: "progress:write" })
  @Mutation(() => ProgressUpdate, {
    nullable: true,
    description:
      "Records progress on an action of the caller's partnership. Refused with OUTSIDE_YOUR_REACH for another's, with UNKNOWN_REFERENCE for an action that the caller cannot see, and with VERSION_MOVED where somebody was quicker.",
  })
  async recordProgress(
    @Arg("input", () => ProgressInput, { description: "What is reported." }) input: ProgressInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 where nothing is reported for the action, project and period yet." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(ProgressUpdate, await recordProgress(context, input, expectedVersion, idempotencyKey), info);
  }
}
