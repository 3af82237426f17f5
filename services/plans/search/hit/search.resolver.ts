/** The door to search. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, GraphQLISODateTime, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import { connectionOf } from "../../../../kernel/lists/connection.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { upToDateAt } from "../index/indexed.js";
import { SearchArgs, searchFacts } from "./search-facts.js";
import { SearchHit } from "./search-hit.js";

/** A page of what was found. */
export const SearchHitConnection = connectionOf(SearchHit, "SearchHit", Gap);

@Resolver(() => SearchHitConnection)
export class SearchResolver {
  @AnyoneMayAsk()
  @Query(() => SearchHitConnection, { nullable: true, description: "The facts of all services in which these words stand, the best first." })
  search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return searchFacts(context, args, info);
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, description: "Everything that a service wrote before this moment is searched; null while one of them has told nothing yet." })
  upToDateAt(@Ctx() context: Context): Promise<Date | null> {
    return upToDateAt(context);
  }
}
