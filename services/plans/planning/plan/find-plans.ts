/** Finds plans: all, or those of a partnership; by year. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";
import { by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { awardedForPlan, byAwarded } from "../awarded/awarded-total.js";
import { Plan } from "./plan.js";

enum PlanOrderField {
  PERIOD = "PERIOD",
  TITLE = "TITLE",
  AWARDED = "AWARDED",
}

registerEnumType(PlanOrderField, {
  name: "PlanOrderField",
  description: "What plans are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of the years it is for." },
    TITLE: { description: "Title." },
    AWARDED: { description: "Money awarded for its partnership in the plan's years, as in `awardedTotal`; none is 0." },
  },
});

const PlanOrder = orderInput("Plan", PlanOrderField);

@InputType({ description: "Which plans to show: all conditions hold together." })
class PlanFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of a partnership of one of these PCC areas." })
  pccArea?: string[];

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
  const { partnership, pccArea, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: Plan,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      TITLE: [by.text("title")],
      AWARDED: [byAwarded(awardedForPlan(asOfDay(context, args.asOf, under)))],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...ofArea(pccArea, asOfDay(context, args.asOf, under)),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
    ],
  });
}

/** What is about a partnership that lies in one of the areas. */
export function ofArea(areas: readonly string[] | null | undefined, asOf: Day): Sql[] {
  const [inArea] = oneOf("pcc_area_id", areas, "where.pccArea");
  return inArea ? [sql`exists (select from (select t.* from plans.partnership t where ${knownOn(asOf)} and ${inArea}) area where area.id = t.partnership_id)`] : [];
}
