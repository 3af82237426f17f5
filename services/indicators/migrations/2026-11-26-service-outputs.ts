/** Tells grants what came of its services, small and by id: what a unit of it cost is reckoned where the money is. */
import { Migration } from "@mikro-orm/migrations";

/** One topic for the counted outputs of services. What its indicator keeps back is not told, whoever it is for. */
export class IndicatorsServiceOutputs extends Migration {
  override up(): void {
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      /*
       * A count of the whole of a service in a known period, of an indicator that was open when it became known, or that had
       * been published openly. Where a further version is none of that any more, nothing but its end is told.
       */
      `create function indicators.service_output_entry(t jsonb) returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
        select case
          when t ->> 'service_id' is not null and t ->> 'status' <> 'WITHDRAWN' and t ->> 'period_from' is not null
            and coalesce(t ->> 'dimension', t ->> 'cohort', t ->> 'place', t ->> 'survey_id') is null
            and exists (select from indicators.indicator i where i.id = t ->> 'indicator_id' and i.value_type = 'COUNT'
              and i.known_from <= (t ->> 'known_from')::timestamptz and (i.known_to is null or i.known_to > (t ->> 'known_from')::timestamptz)
              and (i.disclosure_class <> 'RESTRICTED' or (t ->> 'openly_published')::boolean))
          then jsonb_build_object('service_id', t -> 'service_id', 'indicator_id', t -> 'indicator_id', 'partnership_id', t -> 'partnership_id', 'area_id', t -> 'area_id', 'extent', t -> 'extent',
            'period_kind', t -> 'period_kind', 'period_from', t -> 'period_from', 'period_to', t -> 'period_to', 'qualifier', t -> 'qualifier', 'value', t -> 'value',
            'known_from', t -> 'known_from', 'of_partnership', t -> 'of_partnership', 'visibility', t -> 'visibility')
          when (t ->> 'version')::int > 1 and exists (select from indicators.observation former where former.id = t ->> 'id' and former.version < (t ->> 'version')::int and former.service_id is not null)
          then jsonb_build_object('known_from', t -> 'known_from')
        end $$`,
      `create function indicators.tell_of_service_outputs() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
        begin
          perform set_config('hub.role', 'HUB', true);
          insert into indicators.outbox (consumer, topic, id, version, fact)
          select 'grants', 'service_output', w.id, w.version, told.fact
          from written w cross join lateral (select indicators.service_output_entry(to_jsonb(w)) as fact offset 0) told
          where (w.service_id is not null or w.version > 1) and told.fact is not null;
          perform set_config('hub.role', coalesce(asks, ''), true);
          return null;
        end $$`,
      "create trigger tell_of_service_outputs after insert on indicators.observation referencing new table as written for each statement execute function indicators.tell_of_service_outputs()",
      `create view indicators.service_output with (security_invoker = true) as
        select o.id, o.version, told.fact from indicators.observation o cross join lateral (select indicators.service_output_entry(to_jsonb(o)) as fact offset 0) told
        where (o.service_id is not null or o.version > 1) and told.fact is not null`,
      "create function indicators.service_output_fact(t indicators.service_output) returns jsonb language sql stable as $$ select t.fact $$",
      "insert into indicators.outbox (consumer, topic, id, version, fact) select 'grants', 'service_output', id, version, fact from indicators.service_output",
      "revoke execute on function indicators.service_output_entry, indicators.tell_of_service_outputs, indicators.service_output_fact from public",
      `do $$ begin
        execute format('grant select on indicators.service_output to %1$I', regexp_replace(current_user, '_owner$', ''));
        execute format('grant execute on function indicators.service_output_entry, indicators.service_output_fact to %1$I', regexp_replace(current_user, '_owner$', ''));
      end $$`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
