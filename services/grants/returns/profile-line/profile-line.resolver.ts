/** The doors to profile lines. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Int, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { findProfileLines, ProfileLinesArgs } from "./find-profile-lines.js";
import { ProfileLine } from "./profile-line.js";
import { ProfileInput, setProfile } from "./set-profile.js";
import { withdrawProfileLine, WithdrawProfileLineInput } from "./withdraw-profile-line.js";

/** A page of profile lines. */
export const ProfileLineConnection = connectionOf(ProfileLine, "ProfileLine", Gap);

@Resolver(() => ProfileLine)
export class ProfileLineResolver {
  @AnyoneMayAsk()
  @Query(() => ProfileLine, { nullable: true, description: "One profile line by its id; null where the id was unknown on that day." })
  profileLine(
    @Arg("id", () => ID, { description: "Id of the profile line." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(ProfileLine, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ProfileLineConnection, { nullable: true, description: "The profile lines that the hub holds." })
  profileLines(@Args(() => ProfileLinesArgs) args: ProfileLinesArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findProfileLines(context, args, info);
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => [ProfileLine], {
    nullable: true,
    description:
      "Sets the profile of a year of an award in the caller's PCC area, or of an allocation of it: all lines or none. Answers the lines as written. Refused with OUTSIDE_YOUR_REACH for an award of another area, with DAYS_IN_COMMON where lines overlap, and with VERSION_MOVED where somebody was quicker.",
  })
  async setProfile(
    @Arg("input", () => ProfileInput, { description: "The profile." }) input: ProfileInput,
    @Arg("expectedVersion", () => Int, { description: "The versions of the lines that now stand for the year, added up; 0 where there are none." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const { written } = await setProfile(context, input, expectedVersion, idempotencyKey);
    return Promise.all(written.map((each) => context.written(ProfileLine, each, info)));
  }

  @MayCall({ roles: [Role.GRANT_OFFICER] })
  @Mutation(() => ProfileLine, {
    nullable: true,
    description:
      "Withdraws a line of a profile: from then on nothing is planned by it, and its days are free for other lines; what was known before stays known. setProfile with a line of the same period plans it again. Refused with OUTSIDE_YOUR_REACH for an award of another area, with WITHDRAWN_ALREADY, and with VERSION_MOVED where somebody was quicker.",
  })
  async withdrawProfileLine(
    @Arg("input", () => WithdrawProfileLineInput, { description: "What is withdrawn, and why." }) input: WithdrawProfileLineInput,
    @Arg("expectedVersion", () => Int, { description: "The version that this changes." }) expectedVersion: number,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this act: 8 to 100 letters, digits, - and _. A repeat gets the first answer." }) idempotencyKey: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.written(ProfileLine, await withdrawProfileLine(context, input, expectedVersion, idempotencyKey), info);
  }
}
