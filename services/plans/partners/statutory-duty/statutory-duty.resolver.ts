/** The doors to statutory duties. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { StatutoryDuty } from "./statutory-duty.js";
import { findStatutoryDuties, StatutoryDutiesArgs } from "./find-statutory-duties.js";

/** A page of statutory duties. */
export const StatutoryDutyConnection = connectionOf(StatutoryDuty, "StatutoryDuty", Gap);

@Resolver(() => StatutoryDuty)
export class StatutoryDutyResolver {
  @AnyoneMayAsk()
  @Query(() => StatutoryDuty, { nullable: true, description: "One statutory duty by its id; null where the id was unknown on that day." })
  statutoryDuty(
    @Arg("id", () => ID, { description: "Id of the statutory duty." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(StatutoryDuty, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => StatutoryDutyConnection, { nullable: true, description: "The statutory duties that the documents state." })
  statutoryDuties(@Args(() => StatutoryDutiesArgs) args: StatutoryDutiesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findStatutoryDuties(context, args, info);
  }
}
