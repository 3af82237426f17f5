/** Finds stated sums: all, or those of a partnership, fund, award or service; by nature and period. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import sql, { raw, type Sql } from "sql-template-tag";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { StatedSum, SumNature } from "./stated-sum.js";

enum StatedSumOrderField {
  PERIOD = "PERIOD",
  AMOUNT = "AMOUNT",
}

registerEnumType(StatedSumOrderField, {
  name: "StatedSumOrderField",
  description: "What stated sums are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of its period; one without comes first." },
    AMOUNT: { description: "The amount; a sum that is not stated comes first." },
  },
});

const StatedSumOrder = orderInput("StatedSum", StatedSumOrderField);

@InputType({ description: "Which stated sums to show: all conditions hold together." })
class StatedSumFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these funds." })
  fund?: string[];

  @Field(() => [ID], { nullable: true, description: "That tell of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "From one of these organisations." })
  source?: string[];

  @Field(() => [SumNature], { nullable: true, description: "Of one of these natures." })
  nature?: SumNature[];

  @Field(() => Boolean, { nullable: true, description: "true: about one partnership; false: about the nation or a region." })
  isLocal?: boolean;

  @Field(() => Boolean, { nullable: true, description: "true: with an amount; false: funding that is mentioned without one." })
  hasAmount?: boolean;

  @Field(() => FinancialYearScalar, { nullable: true, description: "With a period that overlaps this financial year." })
  year?: string;
}

/** What a list of stated sums takes. */
@ArgsType()
export class StatedSumsArgs extends PageArgs {
  @Field(() => StatedSumFilter, { nullable: true, description: "Which stated sums to show." })
  where?: StatedSumFilter;

  @Field(() => StatedSumOrder, { nullable: true, description: "How to sort; by period where left out." })
  orderBy?: { field: StatedSumOrderField; direction: Direction };
}

/** The stated sums that the arguments ask for; all of them, or those under one thing. */
export function findStatedSums(context: Context, args: StatedSumsArgs, info: GraphQLResolveInfo, under?: Under): Page<StatedSum> {
  const { partnership, fund, award, source, nature, isLocal, hasAmount, year } = args.where ?? {};
  return pageOf(context, {
    noun: StatedSum,
    args,
    info,
    under,
    orders: {
      PERIOD: [byKnown.day("period_from")],
      AMOUNT: [{ key: sql`coalesce(t.amount_pence, -1)`, type: "bigint" }],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("fund_id", fund, "where.fund"),
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("source_id", source, "where.source"),
      ...oneOf("nature", nature, "where.nature"),
      ...stated("partnership_id", isLocal),
      ...stated("amount_pence", hasAmount),
      ...inYear("period", year, "where.year"),
    ],
  });
}

/** The column has a value, or has none. */
function stated(column: string, asked: boolean | null | undefined): Sql[] {
  return asked == null ? [] : [sql`${raw(`t."${column}"`)} is ${raw(asked ? "not null" : "null")}`];
}
