/** Finds populations: all, or those of an area; by kind and period. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, during, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { Population, PopulationKind } from "./population.js";

enum PopulationOrderField {
  PERIOD = "PERIOD",
}

registerEnumType(PopulationOrderField, {
  name: "PopulationOrderField",
  description: "What populations are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of the period." },
  },
});

const PopulationOrder = orderInput("Population", PopulationOrderField);

@InputType({ description: "Which populations to show: all conditions hold together." })
class PopulationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these areas." })
  area?: string[];

  @Field(() => [PopulationKind], { nullable: true, description: "Of one of these kinds." })
  kind?: PopulationKind[];

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of populations takes. */
@ArgsType()
export class PopulationsArgs extends PageArgs {
  @Field(() => PopulationFilter, { nullable: true, description: "Which populations to show." })
  where?: PopulationFilter;

  @Field(() => PopulationOrder, { nullable: true, description: "How to sort; by period where left out." })
  orderBy?: { field: PopulationOrderField; direction: Direction };
}

/** The populations that the arguments ask for; all of them, or those under one thing. */
export function findPopulations(context: Context, args: PopulationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Population> {
  const { area, kind, period } = args.where ?? {};
  return pageOf(context, {
    noun: Population,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
    },
    where: [
      ...oneOf("area_id", area, "where.area"),
      ...oneOf("kind", kind, "where.kind"),
      ...during("period", period, "where.period"),
    ],
  });
}
