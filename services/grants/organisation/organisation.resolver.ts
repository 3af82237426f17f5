/** The doors that grants adds to an organisation. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { childrenOf } from "../../../kernel/paging.js";
import { AwardConnection } from "../award/award.resolver.js";
import { findAwards, AwardsArgs } from "../award/find-awards.js";
import { FundConnection } from "../fund/fund.resolver.js";
import { findFunds, FundsArgs } from "../fund/find-funds.js";
import { Organisation } from "./organisation.js";

@Resolver(() => Organisation)
export class OrganisationResolver {
  @FieldResolver(() => FundConnection, { nullable: true, description: "The funds it gives from." })
  funds(
    @Root() organisation: Organisation,
    @Args(() => FundsArgs) args: FundsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findFunds(context, args, info, childrenOf(organisation, "funder_id", "funds"));
  }

  @FieldResolver(() => AwardConnection, { nullable: true, description: "The awards it receives, on whoever's behalf." })
  awards(
    @Root() organisation: Organisation,
    @Args(() => AwardsArgs) args: AwardsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findAwards(context, args, info, childrenOf(organisation, "recipient_id", "awards"));
  }
}
