/** The doors to vulnerable wards. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { VulnerableWard } from "./vulnerable-ward.js";
import { findVulnerableWards, VulnerableWardsArgs } from "./find-vulnerable-wards.js";

/** A page of vulnerable wards. */
export const VulnerableWardConnection = connectionOf(VulnerableWard, "VulnerableWard", Gap);

@Resolver(() => VulnerableWard)
export class VulnerableWardResolver {
  @AnyoneMayAsk()
  @Query(() => VulnerableWard, { nullable: true, description: "One vulnerable ward by its id; null where the id was unknown on that day." })
  vulnerableWard(
    @Arg("id", () => ID, { description: "Id of the vulnerable ward." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(VulnerableWard, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => VulnerableWardConnection, { nullable: true, description: "The wards that plans call the most vulnerable, by type of crime." })
  vulnerableWards(@Args(() => VulnerableWardsArgs) args: VulnerableWardsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findVulnerableWards(context, args, info);
  }
}
