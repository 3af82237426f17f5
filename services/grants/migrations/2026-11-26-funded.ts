/** Tells plans what is allocated and what was spent, small and by id: what lists of actions, outcomes and pledges are filtered by. */
import { Migration } from "@mikro-orm/migrations";

/** One topic for allocations and returns of them, so that what is funded and what is spent are always of one age. */
export class GrantsFunded extends Migration {
  override up(): void {
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      `create function grants.funded_entry(noun text, t jsonb) returns jsonb language sql immutable set search_path = pg_catalog, pg_temp as $$
        select jsonb_build_object('kind', upper(noun), 'names', coalesce(t -> 'attributed_ids', '[]'), 'under', coalesce(t -> 'parent_id', t -> 'allocation_id'),
          'pence', coalesce(t -> 'amount_pence', t -> 'spend_pence'), 'known_from', t -> 'known_from', 'of_partnership', t -> 'of_partnership', 'visibility', t -> 'visibility') $$`,
      // One statement for all rows that a statement wrote: returns come in by files.
      `create function grants.tell_of_funded() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
          insert into grants.outbox (consumer, topic, id, version, fact) select 'plans', 'funded', w.id, w.version, grants.funded_entry(tg_table_name, to_jsonb(w)) from written w;
          return null;
        end $$`,
      ...["allocation", "spend_return"].map((table) => `create trigger tell_of_funded after insert on grants.${table} referencing new table as written for each statement execute function grants.tell_of_funded()`),
      `create view grants.funded with (security_invoker = true) as ${["allocation", "spend_return"].map((table) => `select t.id, t.version, grants.funded_entry('${table}', to_jsonb(t)) as fact from grants.${table} t`).join(" union all ")}`,
      "create function grants.funded_fact(t grants.funded) returns jsonb language sql stable as $$ select t.fact $$",
      "insert into grants.outbox (consumer, topic, id, version, fact) select 'plans', 'funded', id, version, fact from grants.funded",
      "revoke execute on function grants.funded_entry, grants.tell_of_funded, grants.funded_fact from public",
      `do $$ begin
        execute format('grant select on grants.funded to %1$I', regexp_replace(current_user, '_owner$', ''));
        execute format('grant execute on function grants.funded_entry, grants.funded_fact to %1$I', regexp_replace(current_user, '_owner$', ''));
      end $$`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
