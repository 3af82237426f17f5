/** The doors to expectations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Expectation } from "./expectation.js";
import { ReportingRates } from "./return-status.js";
import { findExpectations, ExpectationsArgs, type ExpectationPage } from "./find-expectations.js";

/** A page of expectations. */
export const ExpectationConnection = connectionOf(Expectation, "Expectation", Gap);

@Resolver(() => Expectation)
export class ExpectationResolver {
  @AnyoneMayAsk()
  @Query(() => Expectation, { nullable: true, description: "One expectation by its id; null where the id was unknown on that day." })
  expectation(
    @Arg("id", () => ID, { description: "Id of the expectation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Expectation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ExpectationConnection, { nullable: true, description: "The values that partnerships are to return." })
  expectations(@Args(() => ExpectationsArgs) args: ExpectationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findExpectations(context, args, info);
  }
}

@Resolver(() => ExpectationConnection)
export class ExpectationConnectionResolver {
  @FieldResolver(() => ReportingRates, { description: "How many of the whole list came, and in time." })
  rates(@Root() page: ExpectationPage): Promise<ReportingRates> {
    return page.rates();
  }
}
