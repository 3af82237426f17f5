/** Judges whether what is told of an award is of a year for which it gives money. */
import sql, { type Sql } from "sql-template-tag";
import type { StagedRule } from "../../../../kernel/files/import-declaration.js";

/** The years of a row's award, in words. */
const YEARS = sql`'The award gives money for ' || (select string_agg(y ->> 'year', ', ' order by y ->> 'year') from grants.award w, jsonb_array_elements(w.annual_amounts) y where w.id = s.award_id and w.known_to is null) || '.'`;

/** That a period lies in years of its award, where it is new or another than it was: what stands may be corrected, though the award was varied since. */
export function periodWithinYears(): StagedRule {
  return outside("period", sql`(t.award_id, t.period_from, t.period_to) is distinct from (s.award_id, s.period_from, s.period_to)`, sql`s.period_from`, sql`s.period_to`);
}

/** Likewise that a financial year is one of its award's; `said` is when the row has to be judged. */
export function yearWithinYears(said: Sql): StagedRule {
  const begins = sql`make_date(left(s.year, 4)::int, 4, 1)`;
  return outside("year", said, begins, begins);
}

function outside(column: string, said: Sql, from: Sql, to: Sql): StagedRule {
  return { column, code: "PERIOD_OUTSIDE_YEAR", broken: sql`${said} and ${from} is not null and not grants.within_years(s.award_id, ${from}, ${to})`, detail: YEARS };
}
