/** What a unit of a service's output cost in a financial year: what was spent on it over what was counted, or why there is no such figure. */
import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from "type-graphql";
import { FinancialYearScalar } from "../../../kernel/values/financial-year.js";
import { DecimalScalar, Money } from "../../../kernel/values/money.js";
import { Indicator } from "../references/indicator/indicator.js";

/** Why a cost is not told. */
export enum NoUnitCost {
  SPEND_NOT_SPLIT = "SPEND_NOT_SPLIT",
  NO_SPEND_RECORDED = "NO_SPEND_RECORDED",
  NO_OUTPUT_RECORDED = "NO_OUTPUT_RECORDED",
  OUTPUT_NOT_EXACT = "OUTPUT_NOT_EXACT",
  OUTPUT_OVERLAPS = "OUTPUT_OVERLAPS",
  OUTPUT_IS_ZERO = "OUTPUT_IS_ZERO",
}

registerEnumType(NoUnitCost, {
  name: "NoUnitCost",
  description: "Why it is not told what a unit of output cost. Where several hold, the first of them in this order.",
  valuesConfig: {
    SPEND_NOT_SPLIT: { description: "Spend was returned of an award, or an allocation, as a whole, and nobody said how much of it is the service's: see `unattributedSpent` of its `funding`." },
    NO_SPEND_RECORDED: { description: "No return of spend is recorded for the service in the year. That differs from a return that states 0.00, by which a unit cost 0.00." },
    NO_OUTPUT_RECORDED: { description: "No count of the whole of this output is recorded for a period within the year that the hub can tell of here: values about a part, a place, a cohort or a survey, and those of restricted indicators, are not." },
    OUTPUT_NOT_EXACT: { description: "A value is given as about, at least or at most so many: it is not summed as if it were exact." },
    OUTPUT_OVERLAPS: { description: "Values are recorded for several areas of one partnership, or from around it: it is not known whether one of them is part of another." },
    OUTPUT_IS_ZERO: { description: "The output is recorded and comes to no unit: there is nothing to divide by." },
  },
});

/** One output of a service in a year, with what a unit of it cost. */
@ObjectType({
  simpleResolvers: true,
  description:
    "What a unit of one output of a service cost in a financial year: all that was spent on the service over what was counted of this output. A service with several outputs has one of these for each, and its spend is not split between them: their costs are never added.",
})
export class CostPerOutput {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;

  @Field(() => Indicator, { nullable: true, description: "The indicator that counts the output, with its unit; null where nothing was ever recorded of the service's outputs, which is told once with its spend." })
  indicator!: Indicator | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "How many units were counted, exact: of each partnership the values of the longest periods in the year that have no day in common, summed. 0 is a value. Null where `reason` says that none is recorded or that they cannot be summed exactly.",
  })
  quantity!: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether the periods that were counted cover the whole year; where false, what was spent may be of more days than what was counted. Null where nothing was counted." })
  isWholeYear!: boolean | null;

  @Field(() => Money, { nullable: true, description: "What was spent on the service in the year, as its `funding` has it: exact, and not all of it where `reason` is SPEND_NOT_SPLIT. Null where no return of spend is recorded; 0.00 where one states it." })
  spent!: Money | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Pounds for each unit: `spent` over `quantity`, the exact quotient rounded to the penny, half a penny upwards. Null where `reason` says why." })
  costPerUnit!: string | null;

  @Field(() => NoUnitCost, { nullable: true, description: "Why there is no cost; null where there is one." })
  reason!: NoUnitCost | null;

  @Field(() => [ID], { description: "Ids of the observations that were counted, in the order of the ids." })
  observationIds!: string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: "Until when the outputs are complete in the grants service: half a second ago, as a rule. Null where the indicators service was not heard of yet." })
  upToDateAt!: Date | null;
}
