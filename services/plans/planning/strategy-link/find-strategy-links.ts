/** Finds strategy links: all, or those of one subject or strategy; by relation. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { StrategyLink, StrategyRelation } from "./strategy-link.js";

enum StrategyLinkOrderField {
  NUMBER = "NUMBER",
}

registerEnumType(StrategyLinkOrderField, {
  name: "StrategyLinkOrderField",
  description: "What strategy links are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Subject, then place in the printed order." },
  },
});

const StrategyLinkOrder = orderInput("StrategyLink", StrategyLinkOrderField);

@InputType({ description: "Which strategy links to show: all conditions hold together." })
class StrategyLinkFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these: ids of plans, priorities or PCC objectives." })
  subject?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these strategies." })
  strategy?: string[];

  @Field(() => [StrategyRelation], { nullable: true, description: "With one of these relations." })
  relation?: StrategyRelation[];
}

/** What a list of strategy links takes. */
@ArgsType()
export class StrategyLinksArgs extends PageArgs {
  @Field(() => StrategyLinkFilter, { nullable: true, description: "Which strategy links to show." })
  where?: StrategyLinkFilter;

  @Field(() => StrategyLinkOrder, { nullable: true, description: "How to sort; by subject and printed order where left out." })
  orderBy?: { field: StrategyLinkOrderField; direction: Direction };
}

/** The strategy links that the arguments ask for; all of them, or those under one thing. */
export function findStrategyLinks(context: Context, args: StrategyLinksArgs, info: GraphQLResolveInfo, under?: Under): Page<StrategyLink> {
  const { subject, strategy, relation } = args.where ?? {};
  return pageOf(context, {
    noun: StrategyLink,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("subject"), by.whole("number")],
    },
    where: [
      ...oneOf("subject", subject, "where.subject"),
      ...oneOf("strategy_id", strategy, "where.strategy"),
      ...oneOf("relation", relation, "where.relation"),
    ],
  });
}
