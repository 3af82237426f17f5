/** Finds over-allocations: all, or those of an award; by year. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { forYear } from "../allocation/find-allocations.js";
import { OverAllocation } from "./over-allocation.js";

enum OverAllocationOrderField {
  YEAR = "YEAR",
  APPROVED_ON = "APPROVED_ON",
}

registerEnumType(OverAllocationOrderField, {
  name: "OverAllocationOrderField",
  description: "What over-allocations are sorted by.",
  valuesConfig: {
    YEAR: { description: "Year." },
    APPROVED_ON: { description: "The day of the approval." },
  },
});

const OverAllocationOrder = orderInput("OverAllocation", OverAllocationOrderField);

@InputType({ description: "Which over-allocations to show: all conditions hold together." })
class OverAllocationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For this financial year." })
  year?: string;
}

/** What a list of over-allocations takes. */
@ArgsType()
export class OverAllocationsArgs extends PageArgs {
  @Field(() => OverAllocationFilter, { nullable: true, description: "Which over-allocations to show." })
  where?: OverAllocationFilter;

  @Field(() => OverAllocationOrder, { nullable: true, description: "How to sort; by year where left out." })
  orderBy?: { field: OverAllocationOrderField; direction: Direction };
}

/** The over-allocations that the arguments ask for; all of them, or those under one thing. */
export function findOverAllocations(context: Context, args: OverAllocationsArgs, info: GraphQLResolveInfo, under?: Under): Page<OverAllocation> {
  const { award, partnership, year } = args.where ?? {};
  return pageOf(context, {
    noun: OverAllocation,
    args,
    info,
    under,
    orders: {
      YEAR: [by.text("year")],
      APPROVED_ON: [by.day("approved_on")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...forYear(year),
    ],
  });
}
