/** The doors to organisations. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { AsOfArgs, connectionOf } from "../../../kernel/connection.js";
import { asOfDay } from "../../../kernel/paging.js";
import { Gap } from "../document/document.js";
import { Organisation } from "./organisation.js";
import { findOrganisations, OrganisationsArgs } from "./find-organisations.js";

/** A page of organisations. */
export const OrganisationConnection = connectionOf(Organisation, "Organisation", Gap);

@Resolver(() => Organisation)
export class OrganisationResolver {
  @Query(() => Organisation, { nullable: true, description: "One organisation by its id; null where the id was unknown on that day." })
  organisation(
    @Arg("id", () => ID, { description: "Id of the organisation." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Organisation, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @Query(() => OrganisationConnection, { nullable: true, description: "The organisations that the documents name." })
  organisations(@Args(() => OrganisationsArgs) args: OrganisationsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findOrganisations(context, args, info);
  }
}
