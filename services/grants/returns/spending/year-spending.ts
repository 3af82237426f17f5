/** Spending: what was spent of the money of a financial year beside what was planned and given, and what it is expected to come to. */
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar, type FinancialYear } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar, Money } from "../../../../kernel/values/money.js";
import { Gap } from "../../sources/document/document.js";

/** Percent of what was planned by which spend may differ from it and is not yet far from it. */
export const FAR_FROM_PROFILE_PERCENT = 10;

/** Percent of what was given by which less may be spent and is not yet an underspend to look at. */
export const UNDERSPEND_PERCENT = 5;

/** What is to be looked at. Nothing of it is ever refused. */
export enum SpendFlag {
  ABOVE_WHAT_IS_GIVEN = "ABOVE_WHAT_IS_GIVEN",
  FAR_FROM_PROFILE = "FAR_FROM_PROFILE",
  VARIANCE_UNEXPLAINED = "VARIANCE_UNEXPLAINED",
  UNDERSPEND = "UNDERSPEND",
  RETURN_MISSING = "RETURN_MISSING",
  PROFILE_IS_NOT_THE_AWARD = "PROFILE_IS_NOT_THE_AWARD",
  OUTSIDE_THE_YEARS_OF_THE_AWARD = "OUTSIDE_THE_YEARS_OF_THE_AWARD",
}

registerEnumType(SpendFlag, {
  name: "SpendFlag",
  description: "What is to be looked at in spending. It is flagged and never refused.",
  valuesConfig: {
    ABOVE_WHAT_IS_GIVEN: { description: "More was spent than the award gives for the year, or than the allocation is of: a variation, or an allocation more, is missing." },
    FAR_FROM_PROFILE: { description: `Spend differs from what was planned for the same days by more than ${FAR_FROM_PROFILE_PERCENT} percent of it.` },
    VARIANCE_UNEXPLAINED: { description: "Spend is far from the profile, and the return gives no reason." },
    UNDERSPEND: { description: `By the newest returns more than ${UNDERSPEND_PERCENT} percent of what is given for the year will not be spent.` },
    RETURN_MISSING: { description: "A return that was due for the year did not come: what looks like an underspend may be spend that nobody told of." },
    PROFILE_IS_NOT_THE_AWARD: { description: "What is planned for the year comes to another sum than what is given for it." },
    OUTSIDE_THE_YEARS_OF_THE_AWARD: { description: "The return is for a year for which the award gives nothing." },
  },
});

/** What was spent of the money of a financial year. */
@ObjectType({ simpleResolvers: true, description: "What was spent of the money of a financial year, beside what was planned and given, and what it is expected to come to. Sums are exact; a difference may be negative. A return or line of an award as a whole holds what is returned or planned of its allocations for the same days: no penny counts twice." })
export class YearSpending {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: FinancialYear;

  @Field(() => Int, { description: "Awards that give money for the year: of an award 1, of a partnership as many as the caller may see." })
  awards!: number;

  @Field(() => Money, { description: "What is given for the year." })
  awarded!: Money;

  @Field(() => Money, { nullable: true, description: "What is planned for the whole year; null where no profile is recorded." })
  planned!: Money | null;

  @Field(() => Money, { nullable: true, description: "What was planned up to the last day that returns tell of, whole lines alone; null where no profile is recorded, or nothing was returned." })
  plannedToDate!: Money | null;

  @Field(() => Money, { nullable: true, description: "What was spent, by the returns; null where nothing was returned, which is not 0.00." })
  spent!: Money | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day that returns tell of; null where nothing was returned." })
  spentTo!: Day | null;

  @Field(() => Money, { nullable: true, description: "What was spent less what was planned to the same day; null where either is." })
  variance!: Money | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The variance in percent of what was planned to date, one decimal, a half rounded away from zero; null where that is unknown or 0.00." })
  variancePercent!: string | null;

  @Field(() => Money, { nullable: true, description: "What the year is expected to come to: what was spent, and the forecast of the newest return. Once the final return came, or one that tells of the year's last day, it is what was spent. Null where an award has no return, or its newest one no forecast." })
  outturn!: Money | null;

  @Field(() => Money, { nullable: true, description: "What is given less the out-turn; negative where more will be spent. Null where the out-turn is." })
  underspend!: Money | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The underspend in percent of what is given, one decimal, a half rounded away from zero; null where that is unknown, or nothing is given." })
  underspendPercent!: string | null;

  @Field(() => Boolean, { nullable: true, description: `Whether the underspend is over ${UNDERSPEND_PERCENT} percent, by the returns that came; null where it is unknown. While \`missingReturns\` is more than 0 it may be spend that nobody told of.` })
  isUnderspent!: boolean | null;

  @Field(() => Int, { description: "Returns for periods that end in the year which are overdue on the day that is asked for, and did not come: 0 where all that were due came, or none is expected." })
  missingReturns!: number;

  @Field(() => Int, { description: `In how many of this year and the two before it the underspend was over ${UNDERSPEND_PERCENT} percent: 3 is a repeat underspender.` })
  underspentYears!: number;

  @Field(() => [SpendFlag], { description: "What is to be looked at." })
  flags!: SpendFlag[];

  @Field(() => [Gap], { description: "Why a field is null." })
  gaps!: unknown[];
}
