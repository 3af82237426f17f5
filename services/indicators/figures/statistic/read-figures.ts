/** Reads observations with all that statistics need of them: those of a request in one statement. */
import sql, { raw } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { PeriodKind } from "../../../../kernel/values/period.js";
import type { Polarity } from "../../../../kernel/values/polarity.js";
import type { Figure } from "./figure.js";

/** What an observation is about. */
export interface About {
  indicatorId: string;
  partnershipId: string | null;
  areaId: string | null;
  serviceId: string | null;
  cohort: string | null;
  place: string | null;
  dimension: string | null;
}

/** An observation, with what its indicator says. */
export interface ReadFigure extends Figure, About {
  polarity: Polarity;
  surveyId: string | null;
  periodKind: PeriodKind | null;
  from: Day | null;
  to: Day | null;
}

const COLUMNS = sql`o.id, o.indicator_id as "indicatorId", o.partnership_id as "partnershipId", o.area_id as "areaId", o.service_id as "serviceId", o.cohort, o.place, o.dimension,
  o.survey_id as "surveyId", o.period_kind as "periodKind", o.period_from as "from", o.period_to as "to", o.qualifier, o.value, o.numerator, o.denominator, o.status,
  o.published_lower as "publishedLower", o.published_upper as "publishedUpper", o.published_confidence as "publishedConfidence",
  i.value_type as "valueType", i.rate_per as "ratePer", i.polarity`;

/** An observation by its id; null where it was unknown on that day. */
export function readFigure(context: Context, id: string, asOf: Day): Promise<ReadFigure | null> {
  return context
    .loader<string, ReadFigure | null>(`figures ${asOf}`, async (ids) => {
      const rows = await context.rows.all<ReadFigure>(sql`
        select ${COLUMNS} from indicators.observation o join indicators.indicator i on i.id = o.indicator_id and ${knownOn(asOf, raw("i"))}
        where o.id = any(${ids.map((each) => each.replaceAll("\u0000", "\ufffd"))}::text[]) and ${knownOn(asOf, raw("o"))}`);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((each) => found.get(each) ?? null);
    })
    .load(id);
}

/** What an observation of the same subject in another period, or of an area in the same, is found by. */
export interface FigureAsked extends About {
  periodKind: PeriodKind;
  from: Day;
  to: Day;
}

/** The observation of a subject in a period, withdrawn ones left out; of an area, whoever cites it. Null where there is none. */
export function readFigureOf(context: Context, asked: FigureAsked, asOf: Day): Promise<ReadFigure | null> {
  return context
    .loader<FigureAsked, ReadFigure | null>(`figures of subjects ${asOf}`, async (all) => {
      const column = (read: (each: FigureAsked) => string | null): (string | null)[] => all.map(read);
      const road = (on: ReturnType<typeof sql>): ReturnType<typeof sql> => sql`
        select s.n::int as n, ${COLUMNS}
        from unnest(${column((a) => a.indicatorId)}::text[], ${column((a) => a.partnershipId)}::text[], ${column((a) => a.areaId)}::text[], ${column((a) => a.serviceId)}::text[], ${column((a) => a.cohort)}::text[],
            ${column((a) => a.place)}::text[], ${column((a) => a.dimension)}::text[], ${column((a) => a.periodKind)}::text[], ${column((a) => a.from)}::date[], ${column((a) => a.to)}::date[]) with ordinality
            as s(indicator, partnership, area, service, cohort, place, dimension, kind, since, until, n)
          join indicators.observation o on ${on}
          join indicators.indicator i on i.id = o.indicator_id and ${knownOn(asOf, raw("i"))}
        where ${knownOn(asOf, raw("o"))} and o.indicator_id = s.indicator and o.period_from = s.since and o.period_to = s.until and o.period_kind = s.kind
          and o.service_id is not distinct from s.service and o.cohort is not distinct from s.cohort and o.place is not distinct from s.place and o.dimension is not distinct from s.dimension
          and o.status <> 'WITHDRAWN'`;
      const rows = await context.rows.all<ReadFigure & { n: number }>(sql`
        ${road(sql`o.partnership_id = s.partnership and o.area_id is not distinct from s.area`)} union all ${road(sql`s.partnership is null and o.area_id = s.area`)}
        order by n, "partnershipId" nulls first, id`);
      const found = Map.groupBy(rows, (row) => row.n);
      return all.map((_, i) => found.get(i + 1)?.[0] ?? null);
    })
    .load(asked);
}
