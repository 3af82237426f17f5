/** The doors to pledges. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Backing, backingOf } from "../funded/backing.js";
import { Pledge } from "./pledge.js";
import { findPledges, PledgesArgs } from "./find-pledges.js";

/** A page of pledges. */
export const PledgeConnection = connectionOf(Pledge, "Pledge", Gap);

@Resolver(() => Pledge)
export class PledgeResolver {
  @AnyoneMayAsk()
  @Query(() => Pledge, { nullable: true, description: "One pledge by its id; null where the id was unknown on that day." })
  pledge(
    @Arg("id", () => ID, { description: "Id of the pledge." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Pledge, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PledgeConnection, { nullable: true, description: "The pledges of all Commissioners." })
  pledges(@Args(() => PledgesArgs) args: PledgesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPledges(context, args, info);
  }

  @FieldResolver(() => Backing, { nullable: true, description: "Whether money stands behind it: what lists are filtered by." })
  backing(@Root() pledge: Pledge, @Ctx() context: Context): Promise<Backing | null> {
    return backingOf(context, pledge, "pledge");
  }
}
