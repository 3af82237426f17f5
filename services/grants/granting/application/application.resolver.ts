/** The doors to applications. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { Application } from "./application.js";
import { findApplications, ApplicationsArgs } from "./find-applications.js";
import { AwardApplicationInput, awardApplication } from "./award-application.js";
import { MoveApplicationInput, moveApplication } from "./move-application.js";
import { SubmitApplicationInput, submitApplication } from "./submit-application.js";

/** A page of applications. */
export const ApplicationConnection = connectionOf(Application, "Application", Gap);

@Resolver(() => Application)
export class ApplicationResolver {
  @AnyoneMayAsk()
  @Query(() => Application, { nullable: true, description: "One application by its id; null where the id was unknown on that day." })
  application(
    @Arg("id", () => ID, { description: "Id of the application." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Application, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ApplicationConnection, { nullable: true, description: "The applications for grants that the hub holds." })
  applications(@Args(() => ApplicationsArgs) args: ApplicationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findApplications(context, args, info);
  }

  @MayCall({ roles: [Role.MEMBER, Role.APP, Role.GRANT_OFFICER], scope: "claims:write" })
  @Mutation(() => Application, {
    nullable: true,
    description:
      "Submits an application for a grant, or an expression of interest in one; or changes one before anybody judges it. Refused with OUTSIDE_YOUR_REACH for another's partnership, with STEP_NOT_OPEN once it is judged, and with VERSION_MOVED where somebody was quicker.",
  })
  async submitApplication(
    @Arg("input", () => SubmitApplicationInput, { description: "The application." }) input: SubmitApplicationInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes; 0 for a new application." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Application, await submitApplication(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.MEMBER, Role.APP, Role.GRANT_OFFICER], scope: "claims:write" })
  @Mutation(() => Application, {
    nullable: true,
    description:
      "Takes an application a step further. A partnership itself applies and withdraws; every other step is the office's, and refused with NOT_YOUR_DOOR. Refused with STEP_NOT_OPEN where no step leads there, with DATES_OUT_OF_ORDER, and with VERSION_MOVED.",
  })
  async moveApplication(
    @Arg("input", () => MoveApplicationInput, { description: "The step." }) input: MoveApplicationInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the application that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Application, await moveApplication(context, input, expectedVersion, idempotencyKey), info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => Application, {
    nullable: true,
    description:
      "Awards an application of the caller's PCC area: its award and the award's agreement are written with it. Refused with STEP_NOT_OPEN where it is not in ASSESSMENT, with DATES_OUT_OF_ORDER, and with VERSION_MOVED.",
  })
  async awardApplication(
    @Arg("input", () => AwardApplicationInput, { description: "The decision." }) input: AwardApplicationInput,
    @Arg("expectedVersion", () => Int, { description: "The version of the application that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(Application, await awardApplication(context, input, expectedVersion, idempotencyKey), info);
  }
}
