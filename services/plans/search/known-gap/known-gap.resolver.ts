/** The door to the gaps of all facts. */
import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, FieldResolver, GraphQLISODateTime, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import { connectionOf } from "../../../../kernel/lists/connection.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Gap } from "../../sources/document/document.js";
import { upToDateAt } from "../index/indexed.js";
import { findKnownGaps, KnownGapsArgs, type GapPage } from "./find-known-gaps.js";
import { GapCount, KnownGap } from "./known-gap.js";

/** A page of gaps. */
export const KnownGapConnection = connectionOf(KnownGap, "KnownGap", Gap);

@Resolver(() => KnownGapConnection)
export class KnownGapResolver {
  @AnyoneMayAsk()
  @Query(() => KnownGapConnection, { nullable: true, description: "What the hub does not know, or doubts, of the facts of all services: by partnership, thing and field. Refused with TOO_MANY_SEARCHES where one request asks for it more than five times." })
  gaps(@Args(() => KnownGapsArgs) args: KnownGapsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findKnownGaps(context, args, info);
  }

  @FieldResolver(() => [GapCount], { description: "How many gaps of the whole list have each reason, the most frequent first." })
  counts(@Root() page: GapPage): Promise<GapCount[]> {
    return page.counts();
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, description: "Every gap that a service wrote before this moment is in the list; null while one of them has told nothing yet." })
  upToDateAt(@Ctx() context: Context): Promise<Date | null> {
    return upToDateAt(context);
  }
}
