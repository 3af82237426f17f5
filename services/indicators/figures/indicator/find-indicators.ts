/** Finds indicators: all, or those of a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { DisclosureClass, Frequency, Indicator, ValueType } from "./indicator.js";

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

  @Field(() => [ID], { nullable: true, description: "About at least one of these topics." })
  topic?: string[];

  @Field(() => [Frequency], { nullable: true, description: "Measured so often." })
  frequency?: Frequency[];

  @Field(() => [DisclosureClass], { nullable: true, description: "Of one of these classes of disclosure." })
  disclosureClass?: DisclosureClass[];
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
  const { id, valueType, polarity, topic, frequency, disclosureClass } = args.where ?? {};
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
      ...sharing("topic_ids", topic, "where.topic"),
      ...oneOf("frequency", frequency, "where.frequency"),
      ...oneOf("disclosure_class", disclosureClass, "where.disclosureClass"),
    ],
  });
}
