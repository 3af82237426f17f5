/** Finds strategies: all, or those of an organisation; by kind. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Strategy, StrategyKind } from "./strategy.js";

enum StrategyOrderField {
  NAME = "NAME",
}

registerEnumType(StrategyOrderField, {
  name: "StrategyOrderField",
  description: "What strategies are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const StrategyOrder = orderInput("Strategy", StrategyOrderField);

@InputType({ description: "Which strategies to show: all conditions hold together." })
class StrategyFilter {
  @Field(() => [StrategyKind], { nullable: true, description: "Of one of these kinds." })
  kind?: StrategyKind[];

  @Field(() => [ID], { nullable: true, description: "Of at least one of these organisations." })
  publishers?: string[];
}

/** What a list of strategies takes. */
@ArgsType()
export class StrategiesArgs extends PageArgs {
  @Field(() => StrategyFilter, { nullable: true, description: "Which strategies to show." })
  where?: StrategyFilter;

  @Field(() => StrategyOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: StrategyOrderField; direction: Direction };
}

/** The strategies that the arguments ask for; all of them, or those under one thing. */
export function findStrategies(context: Context, args: StrategiesArgs, info: GraphQLResolveInfo, under?: Under): Page<Strategy> {
  const { kind, publishers } = args.where ?? {};
  return pageOf(context, {
    noun: Strategy,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("kind", kind, "where.kind"),
      ...sharing("publisher_ids", publishers, "where.publishers"),
    ],
  });
}
