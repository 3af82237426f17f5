/** The doors to comparator groups. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ComparatorGroup } from "./comparator-group.js";
import { findComparatorGroups, ComparatorGroupsArgs } from "./find-comparator-groups.js";

/** A page of comparator groups. */
export const ComparatorGroupConnection = connectionOf(ComparatorGroup, "ComparatorGroup", Gap);

@Resolver(() => ComparatorGroup)
export class ComparatorGroupResolver {
  @AnyoneMayAsk()
  @Query(() => ComparatorGroup, { nullable: true, description: "One comparator group by its id; null where the id was unknown on that day." })
  comparatorGroup(
    @Arg("id", () => ID, { description: "Id of the comparator group." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ComparatorGroup, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ComparatorGroupConnection, { nullable: true, description: "The groups of partnerships that are alike; empty until a file of them is imported." })
  comparatorGroups(@Args(() => ComparatorGroupsArgs) args: ComparatorGroupsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findComparatorGroups(context, args, info);
  }
}
