/** The doors to organisations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { MembershipConnection } from "../membership/membership.resolver.js";
import { MembershipsArgs, findMemberships } from "../membership/find-memberships.js";
import { SuccessionConnection } from "../succession/succession.resolver.js";
import { SuccessionsArgs, findSuccessions } from "../succession/find-successions.js";
import { Organisation } from "./organisation.js";
import { findOrganisations, OrganisationsArgs } from "./find-organisations.js";

/** A page of organisations. */
export const OrganisationConnection = connectionOf(Organisation, "Organisation", Gap);

@Resolver(() => Organisation)
export class OrganisationResolver {
  @AnyoneMayAsk()
  @Query(() => Organisation, { nullable: true, description: "One organisation by its id; null where the id was unknown on that day." })
  organisation(
    @Arg("id", () => ID, { description: "Id of the organisation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Organisation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => OrganisationConnection, { nullable: true, description: "The organisations that the documents name." })
  organisations(@Args(() => OrganisationsArgs) args: OrganisationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findOrganisations(context, args, info);
  }

  @FieldResolver(() => MembershipConnection, { description: "The partnerships and bodies that it belongs to." })
  memberships(
    @Root() organisation: Organisation,
    @Args(() => MembershipsArgs) args: MembershipsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findMemberships(context, args, info, childrenOf(organisation, "organisation_id", "memberships"));
  }

  @FieldResolver(() => SuccessionConnection, { description: "What became of it: what came in its place, or took over its work." })
  succeededBy(
    @Root() organisation: Organisation,
    @Args(() => SuccessionsArgs) args: SuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSuccessions(context, args, info, childrenOf(organisation, "predecessor_id", "succeededBy"));
  }

  @FieldResolver(() => SuccessionConnection, { description: "What it came from." })
  cameFrom(
    @Root() organisation: Organisation,
    @Args(() => SuccessionsArgs) args: SuccessionsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findSuccessions(context, args, info, childrenOf(organisation, "successor_id", "cameFrom"));
  }
}
