/** The doors to stated sums. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { StatedSum } from "./stated-sum.js";
import { findStatedSums, StatedSumsArgs } from "./find-stated-sums.js";

/** A page of stated sums. */
export const StatedSumConnection = connectionOf(StatedSum, "StatedSum", Gap);

@Resolver(() => StatedSum)
export class StatedSumResolver {
  @AnyoneMayAsk()
  @Query(() => StatedSum, { nullable: true, description: "One stated sum by its id; null where the id was unknown on that day." })
  statedSum(
    @Arg("id", () => ID, { description: "Id of the stated sum." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(StatedSum, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => StatedSumConnection, { nullable: true, description: "All sums of money that documents speak of, and all funding that they mention without a sum." })
  statedSums(@Args(() => StatedSumsArgs) args: StatedSumsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findStatedSums(context, args, info);
  }
}
