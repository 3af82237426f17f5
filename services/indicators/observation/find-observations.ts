/** Finds observations: all, or those of an indicator or partnership; by period. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { by, byKnown, during, equal, inYear, oneOf } from "../../../kernel/filters.js";
import { FinancialYearScalar } from "../../../kernel/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../kernel/connection.js";
import { pageOf, type Under } from "../../../kernel/paging.js";
import { PeriodRange } from "../../../kernel/period.js";
import { Observation } from "./observation.js";

enum ObservationOrderField {
  INDICATOR = "INDICATOR",
  PERIOD = "PERIOD",
}

registerEnumType(ObservationOrderField, {
  name: "ObservationOrderField",
  description: "What observations are sorted by.",
  valuesConfig: {
    INDICATOR: { description: "Indicator, then first day of the period." },
    PERIOD: { description: "First day of the period; an unknown one comes first." },
  },
});

const ObservationOrder = orderInput("Observation", ObservationOrderField);

@InputType({ description: "Which observations to show: all conditions hold together." })
class ObservationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;

  @Field(() => FinancialYearScalar, { nullable: true, description: "Reported under this financial year, also where the period itself is unknown." })
  reportedUnder?: string;

  @Field(() => Boolean, { nullable: true, description: "Whether the period lies outside the year it is reported under." })
  outsideReportedYear?: boolean;
}

/** What a list of observations takes. */
@ArgsType()
export class ObservationsArgs extends PageArgs {
  @Field(() => ObservationFilter, { nullable: true, description: "Which observations to show." })
  where?: ObservationFilter;

  @Field(() => ObservationOrder, { nullable: true, description: "How to sort; by indicator and period where left out." })
  orderBy?: { field: ObservationOrderField; direction: Direction };
}

/** The observations that the arguments ask for; all of them, or those under one thing. */
export function findObservations(context: Context, args: ObservationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Observation> {
  const { indicator, partnership, year, period, reportedUnder, outsideReportedYear } = args.where ?? {};
  return pageOf(context, {
    noun: Observation,
    args,
    info,
    under,
    orders: {
      INDICATOR: [by.text("indicator_id"), byKnown.day("period_from")],
      PERIOD: [byKnown.day("period_from")],
    },
    where: [
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
      ...inYear("reported_under", reportedUnder, "where.reportedUnder"),
      ...equal("outside_reported_year", outsideReportedYear, "where.outsideReportedYear"),
    ],
  });
}
