/** Finds suppressed observations: all that whoever asks is not shown, or those of an indicator or partnership. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { ArgsType, Field, ID, InputType } from "type-graphql";
import { byKnown, by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { PageArgs, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { Period, PeriodRange } from "../../../../kernel/values/period.js";
import { SuppressedObservation, SuppressionReason } from "./suppressed-observation.js";

@InputType({ description: "Which suppressed observations to show: all conditions hold together." })
class SuppressedObservationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these areas." })
  area?: string[];

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;
}

/** What a list of suppressed observations takes. */
@ArgsType()
export class SuppressedObservationsArgs extends PageArgs {
  @Field(() => SuppressedObservationFilter, { nullable: true, description: "Which suppressed observations to show." })
  where?: SuppressedObservationFilter;
}

/** The observations that are there and not shown; all of them, or those under one thing. */
export function findSuppressedObservations(context: Context, args: SuppressedObservationsArgs, info: GraphQLResolveInfo, under?: Under): Page<SuppressedObservation> {
  const { indicator, partnership, area, period, year } = args.where ?? {};
  const asOf = asOfDay(context, args.asOf, under);
  return pageOf(context, {
    noun: SuppressedObservation,
    args,
    info,
    under,
    orders: { INDICATOR: [by.text("indicator_id"), byKnown.day("period_from")] },
    where: [
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("area_id", area, "where.area"),
      ...during("period", period, "where.period"),
      ...inYear("period", year, "where.year"),
      // Whoever may see the observation itself finds it there.
      sql`not exists (select from indicators.observation o where o.id = t.id and o.version = t.version)`,
    ],
    rows: {
      from: sql`indicators.suppression`,
      select: sql`t.id, t.indicator_id, t.partnership_id, t.area_id, t.dimension, t.cohort, t.place, t.extent, t.known_from, t.period_kind, t.period_from::text, t.period_to::text`,
      read: (row) => suppressedOf(row, asOf),
    },
  });
}

function suppressedOf(row: Record<string, unknown>, asOf: Day): SuppressedObservation {
  return Object.assign(new SuppressedObservation(), {
    id: row["id"],
    asOf,
    period: row["period_from"] ? Object.assign(new Period(), { kind: row["period_kind"], from: row["period_from"], to: row["period_to"] }) : null,
    dimension: row["dimension"],
    cohort: row["cohort"],
    place: row["place"],
    extent: row["extent"],
    knownFrom: new Date(row["known_from"] as string),
    value: null,
    reason: SuppressionReason.SUPPRESSED,
    explanation: "A count from 1 to 4 could be read from it or worked out: it is shown to the partnership and to the Commissioner's roles of its area.",
    indicatorId: row["indicator_id"],
    partnershipId: row["partnership_id"],
    areaId: row["area_id"],
  });
}
