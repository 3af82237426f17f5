/** Finds surveys: all, or those of a partnership; by area and period. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, during, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { Survey } from "./survey.js";

enum SurveyOrderField {
  NAME = "NAME",
}

registerEnumType(SurveyOrderField, {
  name: "SurveyOrderField",
  description: "What surveys are sorted by.",
  valuesConfig: {
    NAME: { description: "Name; one without a name comes first." },
  },
});

const SurveyOrder = orderInput("Survey", SurveyOrderField);

@InputType({ description: "Which surveys to show: all conditions hold together." })
class SurveyFilter {
  @Field(() => [ID], { nullable: true, description: "One of these surveys." })
  id?: string[];

  @Field(() => [ID], { nullable: true, description: "Told of by one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "In one of these areas." })
  area?: string[];

  @Field(() => PeriodRange, { nullable: true, description: "Asked in a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of surveys takes. */
@ArgsType()
export class SurveysArgs extends PageArgs {
  @Field(() => SurveyFilter, { nullable: true, description: "Which surveys to show." })
  where?: SurveyFilter;

  @Field(() => SurveyOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: SurveyOrderField; direction: Direction };
}

/** The surveys that the arguments ask for; all of them, or those under one thing. */
export function findSurveys(context: Context, args: SurveysArgs, info: GraphQLResolveInfo, under?: Under): Page<Survey> {
  const { id, partnership, area, period } = args.where ?? {};
  return pageOf(context, {
    noun: Survey,
    args,
    info,
    under,
    orders: {
      NAME: [byKnown.text("name")],
    },
    where: [
      ...oneOf("id", id, "where.id"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("area_id", area, "where.area"),
      ...during("period", period, "where.period"),
    ],
  });
}
