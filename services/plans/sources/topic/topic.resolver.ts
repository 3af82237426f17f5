/** The doors to topics. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay } from "../../../../kernel/lists/paging.js";
import { Gap } from "../document/document.js";
import { Topic } from "./topic.js";
import { findTopics, TopicsArgs } from "./find-topics.js";

/** A page of topics. */
export const TopicConnection = connectionOf(Topic, "Topic", Gap);

@Resolver(() => Topic)
export class TopicResolver {
  @AnyoneMayAsk()
  @Query(() => Topic, { nullable: true, description: "One topic by its id; null where the id was unknown on that day." })
  topic(
    @Arg("id", () => ID, { description: "Id of the topic." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Topic, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => TopicConnection, { nullable: true, description: "The hub's own short list of topics." })
  topics(@Args(() => TopicsArgs) args: TopicsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findTopics(context, args, info);
  }
}
