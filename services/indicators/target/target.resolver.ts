/** The doors to targets. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { Target } from "./target.js";
import { findTargets, TargetsArgs } from "./find-targets.js";

/** A page of targets. */
export const TargetConnection = connectionOf(Target, "Target", Gap);

@Resolver(() => Target)
export class TargetResolver {
  @Query(() => Target, { nullable: true, description: "One target by its id; null where the id was unknown on that day." })
  target(
    @Arg("id", () => ID, { description: "Id of the target." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Target, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => TargetConnection, { nullable: true, description: "What all plans promise." })
  targets(@Args(() => TargetsArgs) args: TargetsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findTargets(context, args, info);
  }
}
