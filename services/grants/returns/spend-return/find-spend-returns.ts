/** Finds spend returns: all, or those of an award or partnership; by year and by what they say of themselves. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { by, during, equal, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { SpendReturn } from "./spend-return.js";

enum SpendReturnOrderField {
  PERIOD = "PERIOD",
  RECEIVED = "RECEIVED",
  SPEND = "SPEND",
}

registerEnumType(SpendReturnOrderField, {
  name: "SpendReturnOrderField",
  description: "What spend returns are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of the period." },
    RECEIVED: { description: "The day on which the return was received." },
    SPEND: { description: "What was spent." },
  },
});

const SpendReturnOrder = orderInput("SpendReturn", SpendReturnOrderField);

@InputType({ description: "Which spend returns to show: all conditions hold together." })
class SpendReturnFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "Of awards for one of these partnerships." })
  partnership?: string[];

  @Field(() => Boolean, { nullable: true, description: "Those that are the last of their award, or those that are not." })
  final?: boolean | null;

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period of this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of spend returns takes. */
@ArgsType()
export class SpendReturnsArgs extends PageArgs {
  @Field(() => SpendReturnFilter, { nullable: true, description: "Which spend returns to show." })
  where?: SpendReturnFilter;

  @Field(() => SpendReturnOrder, { nullable: true, description: "How to sort; by the first day of the period where left out." })
  orderBy?: { field: SpendReturnOrderField; direction: Direction };
}

/** The spend returns that the arguments ask for; all of them, or those under one thing. */
export function findSpendReturns(context: Context, args: SpendReturnsArgs, info: GraphQLResolveInfo, under?: Under): Page<SpendReturn> {
  const { award, partnership, final, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: SpendReturn,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      RECEIVED: [by.day("received_on")],
      SPEND: [by.whole("spend_pence")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...equal("final", final, "where.final"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
    ],
  });
}
