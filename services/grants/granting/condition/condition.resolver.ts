/** The doors to conditions. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Condition } from "./condition.js";
import { findConditions, ConditionsArgs } from "./find-conditions.js";
import { MeetConditionInput, meetCondition } from "./meet-condition.js";
import { SetConditionInput, setCondition } from "./set-condition.js";
import { WaiveConditionInput, waiveCondition } from "./waive-condition.js";

/** A page of conditions. */
export const ConditionConnection = connectionOf(Condition, "Condition", Gap);

@Resolver(() => Condition)
export class ConditionResolver {
  @AnyoneMayAsk()
  @Query(() => Condition, { nullable: true, description: "One condition of a grant by its id; null where the id was unknown on that day." })
  condition(
    @Arg("id", () => ID, { description: "Id of the condition." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Condition, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ConditionConnection, { nullable: true, description: "The conditions that are attached to grants." })
  conditions(@Args(() => ConditionsArgs) args: ConditionsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findConditions(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Condition, {
    nullable: true,
    description:
      "Sets a condition of a grant, or words one anew that is still open. Refused with CONDITIONS_CONTRADICTED where the agreement says that there are none, with CONDITION_SETTLED where it was met or given up, and with VERSION_MOVED.",
  })
  async setCondition(
    @Arg("input", () => SetConditionInput, { description: "The condition." }) input: SetConditionInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new condition." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Condition, await setCondition(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Condition, {
    nullable: true,
    description:
      "Says that a condition was met. Refused with CONDITION_SETTLED where it was met or given up, and with VERSION_MOVED.",
  })
  async meetCondition(
    @Arg("input", () => MeetConditionInput, { description: "How it was met." }) input: MeetConditionInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the condition that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Condition, await meetCondition(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Condition, {
    nullable: true,
    description:
      "Gives a condition up. Refused with CONDITION_SETTLED where it was met or given up, and with VERSION_MOVED.",
  })
  async waiveCondition(
    @Arg("input", () => WaiveConditionInput, { description: "Why it is given up." }) input: WaiveConditionInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the condition that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Condition, await waiveCondition(context, input, expectedVersion, idempotencyKey), info);
  }
}
