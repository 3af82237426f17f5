/** Finds topics. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Topic } from "./topic.js";

enum TopicOrderField {
  NAME = "NAME",
}

registerEnumType(TopicOrderField, {
  name: "TopicOrderField",
  description: "What topics are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const TopicOrder = orderInput("Topic", TopicOrderField);

@InputType({ description: "Which topics to show: all conditions hold together." })
class TopicFilter {
  @Field(() => [ID], { nullable: true, description: "One of these topics." })
  id?: string[];
}

/** What a list of topics takes. */
@ArgsType()
export class TopicsArgs extends PageArgs {
  @Field(() => TopicFilter, { nullable: true, description: "Which topics to show." })
  where?: TopicFilter;

  @Field(() => TopicOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: TopicOrderField; direction: Direction };
}

/** The topics that the arguments ask for. */
export function findTopics(context: Context, args: TopicsArgs, info: GraphQLResolveInfo, under?: Under): Page<Topic> {
  const { id } = args.where ?? {};
  return pageOf(context, {
    noun: Topic,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("id", id, "where.id"),
    ],
  });
}
