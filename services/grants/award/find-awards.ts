/** Finds awards: all, or those of a partnership, fund or recipient; by year. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { by, during, inYear, oneOf } from "../../../kernel/filters.js";
import { FinancialYearScalar } from "../../../kernel/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../kernel/connection.js";
import { pageOf, type Under } from "../../../kernel/paging.js";
import { PeriodRange } from "../../../kernel/period.js";
import { Award } from "./award.js";

enum AwardOrderField {
  PERIOD = "PERIOD",
  AWARDED = "AWARDED",
}

registerEnumType(AwardOrderField, {
  name: "AwardOrderField",
  description: "What awards are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of its first year." },
    AWARDED: { description: "The sum awarded." },
  },
});

const AwardOrder = orderInput("Award", AwardOrderField);

@InputType({ description: "Which awards to show: all conditions hold together." })
class AwardFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "From one of these funds." })
  fund?: string[];

  @Field(() => [ID], { nullable: true, description: "Received by one of these organisations." })
  recipient?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "With years that overlap this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "With years that overlap these days." })
  period?: PeriodRange;
}

/** What a list of awards takes. */
@ArgsType()
export class AwardsArgs extends PageArgs {
  @Field(() => AwardFilter, { nullable: true, description: "Which awards to show." })
  where?: AwardFilter;

  @Field(() => AwardOrder, { nullable: true, description: "How to sort; by the first day of its first year where left out." })
  orderBy?: { field: AwardOrderField; direction: Direction };
}

/** The awards that the arguments ask for; all of them, or those under one thing. */
export function findAwards(context: Context, args: AwardsArgs, info: GraphQLResolveInfo, under?: Under): Page<Award> {
  const { partnership, fund, recipient, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: Award,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      AWARDED: [by.whole("awarded_pence")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("fund_id", fund, "where.fund"),
      ...oneOf("recipient_id", recipient, "where.recipient"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
    ],
  });
}
