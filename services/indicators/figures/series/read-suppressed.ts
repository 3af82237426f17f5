/** Reads the periods of series that have a value which whoever asks is not shown: those of a request in one statement, of restricted indicators alone. */
import sql, { raw } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { SeriesAsked } from "./read-series.js";

/** A period whose value is there and not shown. */
export interface Suppressed {
  from: Day;
  to: Day;
}

/** The periods of a series of one indicator and one subject, the earliest first. No more is told than `suppressedObservations` tells. */
export function readSuppressed(context: Context, asked: SeriesAsked, asOf: Day): Promise<Suppressed[]> {
  return context
    .loader<SeriesAsked, Suppressed[]>(`suppressed of series ${asOf}`, async (all) => {
      const column = (read: (each: SeriesAsked) => string | null | undefined): (string | null)[] => all.map((each) => read(each)?.replaceAll("\u0000", "\ufffd") ?? null);
      const rows = await context.rows.all<Suppressed & { n: number }>(sql`
        select distinct s.n::int as n, x.period_from as "from", x.period_to as "to"
        from unnest(${column((a) => a.indicator)}::text[], ${column((a) => a.partnership)}::text[], ${column((a) => a.area)}::text[], ${column((a) => a.kind)}::text[], ${column((a) => a.dimension)}::text[],
            ${column((a) => a.from)}::date[], ${column((a) => a.to)}::date[], ${column((a) => a.service)}::text[], ${column((a) => a.cohort)}::text[], ${column((a) => a.place)}::text[]) with ordinality
            as s(indicator, partnership, area, kind, dimension, since, until, service, cohort, place, n)
          join indicators.suppression x on x.indicator_id = s.indicator and (x.partnership_id = s.partnership or (s.partnership is null and x.area_id = s.area))
          left join indicators.area a on a.id = x.area_id and ${knownOn(asOf, raw("a"))}
        where ${knownOn(asOf, raw("x"))} and x.period_kind = s.kind and x.dimension is not distinct from s.dimension
          and x.service_id is not distinct from s.service and x.cohort is not distinct from s.cohort and x.place is not distinct from s.place
          and (s.since is null or x.period_to >= s.since) and (s.until is null or x.period_from <= s.until)
          and (s.area is not null or (x.extent = 'LOCAL' and (s.place is not null or x.area_id is null or a.partnership_id = x.partnership_id)))
          and not exists (select from indicators.observation o where o.id = x.id and o.version = x.version)
        order by n, "from", "to"`);
      const groups: Suppressed[][] = all.map(() => []);
      for (const { n, from, to } of rows) groups[n - 1]!.push({ from, to });
      return groups;
    })
    .load(asked);
}
