/** Finds observations: all, or those of an indicator, partnership, area or survey; by period and extent. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, byKnown, during, equal, exactly, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodInput, PeriodRange } from "../../../../kernel/values/period.js";
import { ofAreas } from "../../references/pcc-area/of-areas.js";
import { Extent, Observation, ObservationStatus } from "./observation.js";

enum ObservationOrderField {
  INDICATOR = "INDICATOR",
  PERIOD = "PERIOD",
  VALUE = "VALUE",
}

registerEnumType(ObservationOrderField, {
  name: "ObservationOrderField",
  description: "What observations are sorted by.",
  valuesConfig: {
    INDICATOR: { description: "Indicator, then first day of the period." },
    PERIOD: { description: "First day of the period; an unknown one comes first." },
    VALUE: { description: "Value as a number, whatever its unit: choose one indicator, or indicators of one unit." },
  },
});

const ObservationOrder = orderInput("Observation", ObservationOrderField);

@InputType({ description: "Which observations to show: all conditions hold together." })
class ObservationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "About a partnership of one of these PCC areas, as plans tells it now, whatever the day that is asked for." })
  pccArea?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these areas; those about their parts are not among them." })
  area?: string[];

  @Field(() => [ID], { nullable: true, description: "From one of these surveys." })
  survey?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these services." })
  service?: string[];

  @Field(() => [String], { nullable: true, description: "About one of these parts of the whole, as dimension=value." })
  dimension?: string[];

  @Field(() => Boolean, { nullable: true, description: "true: about its partnership or area as a whole, as a series is; false: about a part of it alone, by dimension, place, cohort or service." })
  whole?: boolean;

  @Field(() => [ObservationStatus], { nullable: true, description: "With one of these statuses: so settled." })
  status?: ObservationStatus[];

  @Field(() => [Extent], { nullable: true, description: "With one of these extents: LOCAL leaves out what a document cites for context." })
  extent?: Extent[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;

  @Field(() => PeriodInput, {
    nullable: true,
    description: "For this period and no other: what a comparison asks for, where the days of `period` find a month and the year around it too. Refused with MALFORMED_PERIOD where the days are not those of such a period.",
  })
  periodIs?: PeriodInput;

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
  const { indicator, partnership, pccArea, area, survey, service, dimension, whole, status, extent, year, period, periodIs, reportedUnder, outsideReportedYear } = args.where ?? {};
  return pageOf(context, {
    noun: Observation,
    args,
    info,
    under,
    orders: {
      INDICATOR: [by.text("indicator_id"), byKnown.day("period_from")],
      PERIOD: [byKnown.day("period_from")],
      VALUE: [by.number("value")],
    },
    where: [
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...ofAreas(pccArea, "where.pccArea"),
      ...oneOf("area_id", area, "where.area"),
      ...oneOf("survey_id", survey, "where.survey"),
      ...oneOf("service_id", service, "where.service"),
      ...oneOf("dimension", dimension, "where.dimension"),
      ...(whole == null ? [] : [sql`num_nonnulls(t.dimension, t.place, t.cohort, t.service_id) ${raw(whole ? "= 0" : "> 0")}`]),
      ...oneOf("status", status, "where.status"),
      ...oneOf("extent", extent, "where.extent"),
      ...inYear("period", year, "where.year"),
      ...during("period", period, "where.period"),
      ...exactly("period", periodIs, "where.periodIs"),
      ...inYear("reported_under", reportedUnder, "where.reportedUnder"),
      ...equal("outside_reported_year", outsideReportedYear, "where.outsideReportedYear"),
    ],
  });
}
