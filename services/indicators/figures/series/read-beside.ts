/** Reads what stands beside the values of series: the breaks of their indicators, and the targets of their subjects. */
import sql from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import type { PeriodKind } from "../../../../kernel/values/period.js";
import type { Promised } from "../target/target-range.js";

/** A break as a series takes it. */
export interface BreakRow {
  id: string;
  onDay: Day;
  reason: string;
  partnershipId: string | null;
  areaId: string | null;
}

/** A target as a series takes it. */
export interface TargetRow extends Promised {
  id: string;
  periodKind: PeriodKind | null;
  from: Day | null;
  to: Day | null;
}

/** The breaks of an indicator, the earliest first: those of all indicators of the request in one statement. */
export function readBreaks(context: Context, indicator: string, asOf: Day): Promise<BreakRow[]> {
  return context
    .loader<string, BreakRow[]>(`breaks of series ${asOf}`, async (indicators) => {
      const rows = await context.rows.all<BreakRow & { indicatorId: string }>(sql`
        select t.indicator_id as "indicatorId", t.id, t.on_day as "onDay", t.reason, t.partnership_id as "partnershipId", t.area_id as "areaId"
        from indicators.series_break t where t.indicator_id = any(${indicators}::text[]) and ${knownOn(asOf)} order by t.on_day, t.id`);
      const groups = Map.groupBy(rows, (row) => row.indicatorId);
      return indicators.map((each) => groups.get(each) ?? []);
    })
    .load(indicator);
}

/** The targets of an indicator for a partnership or an area as a whole, or for a place in it, the latest first; likewise. */
export function readTargets(context: Context, of: { indicator: string; partnership: string | null; area: string | null; place: string | null }, asOf: Day): Promise<TargetRow[]> {
  return context
    .loader<typeof of, TargetRow[]>(`targets of series ${asOf}`, async (all) => {
      const column = (read: (each: typeof of) => string | null): (string | null)[] => all.map((each) => read(each));
      const rows = await context.rows.all<TargetRow & { n: number }>(sql`
        select s.n::int as n, t.id, t.kind, t.period_kind as "periodKind", t.period_from as "from", t.period_to as "to", t.value, t.value_low as "valueLow", t.value_high as "valueHigh",
          t.change_percent as "changePercent", t.change_number as "changeNumber", t.baseline_value as "baselineValue", t.consistent
        from unnest(${column((each) => each.indicator)}::text[], ${column((each) => each.partnership)}::text[], ${column((each) => each.area)}::text[], ${column((each) => each.place)}::text[]) with ordinality
          as s(indicator, partnership, area, place, n)
          join indicators.target t on t.indicator_id = s.indicator and (t.partnership_id = s.partnership or (s.partnership is null and t.area_id = s.area))
        where ${knownOn(asOf)} and t.place is not distinct from s.place order by s.n, t.period_to desc nulls last, t.id`);
      const groups: TargetRow[][] = all.map(() => []);
      for (const row of rows) groups[row.n - 1]!.push(row);
      return groups;
    })
    .load(of);
}
