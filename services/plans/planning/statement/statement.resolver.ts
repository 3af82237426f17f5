/** The doors to statements. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Statement } from "./statement.js";
import { findStatements, StatementsArgs } from "./find-statements.js";

/** A page of statements. */
export const StatementConnection = connectionOf(Statement, "Statement", Gap);

@Resolver(() => Statement)
export class StatementResolver {
  @AnyoneMayAsk()
  @Query(() => Statement, { nullable: true, description: "One statement by its id; null where the id was unknown on that day." })
  statement(
    @Arg("id", () => ID, { description: "Id of the statement." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Statement, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => StatementConnection, { nullable: true, description: "What the documents state besides figures: visions, principles, aims, contexts, objectives, reviews." })
  statements(@Args(() => StatementsArgs) args: StatementsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findStatements(context, args, info);
  }
}
