/** The doors to agreements. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Agreement } from "./agreement.js";
import { findAgreements, AgreementsArgs } from "./find-agreements.js";
import { MoveAgreementInput, moveAgreement } from "./move-agreement.js";
import { OpenAgreementInput, openAgreement } from "./open-agreement.js";
import { PublishAgreementInput, publishAgreement } from "./publish-agreement.js";

/** A page of agreements. */
export const AgreementConnection = connectionOf(Agreement, "Agreement", Gap);

@Resolver(() => Agreement)
export class AgreementResolver {
  @AnyoneMayAsk()
  @Query(() => Agreement, { nullable: true, description: "One agreement by its id; null where the id was unknown on that day." })
  agreement(
    @Arg("id", () => ID, { description: "Id of the agreement." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Agreement, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => AgreementConnection, { nullable: true, description: "The agreements of awards." })
  agreements(@Args(() => AgreementsArgs) args: AgreementsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAgreements(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Agreement, {
    nullable: true,
    description:
      "Opens the agreement of an award that was recorded without an application. Refused with AGREEMENT_THERE where it has one, and with OUTSIDE_YOUR_REACH for an award of another area.",
  })
  async openAgreement(
    @Arg("input", () => OpenAgreementInput, { description: "The agreement." }) input: OpenAgreementInput,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Agreement, await openAgreement(context, input, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Agreement, {
    nullable: true,
    description:
      "Takes the agreement of an award a step further. Refused with STEP_NOT_OPEN where no step leads there, with DATES_OUT_OF_ORDER, with ITEMS_MISSING for the step to AGREED where one of the four items that are to be published is lacking, with STILL_OPEN where something of the grant is to be settled first, and with VERSION_MOVED.",
  })
  async moveAgreement(
    @Arg("input", () => MoveAgreementInput, { description: "The step." }) input: MoveAgreementInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the agreement that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Agreement, await moveAgreement(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Agreement, {
    nullable: true,
    description:
      "Says on which day the conditions, recipient, purpose and reasons of a grant were published. From then on the award, its agreement and its conditions are PUBLISHED here too. Refused with ITEMS_MISSING where one of them is lacking, with STEP_NOT_OPEN before it is agreed, with DATES_OUT_OF_ORDER, and with VERSION_MOVED.",
  })
  async publishAgreement(
    @Arg("input", () => PublishAgreementInput, { description: "The publication." }) input: PublishAgreementInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the agreement that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Agreement, await publishAgreement(context, input, expectedVersion, idempotencyKey), info);
  }
}
