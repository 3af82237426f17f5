/** Holds observations to one for each subject, however the partnership's own area is named in them. */
import { Migration } from "@mikro-orm/migrations";

/** What an observation would stand for under another naming of its area: as the column does. */
const standsFor = (w: string, area: string): string => `md5(
  ${w}.indicator_id || chr(31) || coalesce(${w}.partnership_id, '') || chr(31) || coalesce(${area}, '') || chr(31) || coalesce(${w}.service_id, '') || chr(31) ||
  coalesce(${w}.cohort, '') || chr(31) || coalesce(${w}.place, '') || chr(31) || coalesce(${w}.survey_id, '') || chr(31) || coalesce(${w}.dimension, '') || chr(31) ||
  ${w}.period_kind || chr(31) || (${w}.period_from - date '2000-01-01')::text || chr(31) || (${w}.period_to - date '2000-01-01')::text)`;

/** A figure of a partnership and one of the area that is the partnership's as a whole are one figure. */
export class IndicatorsOneSubject extends Migration {
  override up(): void {
    const statements = [
      /*
       * A figure of a partnership as a whole names no area, or the area that is the partnership's. Who writes one that stands
       * under the other naming already is the second, whichever door is used. What stood twice before this was made can still
       * be corrected and taken back.
       */
      `create function indicators.observation_has_one_subject() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
        declare
          again text;
        begin
          -- What each would stand for is reckoned once and looked up, whatever PostgreSQL thinks of how many there are: offset keeps the two apart.
          with own as materialized (select a.partnership_id, a.id as area_id from indicators.area a where a.partnership_id is not null and a.known_to is null),
            whole as materialized (
              select w.id, w.version, w.stands_for, ${standsFor("w", "other.area_id")} as otherwise
              from written w join (select o.partnership_id, o.area_id from own o union select o.partnership_id, null from own o) other on other.partnership_id = w.partnership_id
              where w.extent = 'LOCAL' and w.period_from is not null and other.area_id is distinct from w.area_id
                and (w.area_id is null or exists (select from own o where o.partnership_id = w.partnership_id and o.area_id = w.area_id))
            )
          select whole.id into again
          from whole cross join lateral (select from indicators.observation o where o.stands_for = whole.otherwise and o.known_to is null and o.extent = 'LOCAL' offset 0) as o
          where not exists (select from indicators.observation f where f.id = whole.id and f.version = whole.version - 1 and f.stands_for = whole.stands_for offset 0)
          limit 1;
          if again is not null then
            raise exception 'a figure of this subject stands already: %', again using errcode = 'unique_violation', constraint = 'observation_subject_current';
          end if;
          return null;
        end $$`,
      "create trigger has_one_subject after insert on indicators.observation referencing new table as written for each statement execute function indicators.observation_has_one_subject()",
      "revoke execute on function indicators.observation_has_one_subject from public",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
