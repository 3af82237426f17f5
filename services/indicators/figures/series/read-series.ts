/** Reads the values of series: all that a request asks for in one statement, however many. */
import sql, { join, raw, type Sql } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { PeriodKind } from "../../../../kernel/values/period.js";
import type { Measured } from "./series-points.js";

/** Which series are read: of one indicator and one subject, or all of either. */
export interface SeriesAsked {
  indicator: string | null;
  partnership: string | null;
  area: string | null;
  kind: PeriodKind;
  dimension: string | null;
  /** The service, cohort or place that they are about; left out where they are about the whole. */
  service?: string | null;
  cohort?: string | null;
  place?: string | null;
  /** Values whose periods end on this day or later, and begin on that day or earlier. */
  from: Day | null;
  to: Day | null;
}

/** A value as it is read: all of a figure but what its indicator says. */
export type SeriesRow = Omit<Measured, "valueType" | "ratePer"> & { indicatorId: string; partnershipId: string | null };

/** The rows of the series asked, in the order of their indicators, partnerships and periods. */
export function readSeries(context: Context, asked: SeriesAsked, asOf: Day): Promise<SeriesRow[]> {
  return context
    .loader<SeriesAsked, SeriesRow[]>(`series ${asOf}`, async (all) => {
      const rows = await context.rows.all<SeriesRow & { n: number }>(statement(all, asOf));
      const groups: SeriesRow[][] = all.map(() => []);
      for (const row of rows) groups[row.n]!.push(row);
      return groups;
    })
    .load(asked);
}

/** How the values of a series are found: each way by the index that serves it. */
const ROADS: { takes: (asked: SeriesAsked) => boolean; on: Sql }[] = [
  { takes: ({ indicator, partnership }) => indicator !== null && partnership !== null, on: sql`o.partnership_id = s.partnership and o.indicator_id = s.indicator` },
  { takes: ({ indicator, partnership }) => indicator === null && partnership !== null, on: sql`o.partnership_id = s.partnership` },
  { takes: ({ area, partnership }) => area !== null && partnership === null, on: sql`o.area_id = s.area and (s.indicator is null or o.indicator_id = s.indicator)` },
  { takes: ({ indicator, area, partnership }) => indicator !== null && area === null && partnership === null, on: sql`o.indicator_id = s.indicator and o.partnership_id is not null` },
];

function statement(all: readonly SeriesAsked[], asOf: Day): Sql {
  const numbered = all.map((asked, n) => ({ asked, n }));
  const roads = ROADS.flatMap(({ takes, on }) => {
    const here = numbered.filter(({ asked }) => takes(asked));
    return here.length ? [road(here, on, asOf)] : [];
  });
  return sql`${join(roads, " union all ")} order by n, "indicatorId", "partnershipId", "from", id`;
}

function road(here: readonly { asked: SeriesAsked; n: number }[], on: Sql, asOf: Day): Sql {
  const column = (read: (asked: SeriesAsked) => string | null | undefined): (string | null)[] => here.map(({ asked }) => read(asked)?.replaceAll("\u0000", "\ufffd") ?? null);
  return sql`
    select s.n, o.indicator_id as "indicatorId", o.partnership_id as "partnershipId", o.id, o.period_from as "from", o.period_to as "to", o.qualifier, o.value, o.numerator,
      o.denominator, o.status, o.published_lower as "publishedLower", o.published_upper as "publishedUpper", o.published_confidence as "publishedConfidence", o.survey_id as "surveyId"
    from unnest(${here.map(({ n }) => n)}::int[], ${column((a) => a.indicator)}::text[], ${column((a) => a.partnership)}::text[], ${column((a) => a.area)}::text[],
        ${column((a) => a.kind)}::text[], ${column((a) => a.dimension)}::text[], ${column((a) => a.from)}::date[], ${column((a) => a.to)}::date[],
        ${column((a) => a.service)}::text[], ${column((a) => a.cohort)}::text[], ${column((a) => a.place)}::text[])
        as s(n, indicator, partnership, area, kind, dimension, since, until, service, cohort, place)
      -- Found by index for each that is asked, whatever PostgreSQL thinks of how many there are: offset keeps the two apart.
      cross join lateral (select * from indicators.observation o where ${on} offset 0) o
      left join indicators.area a on a.id = o.area_id and ${knownOn(asOf, raw("a"))}
    where ${knownOn(asOf, raw("o"))} and o.period_kind = s.kind and o.dimension is not distinct from s.dimension
      and (s.since is null or o.period_to >= s.since) and (s.until is null or o.period_from <= s.until)
      and o.status <> 'WITHDRAWN' and o.place is not distinct from s.place and o.cohort is not distinct from s.cohort and o.service_id is not distinct from s.service
      -- A value about a part of the partnership, or from around it, is not the partnership's own.
      and (s.area is not null or (o.extent = 'LOCAL' and (s.place is not null or o.area_id is null or a.partnership_id = o.partnership_id)))`;
}
