/** The door to the checks of open grants. */
import { Args, Ctx, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { checkOpenGrants, OpenGrantsChecksArgs } from "./check-open-grants.js";
import { OpenGrantsCheck } from "./open-grants-check.js";

@Resolver(() => OpenGrantsCheck)
export class OpenGrantsCheckResolver {
  @AnyoneMayAsk()
  @Query(() => [OpenGrantsCheck], {
    nullable: true,
    description: "What the rules of the 360Giving Data Quality Tool find among the grants that the caller may see, as they are published: a line for each rule, also for those that find nothing. Its rules for grants to individuals are left out, since the hub stores none.",
  })
  openGrantsChecks(@Args(() => OpenGrantsChecksArgs) args: OpenGrantsChecksArgs, @Ctx() context: Context): Promise<OpenGrantsCheck[]> {
    return checkOpenGrants(context, args);
  }
}
