/** Finds return expectations: all, or those of an award or partnership; by what became of them, by kind, by year and by the day that they are due. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { withStatus } from "./return-status.js";
import { ReturnExpectation, ReturnKind, ReturnStatus } from "./return-expectation.js";

enum ReturnExpectationOrderField {
  DUE = "DUE",
  PERIOD = "PERIOD",
}

registerEnumType(ReturnExpectationOrderField, {
  name: "ReturnExpectationOrderField",
  description: "What return expectations are sorted by.",
  valuesConfig: {
    DUE: { description: "The day on which the return is due." },
    PERIOD: { description: "First day of the period." },
  },
});

const ReturnExpectationOrder = orderInput("ReturnExpectation", ReturnExpectationOrderField);

@InputType({ description: "Which return expectations to show: all conditions hold together." })
export class ReturnExpectationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "Of awards for one of these partnerships." })
  partnership?: string[];

  @Field(() => [ReturnStatus], { nullable: true, description: "Of which one of these is true on the day that is asked for." })
  status?: ReturnStatus[];

  @Field(() => [ReturnKind], { nullable: true, description: "Of one of these kinds." })
  kind?: ReturnKind[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of return expectations takes. */
@ArgsType()
export class ReturnExpectationsArgs extends PageArgs {
  @Field(() => ReturnExpectationFilter, { nullable: true, description: "Which return expectations to show." })
  where?: ReturnExpectationFilter;

  @Field(() => ReturnExpectationOrder, { nullable: true, description: "How to sort; by the day on which the return is due where left out." })
  orderBy?: { field: ReturnExpectationOrderField; direction: Direction };
}

/** The return expectations that the arguments ask for; all of them, or those under one thing. */
export function findReturnExpectations(context: Context, args: ReturnExpectationsArgs, info: GraphQLResolveInfo, under?: Under): Page<ReturnExpectation> {
  const { award, partnership, status, kind, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: ReturnExpectation,
    args,
    info,
    under,
    orders: {
      DUE: [by.day("due_on")],
      PERIOD: [by.day("period_from")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...oneOf("kind", kind, "where.kind"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
      ...withStatus(status, asOfDay(context, args.asOf, under)),
    ],
  });
}
