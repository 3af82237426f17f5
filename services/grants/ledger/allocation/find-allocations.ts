/** Finds allocations: all, or those of an award, service, recipient, partnership or allocation; by year and by what they are attributed to. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, equal, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Sql } from "sql-template-tag";
import { FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { Allocation, AttributionLevel } from "./allocation.js";

enum AllocationOrderField {
  YEAR = "YEAR",
  AMOUNT = "AMOUNT",
}

registerEnumType(AllocationOrderField, {
  name: "AllocationOrderField",
  description: "What allocations are sorted by.",
  valuesConfig: {
    YEAR: { description: "Year." },
    AMOUNT: { description: "The sum set aside." },
  },
});

const AllocationOrder = orderInput("Allocation", AllocationOrderField);

@InputType({ description: "Which allocations to show: all conditions hold together." })
class AllocationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these services." })
  service?: string[];

  @Field(() => [ID], { nullable: true, description: "Received by one of these organisations." })
  recipient?: string[];

  @Field(() => [ID], { nullable: true, description: "Attributed to at least one of these actions, outcomes, objectives or pledges." })
  attributedTo?: string[];

  @Field(() => [AttributionLevel], { nullable: true, description: "Attributed at one of these levels." })
  level?: AttributionLevel[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For this financial year." })
  year?: string;
}

/** What a list of allocations takes. */
@ArgsType()
export class AllocationsArgs extends PageArgs {
  @Field(() => AllocationFilter, { nullable: true, description: "Which allocations to show." })
  where?: AllocationFilter;

  @Field(() => AllocationOrder, { nullable: true, description: "How to sort; by year where left out." })
  orderBy?: { field: AllocationOrderField; direction: Direction };
}

/** Of this financial year, which is written in one form. */
export function forYear(year: string | null | undefined): Sql[] {
  return year == null ? [] : equal("year", readFinancialYear(year, "where.year"), "where.year");
}

/** The allocations that the arguments ask for; all of them, or those under one thing. */
export function findAllocations(context: Context, args: AllocationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Allocation> {
  const { award, partnership, service, recipient, attributedTo, level, year } = args.where ?? {};
  return pageOf(context, {
    noun: Allocation,
    args,
    info,
    under,
    orders: {
      YEAR: [by.text("year")],
      AMOUNT: [by.whole("amount_pence")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...oneOf("service_id", service, "where.service"),
      ...oneOf("recipient_id", recipient, "where.recipient"),
      ...sharing("attributed_ids", attributedTo, "where.attributedTo"),
      ...oneOf("attributed_level", level, "where.level"),
      ...forYear(year),
    ],
  });
}
