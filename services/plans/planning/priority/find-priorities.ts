/** Finds priorities: all, or those of a plan; by topic. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Priority } from "./priority.js";

enum PriorityOrderField {
  NUMBER = "NUMBER",
  TITLE = "TITLE",
}

registerEnumType(PriorityOrderField, {
  name: "PriorityOrderField",
  description: "What priorities are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Place in the printed order." },
    TITLE: { description: "Title." },
  },
});

const PriorityOrder = orderInput("Priority", PriorityOrderField);

@InputType({ description: "Which priorities to show: all conditions hold together." })
class PriorityFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "With at least one of these topics." })
  topics?: string[];
}

/** What a list of priorities takes. */
@ArgsType()
export class PrioritiesArgs extends PageArgs {
  @Field(() => PriorityFilter, { nullable: true, description: "Which priorities to show." })
  where?: PriorityFilter;

  @Field(() => PriorityOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: PriorityOrderField; direction: Direction };
}

/** The priorities that the arguments ask for; all of them, or those under one thing. */
export function findPriorities(context: Context, args: PrioritiesArgs, info: GraphQLResolveInfo, under?: Under): Page<Priority> {
  const { plan, topics } = args.where ?? {};
  return pageOf(context, {
    noun: Priority,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("plan_id"), by.whole("number")],
      TITLE: [by.text("title")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...sharing("topic_ids", topics, "where.topics"),
    ],
  });
}
