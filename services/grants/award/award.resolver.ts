/** The doors to awards. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { Award } from "./award.js";
import { findAwards, AwardsArgs } from "./find-awards.js";

/** A page of awards. */
export const AwardConnection = connectionOf(Award, "Award", Gap);

@Resolver(() => Award)
export class AwardResolver {
  @Query(() => Award, { nullable: true, description: "One award by its id; null where the id was unknown on that day." })
  award(
    @Arg("id", () => ID, { description: "Id of the award." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Award, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => AwardConnection, { nullable: true, description: "The awards that the hub holds." })
  awards(@Args(() => AwardsArgs) args: AwardsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findAwards(context, args, info);
  }
}
