/** Finds series breaks: all, or those of an indicator, partnership or area. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { SeriesBreak } from "./series-break.js";

enum SeriesBreakOrderField {
  INDICATOR = "INDICATOR",
  DAY = "DAY",
}

registerEnumType(SeriesBreakOrderField, {
  name: "SeriesBreakOrderField",
  description: "What series breaks are sorted by.",
  valuesConfig: {
    INDICATOR: { description: "Indicator, then day." },
    DAY: { description: "Day." },
  },
});

const SeriesBreakOrder = orderInput("SeriesBreak", SeriesBreakOrderField);

@InputType({ description: "Which series breaks to show: all conditions hold together." })
class SeriesBreakFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships alone." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these areas alone." })
  area?: string[];
}

/** What a list of series breaks takes. */
@ArgsType()
export class SeriesBreaksArgs extends PageArgs {
  @Field(() => SeriesBreakFilter, { nullable: true, description: "Which series breaks to show." })
  where?: SeriesBreakFilter;

  @Field(() => SeriesBreakOrder, { nullable: true, description: "How to sort; by indicator and day where left out." })
  orderBy?: { field: SeriesBreakOrderField; direction: Direction };
}

/** The series breaks that the arguments ask for; all of them, or those under one thing. */
export function findSeriesBreaks(context: Context, args: SeriesBreaksArgs, info: GraphQLResolveInfo, under?: Under): Page<SeriesBreak> {
  const { indicator, partnership, area } = args.where ?? {};
  return pageOf(context, {
    noun: SeriesBreak,
    args,
    info,
    under,
    orders: {
      INDICATOR: [by.text("indicator_id"), by.day("on_day")],
      DAY: [by.day("on_day")],
    },
    where: [
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("area_id", area, "where.area"),
    ],
  });
}
