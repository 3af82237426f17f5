/** The doors to published grants. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk, MayCall } from "../../../../kernel/authority/may-call.js";
import { Role } from "../../../../kernel/authority/viewer.js";
import { ImportReportShape } from "../../../../kernel/files/import-door.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { findPublishedGrants, PublishedGrantsArgs } from "./find-published-grants.js";
import { importOpenGrants } from "./import-open-grants.js";
import { PublishedGrant } from "./published-grant.js";

/** A page of published grants. */
export const PublishedGrantConnection = connectionOf(PublishedGrant, "PublishedGrant", Gap);

@Resolver(() => PublishedGrant)
export class PublishedGrantResolver {
  @AnyoneMayAsk()
  @Query(() => PublishedGrant, { nullable: true, description: "One published grant by its id in the hub; null where the id was unknown on that day." })
  publishedGrant(
    @Arg("id", () => ID, { description: "Id of the published grant in the hub; its identifier in the standard is a filter of the list." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PublishedGrant, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PublishedGrantConnection, { nullable: true, description: "The grants that were imported from packages of the 360Giving Data Standard." })
  publishedGrants(@Args(() => PublishedGrantsArgs) args: PublishedGrantsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPublishedGrants(context, args, info);
  }

  @MayCall({ roles: [Role.STEWARD, Role.ADMINISTRATOR, Role.GRANT_OFFICER] })
  @Mutation(() => ImportReportShape, {
    nullable: true,
    description:
      "Imports a package of the 360Giving Data Standard for the caller's PCC area: all of its grants or none. Fields that the hub does not know are kept as they are. A package with problems is no error: the report says which grants they are in, and where. Grants to individuals are refused with GRANT_TO_INDIVIDUAL, contact persons with PERSON_NAMED, and what is not of the standard with NOT_OF_THE_STANDARD.",
  })
  importOpenGrants(
    @Arg("json", () => String, { nullable: true, description: "The package as the text of JSON: an object with `grants`." }) json: string | null,
    @Arg("csv", () => String, { nullable: true, description: "The grants as CSV with the column titles of the standard, a row for each." }) csv: string | null,
    @Arg("idempotencyKey", () => ID, { description: "Made by the caller for this package: 8 to 100 letters, digits, - and _. A repeat gets the first report." }) idempotencyKey: string,
    @Ctx() context: Context,
  ): Promise<object> {
    return importOpenGrants(context, { json, csv }, idempotencyKey);
  }
}
