/** Finds plans: all, or those of a partnership; by year. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { by, during, inYear, oneOf } from "../../../kernel/filters.js";
import { FinancialYearScalar } from "../../../kernel/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../kernel/connection.js";
import { pageOf, type Under } from "../../../kernel/paging.js";
import { PeriodRange } from "../../../kernel/period.js";
import { Plan } from "./plan.js";

enum PlanOrderField {
  PERIOD = "PERIOD",
  TITLE = "TITLE",
}

registerEnumType(PlanOrderField, {
  name: "PlanOrderField",
  description: "What plans are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of the years it is for." },
    TITLE: { description: "Title." },
  },
});

const PlanOrder = orderInput("Plan", PlanOrderField);

@InputType({ description: "Which plans to show: all conditions hold together." })
class PlanFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For years that overlap this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For years that overlap these days." })
  period?: PeriodRange;
}

/** What a list of plans takes. */
@ArgsType()
export class PlansArgs extends PageArgs {
  @Field(() => PlanFilter, { nullable: true, description: "Which plans to show." })
  where?: PlanFilter;

  @Field(() => PlanOrder, { nullable: true, description: "How to sort; by the first day of its years where left out." })
  orderBy?: { field: PlanOrderField; direction: Direction };
}

/** The plans that the arguments ask for; all of them, or those under one thing. */
export function findPlans(context: Context, args: PlansArgs, info: GraphQLResolveInfo, under?: Under): Page<Plan> {
  const { partnership, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: Plan,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      TITLE: [by.text("title")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
    ],
  });
}
