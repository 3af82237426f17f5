/** The doors to variations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Variation } from "./variation.js";
import { findVariations, VariationsArgs } from "./find-variations.js";
import { VaryAwardInput, varyAward } from "./vary-award.js";

/** A page of variations. */
export const VariationConnection = connectionOf(Variation, "Variation", Gap);

@Resolver(() => Variation)
export class VariationResolver {
  @AnyoneMayAsk()
  @Query(() => Variation, { nullable: true, description: "One variation of an award by its id; null where the id was unknown on that day." })
  variation(
    @Arg("id", () => ID, { description: "Id of the variation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Variation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => VariationConnection, { nullable: true, description: "The changes of awards' amounts." })
  variations(@Args(() => VariationsArgs) args: VariationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findVariations(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Variation, {
    nullable: true,
    description:
      "Varies an award whose agreement is ACTIVE: the award gets the new amounts, the agreement becomes VARIED, and the variation tells how and why, in one moment. Refused with STEP_NOT_OPEN, with DATES_OUT_OF_ORDER, and with VERSION_MOVED.",
  })
  async varyAward(
    @Arg("input", () => VaryAwardInput, { description: "The variation." }) input: VaryAwardInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the award that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Variation, await varyAward(context, input, expectedVersion, idempotencyKey), info);
  }
}
