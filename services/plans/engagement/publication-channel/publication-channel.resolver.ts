/** The doors to publication channels. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { PublicationChannel } from "./publication-channel.js";
import { findPublicationChannels, PublicationChannelsArgs } from "./find-publication-channels.js";

/** A page of publication channels. */
export const PublicationChannelConnection = connectionOf(PublicationChannel, "PublicationChannel", Gap);

@Resolver(() => PublicationChannel)
export class PublicationChannelResolver {
  @AnyoneMayAsk()
  @Query(() => PublicationChannel, { nullable: true, description: "One publication channel by its id; null where the id was unknown on that day." })
  publicationChannel(
    @Arg("id", () => ID, { description: "Id of the publication channel." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(PublicationChannel, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => PublicationChannelConnection, { nullable: true, description: "The ways in which plans, results and messages reach the public." })
  publicationChannels(@Args(() => PublicationChannelsArgs) args: PublicationChannelsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findPublicationChannels(context, args, info);
  }
}
