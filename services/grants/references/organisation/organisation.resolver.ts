/** The doors that grants adds to an organisation. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { childrenOf } from "../../../../kernel/lists/paging.js";
import { AwardConnection } from "../../money/award/award.resolver.js";
import { findAwards, AwardsArgs } from "../../money/award/find-awards.js";
import { FundConnection } from "../../money/fund/fund.resolver.js";
import { findFunds, FundsArgs } from "../../money/fund/find-funds.js";
import { ServiceConnection } from "../../commissioning/service/service.resolver.js";
import { findServices, ServicesArgs } from "../../commissioning/service/find-services.js";
import { StatedSumConnection } from "../../money/stated-sum/stated-sum.resolver.js";
import { findStatedSums, StatedSumsArgs } from "../../money/stated-sum/find-stated-sums.js";
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

  @FieldResolver(() => ServiceConnection, { nullable: true, description: "The services that it provides." })
  servicesProvided(
    @Root() organisation: Organisation,
    @Args(() => ServicesArgs) args: ServicesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findServices(context, args, info, childrenOf(organisation, "provider_id", "servicesProvided"));
  }

  @FieldResolver(() => StatedSumConnection, { nullable: true, description: "The money that it gives, or the estimates that rest on its figures, as documents speak of them." })
  statedSums(
    @Root() organisation: Organisation,
    @Args(() => StatedSumsArgs) args: StatedSumsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findStatedSums(context, args, info, childrenOf(organisation, "source_id", "statedSums"));
  }
}
