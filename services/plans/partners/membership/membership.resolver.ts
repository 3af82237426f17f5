/** The doors to memberships. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Membership } from "./membership.js";
import { findMemberships, MembershipsArgs } from "./find-memberships.js";

/** A page of memberships. */
export const MembershipConnection = connectionOf(Membership, "Membership", Gap);

@Resolver(() => Membership)
export class MembershipResolver {
  @AnyoneMayAsk()
  @Query(() => Membership, { nullable: true, description: "One membership by its id; null where the id was unknown on that day." })
  membership(
    @Arg("id", () => ID, { description: "Id of the membership." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Membership, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => MembershipConnection, { nullable: true, description: "Who belongs to all partnerships and bodies." })
  memberships(@Args(() => MembershipsArgs) args: MembershipsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findMemberships(context, args, info);
  }
}
