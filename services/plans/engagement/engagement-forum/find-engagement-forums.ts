/** Finds engagement forums: all, or those of a partnership or plan; by kind. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { EngagementForum, EngagementForumKind } from "./engagement-forum.js";

enum EngagementForumOrderField {
  NAME = "NAME",
  KIND = "KIND",
}

registerEnumType(EngagementForumOrderField, {
  name: "EngagementForumOrderField",
  description: "What engagement forums are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
    KIND: { description: "Kind, then name." },
  },
});

const EngagementForumOrder = orderInput("EngagementForum", EngagementForumOrderField);

@InputType({ description: "Which engagement forums to show: all conditions hold together." })
class EngagementForumFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Told in one of these plans." })
  plan?: string[];

  @Field(() => [EngagementForumKind], { nullable: true, description: "Of one of these kinds." })
  kind?: EngagementForumKind[];
}

/** What a list of engagement forums takes. */
@ArgsType()
export class EngagementForumsArgs extends PageArgs {
  @Field(() => EngagementForumFilter, { nullable: true, description: "Which engagement forums to show." })
  where?: EngagementForumFilter;

  @Field(() => EngagementForumOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: EngagementForumOrderField; direction: Direction };
}

/** The engagement forums that the arguments ask for; all of them, or those under one thing. */
export function findEngagementForums(context: Context, args: EngagementForumsArgs, info: GraphQLResolveInfo, under?: Under): Page<EngagementForum> {
  const { partnership, plan, kind } = args.where ?? {};
  return pageOf(context, {
    noun: EngagementForum,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
      KIND: [by.text("kind"), by.text("name")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
