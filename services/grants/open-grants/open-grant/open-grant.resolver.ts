/** The doors to what is published by the 360Giving Data Standard. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import { connectionOf } from "../../../../kernel/lists/connection.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { findOpenGrants, findOpenGrantsLeftOut, OpenGrantsArgs, type OpenGrantPage } from "./find-open-grants.js";
import { OpenGrant, OpenGrantLeftOut } from "./open-grant.js";

/** A page of grants as they are published. */
export const OpenGrantConnection = connectionOf(OpenGrant, "OpenGrant", Gap);

/** A page of what cannot be published. */
export const OpenGrantLeftOutConnection = connectionOf(OpenGrantLeftOut, "OpenGrantLeftOut", Gap);

@Resolver(() => OpenGrantConnection)
export class OpenGrantResolver {
  @AnyoneMayAsk()
  @Query(() => OpenGrantConnection, {
    nullable: true,
    description: "The awards and re-grants that the caller may see, as the 360Giving Data Standard writes them; of imported grants those that are asked for. What lacks a field that the standard needs is in `openGrantsLeftOut`.",
  })
  openGrants(@Args(() => OpenGrantsArgs) args: OpenGrantsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): OpenGrantPage {
    return findOpenGrants(context, args, info);
  }

  @AnyoneMayAsk()
  @Query(() => OpenGrantLeftOutConnection, { nullable: true, description: "The awards and re-grants that cannot be published by the 360Giving Data Standard, since it needs a field of them that is not known: which, and why." })
  openGrantsLeftOut(@Args(() => OpenGrantsArgs) args: OpenGrantsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findOpenGrantsLeftOut(context, args, info);
  }

  @FieldResolver(() => [String], { description: "The columns of a table of the whole list, by the titles of the standard. A field of an imported grant that the standard does not know is a column of its own." })
  columns(@Root() page: OpenGrantPage): Promise<string[]> {
    return page.columns();
  }
}
