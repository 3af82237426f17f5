/** The doors to progress updates. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { ProgressUpdate } from "./progress-update.js";
import { findProgressUpdates, ProgressUpdatesArgs } from "./find-progress-updates.js";

/** A page of progress updates. */
export const ProgressUpdateConnection = connectionOf(ProgressUpdate, "ProgressUpdate", Gap);

@Resolver(() => ProgressUpdate)
export class ProgressUpdateResolver {
  @Query(() => ProgressUpdate, { nullable: true, description: "One progress update by its id; null where the id was unknown on that day." })
  progressUpdate(
    @Arg("id", () => ID, { description: "Id of the progress update." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ProgressUpdate, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => ProgressUpdateConnection, { nullable: true, description: "What was reported of all projects." })
  progressUpdates(@Args(() => ProgressUpdatesArgs) args: ProgressUpdatesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findProgressUpdates(context, args, info);
  }
}
