/** Finds comparator groups: all, or those of a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ComparatorGroup } from "./comparator-group.js";

enum ComparatorGroupOrderField {
  NAME = "NAME",
}

registerEnumType(ComparatorGroupOrderField, {
  name: "ComparatorGroupOrderField",
  description: "What comparator groups are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const ComparatorGroupOrder = orderInput("ComparatorGroup", ComparatorGroupOrderField);

@InputType({ description: "Which comparator groups to show: all conditions hold together." })
class ComparatorGroupFilter {
  @Field(() => [ID], { nullable: true, description: "With at least one of these partnerships." })
  partnership?: string[];
}

/** What a list of comparator groups takes. */
@ArgsType()
export class ComparatorGroupsArgs extends PageArgs {
  @Field(() => ComparatorGroupFilter, { nullable: true, description: "Which comparator groups to show." })
  where?: ComparatorGroupFilter;

  @Field(() => ComparatorGroupOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: ComparatorGroupOrderField; direction: Direction };
}

/** The comparator groups that the arguments ask for; all of them, or those under one thing. */
export function findComparatorGroups(context: Context, args: ComparatorGroupsArgs, info: GraphQLResolveInfo, under?: Under): Page<ComparatorGroup> {
  const { partnership } = args.where ?? {};
  return pageOf(context, {
    noun: ComparatorGroup,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...sharing("partnership_ids", partnership, "where.partnership"),
    ],
  });
}
