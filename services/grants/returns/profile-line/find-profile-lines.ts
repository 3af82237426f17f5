/** Finds profile lines: all, or those of an award or partnership; by year. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { ProfileLine } from "./profile-line.js";

enum ProfileLineOrderField {
  PERIOD = "PERIOD",
}

registerEnumType(ProfileLineOrderField, {
  name: "ProfileLineOrderField",
  description: "What profile lines are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of the period." },
  },
});

const ProfileLineOrder = orderInput("ProfileLine", ProfileLineOrderField);

@InputType({ description: "Which profile lines to show: all conditions hold together." })
class ProfileLineFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "Of awards for one of these partnerships." })
  partnership?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period of this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of profile lines takes. */
@ArgsType()
export class ProfileLinesArgs extends PageArgs {
  @Field(() => ProfileLineFilter, { nullable: true, description: "Which profile lines to show." })
  where?: ProfileLineFilter;

  @Field(() => ProfileLineOrder, { nullable: true, description: "How to sort; by the first day of the period where left out." })
  orderBy?: { field: ProfileLineOrderField; direction: Direction };
}

/** The profile lines that the arguments ask for; all of them, or those under one thing. */
export function findProfileLines(context: Context, args: ProfileLinesArgs, info: GraphQLResolveInfo, under?: Under): Page<ProfileLine> {
  const { award, partnership, year, period } = args.where ?? {};
  return pageOf(context, {
    noun: ProfileLine,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
    ],
  });
}
