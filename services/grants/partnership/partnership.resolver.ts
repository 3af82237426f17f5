/** The doors that grants adds to a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { childrenOf } from "../../../kernel/paging.js";
import { AwardConnection } from "../award/award.resolver.js";
import { findAwards, AwardsArgs } from "../award/find-awards.js";
import { Partnership } from "./partnership.js";

@Resolver(() => Partnership)
export class PartnershipResolver {
  @FieldResolver(() => AwardConnection, { nullable: true, description: "The money awarded for the partnership. Where there is none, `gaps` of the list says why." })
  awards(
    @Root() partnership: Partnership,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAwards(context, args, info, childrenOf(partnership, "partnership_id", "awards"));
  }
}
