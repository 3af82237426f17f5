/** Finds progress updates: all, or those of a project. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { CarryOver, ProgressUpdate } from "./progress-update.js";

enum ProgressUpdateOrderField {
  PERIOD = "PERIOD",
}

registerEnumType(ProgressUpdateOrderField, {
  name: "ProgressUpdateOrderField",
  description: "What progress updates are sorted by.",
  valuesConfig: {
    PERIOD: { description: "Last day of the period reported on." },
  },
});

const ProgressUpdateOrder = orderInput("ProgressUpdate", ProgressUpdateOrderField);

@InputType({ description: "Which progress updates to show: all conditions hold together." })
class ProgressUpdateFilter {
  @Field(() => [CarryOver], { nullable: true, description: "With one of these answers to whether the project goes on." })
  carryOver?: CarryOver[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;
}

/** What a list of progress updates takes. */
@ArgsType()
export class ProgressUpdatesArgs extends PageArgs {
  @Field(() => ProgressUpdateFilter, { nullable: true, description: "Which progress updates to show." })
  where?: ProgressUpdateFilter;

  @Field(() => ProgressUpdateOrder, { nullable: true, description: "How to sort; by the last day of the period where left out." })
  orderBy?: { field: ProgressUpdateOrderField; direction: Direction };
}

/** The progress updates that the arguments ask for; all of them, or those under one thing. */
export function findProgressUpdates(context: Context, args: ProgressUpdatesArgs, info: GraphQLResolveInfo, under?: Under): Page<ProgressUpdate> {
  const { carryOver, year } = args.where ?? {};
  return pageOf(context, {
    noun: ProgressUpdate,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_to")],
    },
    where: [
      ...oneOf("carry_over", carryOver, "where.carryOver"),
      ...inYear("period", year, "where.year"),
    ],
  });
}
