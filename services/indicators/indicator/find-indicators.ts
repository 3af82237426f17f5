/** Finds indicators: all, or those of a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { by, oneOf } from "../../../kernel/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../kernel/connection.js";
import { pageOf, type Under } from "../../../kernel/paging.js";
import { Indicator, Polarity, ValueType } from "./indicator.js";

enum IndicatorOrderField {
  NAME = "NAME",
}

registerEnumType(IndicatorOrderField, {
  name: "IndicatorOrderField",
  description: "What indicators are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const IndicatorOrder = orderInput("Indicator", IndicatorOrderField);

@InputType({ description: "Which indicators to show: all conditions hold together." })
class IndicatorFilter {
  @Field(() => [ID], { nullable: true, description: "One of these indicators." })
  id?: string[];

  @Field(() => [ValueType], { nullable: true, description: "With values of one of these types." })
  valueType?: ValueType[];

  @Field(() => [Polarity], { nullable: true, description: "With one of these polarities." })
  polarity?: Polarity[];
}

/** What a list of indicators takes. */
@ArgsType()
export class IndicatorsArgs extends PageArgs {
  @Field(() => IndicatorFilter, { nullable: true, description: "Which indicators to show." })
  where?: IndicatorFilter;

  @Field(() => IndicatorOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: IndicatorOrderField; direction: Direction };
}

/** The indicators that the arguments ask for; all of them, or those under one thing. */
export function findIndicators(context: Context, args: IndicatorsArgs, info: GraphQLResolveInfo, under?: Under): Page<Indicator> {
  const { id, valueType, polarity } = args.where ?? {};
  return pageOf(context, {
    noun: Indicator,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("id", id, "where.id"),
      ...oneOf("value_type", valueType, "where.valueType"),
      ...oneOf("polarity", polarity, "where.polarity"),
    ],
  });
}
