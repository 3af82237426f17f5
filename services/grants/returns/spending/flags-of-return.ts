/** What is to be looked at in a return: told from what is given and planned for the same days. */
import sql, { raw } from "sql-template-tag";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { yearOf } from "./spending-of.js";
import { FAR_FROM_PROFILE_PERCENT, type SpendFlag } from "./year-spending.js";

/** The flags of a return by a day: one statement for all that are asked for. */
export function flagsOfReturn(context: Context, id: string, asOf: Day): Promise<SpendFlag[]> {
  return context
    .loader<string, SpendFlag[]>(`flags of returns ${asOf}`, async (ids) => {
      const rows = await context.rows.all<{ id: string; flags: SpendFlag[] }>(sql`
        select id, array_remove(array[
          case when spent > given then 'ABOVE_WHAT_IS_GIVEN' end,
          case when far then 'FAR_FROM_PROFILE' end,
          case when far and variance_reason is null then 'VARIANCE_UNEXPLAINED' end,
          case when is_outside then 'OUTSIDE_THE_YEARS_OF_THE_AWARD' end], null) as flags
        from (
          select t.id, t.variance_reason, award.id is not null and year_given.pence is null as is_outside,
            case when t.allocation_id is null then year_given.pence else allocated.pence end as given, told.spent,
            planned.days = t.period_to - t.period_from + 1 and 100 * abs(t.spend_pence - planned.pence) > ${FAR_FROM_PROFILE_PERCENT} * planned.pence as far
          from grants.spend_return t
          left join grants.award award on award.id = t.award_id and ${knownOn(asOf, raw("award"))}
          left join lateral (select (y ->> 'pence')::numeric as pence from jsonb_array_elements(award.annual_amounts) y where y ->> 'year' = ${yearOf(raw("t.period_from"))}) year_given on true
          left join lateral (select a.amount_pence::numeric as pence from grants.allocation a where a.id = t.allocation_id and ${knownOn(asOf, raw("a"))}) allocated on true
          -- Of the same award or allocation, in the same year, to the end of the period that the return tells of.
          left join lateral (
            select sum(r.spend_pence) as spent from grants.spend_return r
            where r.award_id = t.award_id and r.allocation_id is not distinct from t.allocation_id and ${knownOn(asOf, raw("r"))}
              and r.period_to <= t.period_to and ${yearOf(raw("r.period_from"))} = ${yearOf(raw("t.period_from"))}) told on true
          left join lateral (
            select sum(l.planned_pence) as pence, sum(l.period_to - l.period_from + 1) as days from grants.profile_line l
            where l.award_id = t.award_id and l.allocation_id is not distinct from t.allocation_id and ${knownOn(asOf, raw("l"))} and not l.withdrawn and l.period_from >= t.period_from and l.period_to <= t.period_to) planned on true
          where t.id = any(${ids}::text[]) and ${knownOn(asOf)}
        ) judged`);
      const found = new Map(rows.map((row) => [row.id, row.flags]));
      return ids.map((each) => found.get(each) ?? []);
    })
    .load(id);
}
