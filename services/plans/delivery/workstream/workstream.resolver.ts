/** The doors to workstreams. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Workstream } from "./workstream.js";
import { findWorkstreams, WorkstreamsArgs } from "./find-workstreams.js";

/** A page of workstreams. */
export const WorkstreamConnection = connectionOf(Workstream, "Workstream", Gap);

@Resolver(() => Workstream)
export class WorkstreamResolver {
  @AnyoneMayAsk()
  @Query(() => Workstream, { nullable: true, description: "One workstream by its id; null where the id was unknown on that day." })
  workstream(
    @Arg("id", () => ID, { description: "Id of the workstream." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Workstream, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => WorkstreamConnection, { nullable: true, description: "The workstreams beside the priorities of all plans." })
  workstreams(@Args(() => WorkstreamsArgs) args: WorkstreamsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findWorkstreams(context, args, info);
  }
}
