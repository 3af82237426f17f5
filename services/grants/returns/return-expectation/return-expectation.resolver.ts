/** The doors to return expectations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Gap } from "../../sources/document/document.js";
import { ExpectedReturnsInput, expectReturns } from "./expect-returns.js";
import { findReturnExpectations, ReturnExpectationsArgs } from "./find-return-expectations.js";
import { SpendReturn } from "../spend-return/spend-return.js";
import { ReturnExpectation, ReturnStatus } from "./return-expectation.js";
import { withdrawReturnExpectation, WithdrawReturnExpectationInput } from "./withdraw-return-expectation.js";
import { outcomeOf } from "./return-status.js";

/** A page of return expectations. */
export const ReturnExpectationConnection = connectionOf(ReturnExpectation, "ReturnExpectation", Gap);

@Resolver(() => ReturnExpectation)
export class ReturnExpectationResolver {
  @AnyoneMayAsk()
  @Query(() => ReturnExpectation, { nullable: true, description: "One return expectation by its id; null where the id was unknown on that day." })
  returnExpectation(
    @Arg("id", () => ID, { description: "Id of the return expectation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ReturnExpectation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ReturnExpectationConnection, { nullable: true, description: "The return expectations that the hub holds." })
  returnExpectations(@Args(() => ReturnExpectationsArgs) args: ReturnExpectationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findReturnExpectations(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => [ReturnExpectation], {
    nullable: true,
    description:
      "Says which returns are expected of an award in the caller's PCC area: one for each quarter of its years, and a final one. Answers the expectations as written. Said again after the award was varied, it adds what is new; what was expected stays expected. Refused with OUTSIDE_YOUR_REACH for an award of another area, and with VERSION_MOVED where somebody was quicker.",
  })
  async expectReturns(
    @Arg("input", () => ExpectedReturnsInput, { description: "What is expected." }) input: ExpectedReturnsInput,
    @Arg("expectedVersion", () => Int, { description: "The versions of the expectations that now stand, added up; 0 where there are none." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const { written } = await expectReturns(context, input, expectedVersion, idempotencyKey);
    return Promise.all(written.map((each) => context.written(ReturnExpectation, each, info)));
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => ReturnExpectation, {
    nullable: true,
    description:
      "Withdraws the expectation of a return: from then on it is WITHDRAWN, and neither missing nor late; what was known before stays known. expectReturns with `withdrawnToo` expects it again. Refused with OUTSIDE_YOUR_REACH for an award of another area, with WITHDRAWN_ALREADY, and with VERSION_MOVED where somebody was quicker.",
  })
  async withdrawReturnExpectation(
    @Arg("input", () => WithdrawReturnExpectationInput, { description: "What is withdrawn, and why." }) input: WithdrawReturnExpectationInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(ReturnExpectation, await withdrawReturnExpectation(context, input, expectedVersion, idempotencyKey), info);
  }

  @FieldResolver(() => ReturnStatus, { description: "Whether it came, and in time, as known on the day that this shows. Whoever sees that a return is expected sees this, also where the return itself is the partnership's alone." })
  async status(@Root() { id, asOf }: ReturnExpectation, @Ctx() context: Context): Promise<ReturnStatus> {
    return (await outcomeOf(context, id, asOf)).status;
  }

  @FieldResolver(() => DateScalar, { nullable: true, description: "The day on which it was received; null where it was not. What is corrected later was received all the same." })
  async receivedOn(@Root() { id, asOf }: ReturnExpectation, @Ctx() context: Context): Promise<Day | null> {
    return (await outcomeOf(context, id, asOf)).receivedOn;
  }

  @FieldResolver(() => SpendReturn, { nullable: true, description: "The return that answers it: of the same award and allocation, and for all days of its period, or FINAL as it. Null where none was received, or where the caller may not see it." })
  async spendReturn(@Root() { id, asOf }: ReturnExpectation, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    const { spendReturn } = await outcomeOf(context, id, asOf);
    return spendReturn === null ? null : context.refer(SpendReturn, { id: spendReturn, asOf }, info);
  }
}
