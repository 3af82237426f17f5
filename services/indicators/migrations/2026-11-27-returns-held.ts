/** Holds what partnerships return to a period, to what it stood for when it was first returned, and to what a return may say: by the database itself, whichever door is used. */
import { Migration } from "@mikro-orm/migrations";

/** What stays of a return, whoever corrects it: what it stands for, how far it reaches and when it came. */
const held = (row: string): string =>
  ["indicator_id", "partnership_id", "area_id", "service_id", "cohort", "place", "survey_id", "dimension", "extent", "period_kind", "period_from", "period_to", "received_on"].map((name) => `${row}.${name}`).join(", ");

/** What a publisher says of its own figure, and no return does. */
const PUBLISHERS = ["document_id", "section", "as_printed", "published_lower", "published_upper", "published_confidence"];

/** Returns are of one period that has a name, stay what they are, and are dressed as nobody else's. */
export class IndicatorsReturnsHeld extends Migration {
  override up(): void {
    const isAnothers = "coalesce((select indicators.viewer_role()), '') not in ('MEMBER', 'APP')";
    const statements = [
      // A small count is kept wherever it could be worked out: one without a period, or of many years, would be everywhere. See decision 49.
      `create function indicators.is_period_of_return(kind text, first_day date, last_day date) returns boolean language sql immutable set search_path = pg_catalog, pg_temp as $$
        select coalesce(
          case
            when kind = 'POINT' then first_day = last_day
            when kind = 'MONTH' then first_day = date_trunc('month', first_day::timestamp) and last_day = first_day + interval '1 month' - interval '1 day'
            when kind in ('QUARTER', 'FINANCIAL_QUARTER') then first_day = date_trunc('quarter', first_day::timestamp) and last_day = first_day + interval '3 months' - interval '1 day'
            when kind = 'CALENDAR_YEAR' then first_day = date_trunc('year', first_day::timestamp) and last_day = first_day + interval '1 year' - interval '1 day'
            when kind = 'FINANCIAL_YEAR' then first_day = date_trunc('year', first_day::timestamp) + interval '3 months' and last_day = first_day + interval '1 year' - interval '1 day'
          end, false) $$`,
      /*
       * Whether an area was wholly of a partnership over a period: it, or one that it lies in, was the partnership's on each
       * day, and none on the way another's on any. All of it counts, also what the viewer may not see. That an area is a
       * partnership's as a whole has no days.
       */
      `create function indicators.lies_within(place text, whose_it_is text, first_day date, last_day date) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
          period daterange := daterange(first_day, last_day, '[]');
          wholly boolean;
        begin
          if place is null then return true; end if;
          perform set_config('hub.role', 'HUB', true);
          with recursive
            up as (
              select id, parent_id, partnership_id from indicators.area where id = place and known_to is null
              union select a.id, a.parent_id, a.partnership_id from up join indicators.area a on a.id = up.parent_id and a.known_to is null
            ),
            held (partnership_id, days) as (
              select partnership_id, daterange(null, null) from up where partnership_id is not null
              union all
              select m.partnership_id, daterange(m.valid_from, m.valid_to, '[]') from up join indicators.area_partnership m on m.area_id = up.id and m.known_to is null
            )
          select exists (select from held where partnership_id = whose_it_is having range_agg(days) @> period)
            and not exists (select from held where partnership_id <> whose_it_is and days && period)
          into wholly;
          perform set_config('hub.role', coalesce(asks, ''), true);
          return wholly;
        end $$`,
      "drop policy returned_new on indicators.observation",
      `create policy returned_new on indicators.observation as restrictive for insert with check (
        ${isAnothers}
        or (received_on is not null and period_to <= received_on and extent = 'LOCAL' and not openly_published and indicators.is_returned(indicator_id)
          and num_nonnulls(${PUBLISHERS.join(", ")}) = 0
          and indicators.is_period_of_return(period_kind, period_from, period_to)
          and indicators.lies_within(area_id, partnership_id, period_from, period_to) and indicators.has_outputs(service_id, partnership_id)))`,
      "drop function indicators.lies_within(text, text)",
      // Else a late value would come in time under the id, and so with the day, of an old one of something else.
      `create function indicators.observation_stays_what_it_is() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
        declare
          former indicators.observation;
        begin
          if coalesce(indicators.viewer_role(), '') not in ('MEMBER', 'APP') then return new; end if;
          if new.version = 1 then
            former := new;
            former.received_on := (now() at time zone 'UTC')::date;
          else
            select * into former from indicators.observation f where f.id = new.id and f.version = new.version - 1;
          end if;
          if row(${held("new")}) is distinct from row(${held("former")}) then
            raise exception 'a return stays with what it stands for, and with the day on which it came: %', new.id using errcode = 'insufficient_privilege';
          end if;
          return new;
        end $$`,
      "create trigger stays_what_it_is before insert on indicators.observation for each row execute function indicators.observation_stays_what_it_is()",
      // As before; but what the same id said of something else did not come for this.
      `create or replace function indicators.received_on(indicator text, partnership text, kind text, first_day date, last_day date, as_of date) returns date
        language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
          next_day timestamptz := (as_of + 1)::timestamp at time zone 'UTC';
          came date;
        begin
          perform set_config('hub.role', 'HUB', true);
          came := (
            select min(coalesce(v.received_on, (v.known_from at time zone 'UTC')::date))
            from indicators.observation o join indicators.observation v on v.id = o.id and v.known_from < next_day
              and v.partnership_id = partnership and v.indicator_id = indicator and v.period_from = first_day and v.period_to = last_day and v.period_kind = kind
            where o.partnership_id = partnership and o.indicator_id = indicator and o.period_from = first_day and o.period_to = last_day and o.period_kind = kind
              and o.known_from < next_day and (o.known_to is null or o.known_to >= next_day) and o.status <> 'WITHDRAWN'
              and coalesce(v.received_on, (v.known_from at time zone 'UTC')::date) <= as_of);
          perform set_config('hub.role', coalesce(asks, ''), true);
          return came;
        end $$`,
      "revoke execute on function indicators.is_period_of_return, indicators.lies_within, indicators.observation_stays_what_it_is from public",
      "do $$ begin execute format('grant execute on function indicators.is_period_of_return, indicators.lies_within to %I', regexp_replace(current_user, '_owner$', '')); end $$",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
