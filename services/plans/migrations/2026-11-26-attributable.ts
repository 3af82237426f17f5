/** Tells grants what money can be attributed to: the tree of priorities, work programmes, actions and outcomes, and of objectives and pledges. */
import { Migration } from "@mikro-orm/migrations";

const KINDS = ["priority", "work_programme", "action", "outcome", "pcc_objective", "pledge"];

/** One topic for all six kinds, so that the tree is always of one age. */
export class PlansAttributable extends Migration {
  override up(): void {
    const entry = (kind: string, row: string): string => `plans.attributable_entry('${kind.toUpperCase()}', to_jsonb(${row}))`;
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      `create function plans.attributable_entry(kind text, t jsonb) returns jsonb language sql immutable set search_path = pg_catalog, pg_temp as $$
        select jsonb_build_object('kind', kind, 'plan_id', t -> 'plan_id', 'priority_id', t -> 'priority_id', 'work_programme_id', t -> 'work_programme_id',
          'action_id', t -> 'action_id', 'pcc_objective_id', t -> 'pcc_objective_id', 'pcc_area_id', t -> 'pcc_area_id',
          'known_from', t -> 'known_from', 'of_partnership', t -> 'of_partnership', 'visibility', t -> 'visibility') $$`,
      // One statement for all rows that a statement wrote: plans come in by thousands of rows.
      `create function plans.tell_of_attributable() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
          insert into plans.outbox (consumer, topic, id, version, fact)
          select 'grants', 'attributable', w.id, w.version, plans.attributable_entry(upper(tg_table_name), to_jsonb(w)) from written w;
          return null;
        end $$`,
      ...KINDS.map((kind) => `create trigger tell_of_attributable after insert on plans.${kind} referencing new table as written for each statement execute function plans.tell_of_attributable()`),
      `create view plans.attributable with (security_invoker = true) as ${KINDS.map((kind) => `select t.id, t.version, ${entry(kind, "t")} as fact from plans.${kind} t`).join(" union all ")}`,
      "create function plans.attributable_fact(t plans.attributable) returns jsonb language sql stable as $$ select t.fact $$",
      "insert into plans.outbox (consumer, topic, id, version, fact) select 'grants', 'attributable', id, version, fact from plans.attributable",
      "revoke execute on function plans.attributable_entry, plans.tell_of_attributable, plans.attributable_fact from public",
      `do $$ begin
        execute format('grant select on plans.attributable to %1$I', regexp_replace(current_user, '_owner$', ''));
        execute format('grant execute on function plans.attributable_entry, plans.attributable_fact to %1$I', regexp_replace(current_user, '_owner$', ''));
      end $$`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
