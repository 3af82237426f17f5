/** The doors to targets. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { judgeTarget } from "./judge-target.js";
import { TargetStatus } from "./target-status.js";
import { Target } from "./target.js";
import { findTargets, TargetsArgs } from "./find-targets.js";

/** A page of targets. */
export const TargetConnection = connectionOf(Target, "Target", Gap);

@Resolver(() => Target)
export class TargetResolver {
  @AnyoneMayAsk()
  @Query(() => Target, { nullable: true, description: "One target by its id; null where the id was unknown on that day." })
  target(
    @Arg("id", () => ID, { description: "Id of the target." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Target, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => TargetConnection, { nullable: true, description: "What all plans promise." })
  targets(@Args(() => TargetsArgs) args: TargetsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findTargets(context, args, info);
  }

  @FieldResolver(() => TargetStatus, { nullable: true, description: "Whether it is met: computed from what it promises and the value of exactly its period. Whether it agrees with itself is `consistent`." })
  targetStatus(@Root() target: Target, @Ctx() context: Context): Promise<TargetStatus | null> {
    return judgeTarget(context, target.id, target.asOf);
  }
}
