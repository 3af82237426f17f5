/** Tells whether an expected value was received, to whoever may see that it is expected. */
import { Migration } from "@mikro-orm/migrations";

/** When an expected value was received. */
export class IndicatorsReturns extends Migration {
  override up(): void {
    const statements = [
      /*
       * The first day on which a value was there for the indicator, partnership and period, as known on a day: also where
       * the value is the partnership's alone or may not be shown, since that it came is no secret. What was taken back by its
       * source is as if it had not come.
       */
      `create function indicators.received_on(indicator text, partnership text, kind text, first_day date, last_day date, as_of date) returns date
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
            where o.partnership_id = partnership and o.indicator_id = indicator and o.period_from = first_day and o.period_to = last_day and o.period_kind = kind
              and o.known_from < next_day and (o.known_to is null or o.known_to >= next_day) and o.status <> 'WITHDRAWN'
              and coalesce(v.received_on, (v.known_from at time zone 'UTC')::date) <= as_of);
          perform set_config('hub.role', coalesce(asks, ''), true);
          return came;
        end $$`,
      "revoke execute on function indicators.received_on from public",
      "do $$ begin execute format('grant execute on function indicators.received_on to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      // Which versions were written since a day, for the list of revisions.
      "create index on indicators.observation (known_from, id) where version > 1",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
