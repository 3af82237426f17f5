/** The doors to spend returns. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { FileArgs, ImportReportShape, takeFile } from "../../../../kernel/files/import-door.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { findSpendReturns, SpendReturnsArgs } from "./find-spend-returns.js";
import { flagsOfReturn } from "../spending/flags-of-return.js";
import { SpendFlag } from "../spending/year-spending.js";
import { importSpendReturns } from "./import-spend-returns.js";
import { recordReturn, SpendReturnInput } from "./record-return.js";
import { SpendReturn } from "./spend-return.js";

/** A page of spend returns. */
export const SpendReturnConnection = connectionOf(SpendReturn, "SpendReturn", Gap);

@Resolver(() => SpendReturn)
export class SpendReturnResolver {
  @AnyoneMayAsk()
  @Query(() => SpendReturn, { nullable: true, description: "One spend return by its id; null where the id was unknown on that day." })
  spendReturn(
    @Arg("id", () => ID, { description: "Id of the spend return." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(SpendReturn, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => SpendReturnConnection, { nullable: true, description: "The spend returns that the hub holds." })
  spendReturns(@Args(() => SpendReturnsArgs) args: SpendReturnsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findSpendReturns(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER, Role.MEMBER, Role.APP], scope: "returns:write" })
  @Mutation(() => SpendReturn, {
    nullable: true,
    description:
      "Records what was spent of an award in a period, or corrects it. Refused with OUTSIDE_YOUR_REACH for another's award, with DAYS_IN_COMMON where another return tells of a day of the period, with NOT_YOURS_TO_DATE, and with VERSION_MOVED where somebody was quicker. Spend above what is allocated, or far from the profile, is flagged and never refused.",
  })
  async recordReturn(
    @Arg("input", () => SpendReturnInput, { description: "The return." }) input: SpendReturnInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this corrects; 0 where nothing is returned for the award, allocation and period yet." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(SpendReturn, await recordReturn(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER, Role.MEMBER, Role.APP, Role.STEWARD, Role.ADMINISTRATOR], scope: "returns:write" })
  @Mutation(() => ImportReportShape, {
    nullable: true,
    description:
      "Takes a file of spend returns, of CSV, JSON or XLSX with the columns of `grants/spend-returns`: all of its rows or none. Each must be of an award of the caller's partnership or area. A row without an id is the return of its award, allocation and period, if there is one, and else a new one. A file with problems is no error: the report says which rows they are in.",
  })
  importReturns(@Args(() => FileArgs) sent: FileArgs, @Ctx() context: Context): Promise<object> {
    return takeFile(context, { verb: "importReturns", name: "spend-returns", declaration: importSpendReturns }, sent);
  }

  @FieldResolver(() => [SpendFlag], { description: "What is to be looked at in it, as known on the day that this shows." })
  flags(@Root() { id, asOf }: SpendReturn, @Ctx() context: Context): Promise<SpendFlag[]> {
    return flagsOfReturn(context, id, asOf);
  }
}
