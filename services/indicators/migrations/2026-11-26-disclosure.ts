/** Keeps small counts of restricted indicators, and all that they could be worked out from, from whoever has no right to them: by the database itself, whichever door is used. */
import { Migration } from "@mikro-orm/migrations";

/** Which observations are not shown, and the walls that keep them. */
export class IndicatorsDisclosure extends Migration {
  override up(): void {
    const isHub = "(select indicators.viewer_role()) = 'HUB'";
    const ofTheirs = "of_partnership = any ((select indicators.viewer_partnerships())::text[])";
    const isOpen = "not (indicator_id = any ((select indicators.restricted_indicators())::text[]))";
    // Whether something could be counted in both of two cells whose places meet.
    const meet = `(one.small or one.open) and one.n <> other.n and one.indicator_id = other.indicator_id
                and tstzrange(one.known_from, one.known_to) && tstzrange(other.known_from, other.known_to)
                and (one.period_from is null or other.period_from is null or daterange(one.period_from, one.period_to, '[]') && daterange(other.period_from, other.period_to, '[]'))
                and (one.service_id = other.service_id) is not false
                -- The values of one dimension are its parts; two dimensions cut the same whole.
                and not coalesce(one.dimension <> other.dimension and split_part(one.dimension, '=', 1) = split_part(other.dimension, '=', 1), false)`;
    const judgeAll = (table: string): string[] => [
      `create trigger judge_disclosure after insert on indicators.${table} for each statement execute function indicators.judge_disclosure_of_all()`,
    ];
    const statements = [
      "select set_config('hub.role', 'HUB', true)",
      "create index indicator_restricted on indicators.indicator (id) where known_to is null and disclosure_class = 'RESTRICTED'",
      `create function indicators.restricted_indicators() returns text[] language sql stable set search_path = pg_catalog, pg_temp as $$
        select coalesce(array_agg(id), '{}') from indicators.indicator where known_to is null and disclosure_class = 'RESTRICTED' $$`,

      // What is told of an observation that is not shown: all but what it says. Of rows that are published otherwise; a kept one is not told of.
      `create table indicators.suppression (
        id text not null, version int not null, known_from timestamptz not null, known_to timestamptz, document_id text,
        indicator_id text not null, partnership_id text, area_id text, service_id text, cohort text, place text, dimension text,
        period_kind text, period_from date, period_to date, primary key (id, version)
      )`,
      "create index on indicators.suppression (indicator_id, period_from, id)",
      "create index on indicators.suppression (partnership_id, indicator_id, period_from, id)",
      "alter table indicators.suppression enable row level security",
      "create policy read on indicators.suppression for select using ((select indicators.viewer_role()) is not null)",

      /*
       * Judges indicators anew. A cell is a version of an observation: it stands for a place, a time, a part of the whole
       * and the days on which it was known. Two cells meet where something could be counted in both. A small cell is not
       * shown; nor is one that meets it, since every sum that the small count goes into does. What had been published
       * openly stays so: then all that meets it on the way is not shown either, zeros included.
       */
      `create function indicators.judge_disclosure(which text[]) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
        begin
          perform set_config('hub.role', 'HUB', true);
          delete from indicators.suppression where indicator_id = any (which);
          insert into indicators.suppression
          with recursive
            edge (below, above) as materialized (
              select id, parent_id from indicators.area where parent_id is not null
              union select id, partnership_id from indicators.area where partnership_id is not null
              union select partnership_id, parent_id from indicators.area where partnership_id is not null and parent_id is not null
              union select area_id, partnership_id from indicators.area_partnership
              union select m.partnership_id, a.parent_id from indicators.area_partnership m join indicators.area a on a.id = m.area_id where a.parent_id is not null
              union select predecessor_id, successor_id from indicators.area_succession
            ),
            about as materialized (
              select o.indicator_id,
                case when o.area_id is null and o.extent <> 'LOCAL' then '*' else coalesce(o.area_id, o.partnership_id) end as base,
                case when o.place is null then null else coalesce(o.area_id, o.partnership_id) || '/' || o.place end as spot,
                o.id, o.version, o.known_from, o.known_to, o.visibility, o.value, o.numerator, o.denominator, o.service_id, o.cohort, o.dimension,
                o.period_from, o.period_to, i.value_type,
                o.openly_published or exists (select from indicators.indicator was where was.id = o.indicator_id and was.disclosure_class <> 'RESTRICTED'
                  and was.known_from <= o.known_from and (was.known_to is null or was.known_to > o.known_from)) as open
              from indicators.observation o join indicators.indicator i on i.id = o.indicator_id and i.known_to is null and i.disclosure_class = 'RESTRICTED'
              where o.indicator_id = any (which)
            ),
            chain (base, place) as (
              select distinct base, base from about
              union select c.base, e.above from chain c join edge e on e.below = c.place
            ),
            wide as materialized (select distinct id, kind from indicators.area where kind in ('NATION', 'FORCE_AREA', 'COUNTY')),
            -- Of what lies in no larger area that the hub knows nobody can say that it lies outside of one.
            reach as materialized (
              select base, place from chain
              union select b.base, w.id from (select distinct base from chain) b cross join wide w
              where not exists (select from chain c join wide v on v.id = c.place where c.base = b.base and (v.kind = 'NATION' or w.kind <> 'NATION' and v.kind = 'FORCE_AREA'))
            ),
            cell as materialized (
              select row_number() over () as n, a.*, coalesce(a.spot, a.base) as own,
                case
                  when a.value_type in ('CHANGE_COUNT', 'CHANGE_PERCENT') then true
                  when a.value_type in ('PROPORTION', 'RATE') and a.numerator is null then true
                  when a.value_type = 'COUNT' and a.value > 0 and a.value < 5 then true
                  when a.numerator > 0 and a.numerator < 5 or a.denominator > 0 and a.denominator < 5 then true
                  when a.value_type = 'PROPORTION' and a.denominator - a.numerator > 0 and a.denominator - a.numerator < 5 then true
                  else false
                end and not a.open as small
              from about a
            ),
            place_of as materialized (
              select c.n, r.place from cell c join reach r on r.base = c.base
              union select n, own from cell
              union select n, '*' from cell
            ),
            meets (one, other) as materialized (
              select one.n, other.n from cell one join place_of p on p.n = one.n join cell other on other.own = p.place where ${meet}
              union select one.n, other.n from cell one join place_of p on p.place = one.own join cell other on other.n = p.n where ${meet}
            ),
            told (n) as (
              select n from cell where small
              union select m.other from told t join meets m on m.one = t.n join cell c on c.n = m.other where c.open
            ),
            hidden (n) as (
              select n from cell where small
              union select m.other from told t join cell one on one.n = t.n join meets m on m.one = t.n join cell other on other.n = m.other
                where not other.open and (one.open or not (other.value_type = 'COUNT' and other.value = 0 and other.denominator is null))
            )
          select o.id, o.version, o.known_from, o.known_to, o.document_id, o.indicator_id, o.partnership_id, o.area_id, o.service_id, o.cohort, o.place, o.dimension,
            o.period_kind, o.period_from, o.period_to
          from hidden h join cell c on c.n = h.n join indicators.observation o on o.id = c.id and o.version = c.version
          where o.visibility = 'PUBLISHED';
          perform set_config('hub.role', coalesce(asks, ''), true);
        end $$`,
      `create function indicators.judge_disclosure_of_written() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          which text[];
        begin
          which := array(select distinct w.indicator_id from written w join indicators.indicator i on i.id = w.indicator_id and i.known_to is null and i.disclosure_class = 'RESTRICTED');
          if which <> '{}' then perform indicators.judge_disclosure(which); end if;
          return null;
        end $$`,
      `create function indicators.judge_disclosure_of_class() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          which text[];
        begin
          which := array(select w.id from written w where w.disclosure_class = 'RESTRICTED' or exists (select from indicators.suppression s where s.indicator_id = w.id));
          if which <> '{}' then perform indicators.judge_disclosure(which); end if;
          return null;
        end $$`,
      `create function indicators.judge_disclosure_of_all() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          which text[] := array(select id from indicators.indicator where known_to is null and disclosure_class = 'RESTRICTED');
        begin
          if which <> '{}' then perform indicators.judge_disclosure(which); end if;
          return null;
        end $$`,
      "create trigger judge_disclosure after insert on indicators.observation referencing new table as written for each statement execute function indicators.judge_disclosure_of_written()",
      "create trigger judge_disclosure after insert on indicators.indicator referencing new table as written for each statement execute function indicators.judge_disclosure_of_class()",
      // Whoever moves a boundary changes which sums a count goes into.
      ["area", "area_partnership", "area_succession"].flatMap(judgeAll),

      // Those whose figure it is see it; a figure that they cite of a wider area is not theirs alone.
      `create policy disclosed on indicators.observation as restrictive for select using (
        ${isOpen} or ${isHub} or (${ofTheirs} and extent = 'LOCAL')
        or not exists (select from indicators.suppression s where s.id = observation.id and s.version = observation.version))`,
      // A baseline is an observation said again.
      `create policy disclosed on indicators.target as restrictive for select using (
        ${isOpen} or ${isHub} or ${ofTheirs} or (baseline_value is null and change_number is null))`,

      // What search and the list of gaps are told of a restricted indicator is kept, whatever is shown of it elsewhere.
      "alter function indicators.index_entry(text, jsonb) rename to index_entry_as_stated",
      `create function indicators.index_entry(noun text, t jsonb) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
        select case when noun in ('observation', 'target') and exists (
            select from indicators.indicator i where i.id = t ->> 'indicator_id' and i.known_to is null and i.disclosure_class = 'RESTRICTED')
          then indicators.index_entry_as_stated(noun, t) || '{"visibility": "PARTNERSHIP"}' else indicators.index_entry_as_stated(noun, t) end $$`,
      "select indicators.index_facts()",

      "revoke execute on function indicators.restricted_indicators, indicators.judge_disclosure, indicators.judge_disclosure_of_written, indicators.judge_disclosure_of_class, indicators.judge_disclosure_of_all, indicators.index_entry from public",
      `do $$ begin
        execute format('grant select on indicators.suppression to %I', regexp_replace(current_user, '_owner$', ''));
        execute format('grant execute on function indicators.restricted_indicators, indicators.index_entry to %I', regexp_replace(current_user, '_owner$', ''));
      end $$`,
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
