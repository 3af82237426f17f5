/** One figure for each subject: what a partnership says of itself and of the area that is its own as a whole is the same. */
import sql, { raw, type Sql } from "sql-template-tag";
import type { StagedRule } from "../../../../kernel/files/import-declaration.js";

/** Whether a row says something of its partnership as a whole: of no area, or of the area that is the partnership's. */
export const ofTheWhole = (row: string): Sql => sql`(${raw(`${row}.area_id is null or exists (select from indicators.area a where a.id = ${row}.area_id and a.partnership_id = ${row}.partnership_id and a.known_to is null)`)})`;

/** What the staged row `x` would stand for, were its area named otherwise: as the column of the table does. */
const standsFor = (area: string): Sql => raw(`md5(
  x.indicator_id || chr(31) || coalesce(x.partnership_id, '') || chr(31) || coalesce(${area}, '') || chr(31) || coalesce(x.service_id, '') || chr(31) ||
  coalesce(x.cohort, '') || chr(31) || coalesce(x.place, '') || chr(31) || coalesce(x.survey_id, '') || chr(31) || coalesce(x.dimension, '') || chr(31) ||
  x.period_kind || chr(31) || (x.period_from - date '2000-01-01')::text || chr(31) || (x.period_to - date '2000-01-01')::text)`);

/**
 * Lets a row of the whole partnership name its area as the figure does that stands for the same, so that it is the next
 * version of that, or the second of two. A row that corrects what its own id says may name the area anew, where whoever
 * writes is no partnership: of a return it stays as it was. What stood twice before the hub knew that it was one stays so,
 * and a row is about the one that names the area as it does. What a row would stand for is reckoned once and looked up:
 * offset keeps PostgreSQL from going through all figures for each.
 */
export const nameAsWhatStands = (byItself: Sql): Sql => sql`
  update staged s set area_id = named.area_id
  from (
    with own as materialized (select partnership_id, id as area_id from indicators.area where partnership_id is not null and known_to is null),
      whole as materialized (
        select x.line, x.id, x.stands_for, ${standsFor("other.area_id")} as otherwise
        from staged x join (select partnership_id, area_id from own union select partnership_id, null from own) other on other.partnership_id = x.partnership_id
        where other.area_id is distinct from x.area_id and (x.area_id is null or exists (select from own where own.partnership_id = x.partnership_id and own.area_id = x.area_id))
          and coalesce(x.extent, 'LOCAL') = 'LOCAL' and x.period_from is not null
      )
    select whole.line, o.area_id
    from whole cross join lateral (select o.id, o.area_id from indicators.observation o where o.stands_for = whole.otherwise and o.known_to is null and o.extent = 'LOCAL' offset 0) o
    where (o.id is distinct from whole.id or ${byItself})
      and not exists (select from indicators.observation t where t.stands_for = whole.stands_for and t.known_to is null and (t.id = whole.id or whole.id is null) offset 0)
  ) named
  where named.line = s.line`;

/** Of two rows of one file the later one, where one names the area and the other does not. */
export const SAID_ONCE: StagedRule = {
  column: "indicator",
  code: "DUPLICATE_ROW",
  broken: sql`t.stands_for is distinct from s.stands_for and s.line in (
    select line from (
      select x.line, x.area_id, first_value(x.area_id) over same as first_area, row_number() over same as n
      from staged x where x.partnership_id is not null and x.extent = 'LOCAL' and x.period_from is not null and ${ofTheWhole("x")}
        and exists (select from staged y where y.area_id is null) and exists (select from staged y where y.area_id is not null)
      window same as (partition by x.indicator_id, x.partnership_id, x.service_id, x.cohort, x.place, x.survey_id, x.dimension, x.period_kind, x.period_from, x.period_to order by x.line)
    ) named where n > 1 and area_id is distinct from first_area)`,
  detail: sql`'The same as another row of the file, which names the area otherwise.'`,
};
