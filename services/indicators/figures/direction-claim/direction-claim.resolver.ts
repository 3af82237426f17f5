/** The doors to direction claims. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Partnership } from "../../references/partnership/partnership.js";
import { Gap } from "../../sources/document/document.js";
import { checkClaim } from "./check-claim.js";
import { ClaimCheck } from "./claim-check.js";
import { DirectionClaim } from "./direction-claim.js";
import { DirectionClaimsArgs, findDirectionClaims } from "./find-direction-claims.js";

/** A page of direction claims. */
export const DirectionClaimConnection = connectionOf(DirectionClaim, "DirectionClaim", Gap);

@Resolver(() => DirectionClaim)
export class DirectionClaimResolver {
  @AnyoneMayAsk()
  @Query(() => DirectionClaim, { nullable: true, description: "One direction claim by its id; null where the id was unknown on that day." })
  directionClaim(
    @Arg("id", () => ID, { description: "Id of the direction claim." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(DirectionClaim, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => DirectionClaimConnection, { nullable: true, description: "What documents say in words of which way something went." })
  directionClaims(@Args(() => DirectionClaimsArgs) args: DirectionClaimsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findDirectionClaims(context, args, info);
  }

  @FieldResolver(() => ClaimCheck, { nullable: true, description: "What its figures say of it." })
  check(@Root() claim: DirectionClaim, @Ctx() context: Context): Promise<ClaimCheck | null> {
    return checkClaim(context, claim.id, claim.asOf);
  }
}

@Resolver(() => Partnership)
export class PartnershipDirectionClaimResolver {
  @FieldResolver(() => DirectionClaimConnection, { nullable: true, description: "What documents say in words of which way something went for it." })
  directionClaims(@Root() partnership: Partnership, @Args(() => DirectionClaimsArgs) args: DirectionClaimsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findDirectionClaims(context, args, info, childrenOf(partnership, "partnership_id", "directionClaims"));
  }
}
