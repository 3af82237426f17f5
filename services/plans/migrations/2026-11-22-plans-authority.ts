/** Puts the walls round the facts of the plans service, publishes its partnerships, and keeps what others publish to it. */
import { Migration } from "@mikro-orm/migrations";
import { guardedSchema, guardedTable, ownerOf, publishedTable, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Who may see and write, the audit, the outbox, and the awards that grants publishes. */
export class PlansAuthority extends Migration {
  override up(): void {
    const stewards = ["STEWARD", "ADMINISTRATOR"];
    const reference = { owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers: stewards } as const;
    const ofPlan = (plan: string): string => `(select p.of_partnership from plans.plan p where p.id = ${plan} and p.known_to is null)`;
    const ofAction = (action: string): string => `(select a.of_partnership from plans.action a where a.id = ${action} and a.known_to is null)`;
    const theirs = (table: string, ofPartnership: string, writers: readonly string[] = stewards): GuardedTable => ({ table, owner: { of: "PARTNERSHIP" }, ofPartnership, writers });
    const tables: GuardedTable[] = [
      { table: "document", ...reference },
      { table: "pcc_area", owner: { of: "AREA", column: "id" }, ofPartnership: "null", writers: stewards },
      { table: "partnership", owner: { of: "AREA", column: "pcc_area_id" }, ofPartnership: "t.id", writers: stewards },
      { table: "organisation", ...reference },
      theirs("plan", "t.partnership_id"),
      theirs("priority", ofPlan("t.plan_id")),
      theirs("action", ofPlan("t.plan_id")),
      theirs("project", ofAction("t.action_id")),
      theirs("progress_update", ofAction("t.action_id"), [...stewards, "MEMBER", "APP progress:write"]),
      { table: "pcc_objective", owner: { of: "AREA", column: "pcc_area_id" }, ofPartnership: "null", writers: stewards },
    ];
    const gaps: GuardedTable = { table: "noted_gap", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "plans.owner_of(t.subject)", writers: stewards };
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      // Progress is reported on an action; in some plans on one of its projects.
      "alter table plans.progress_update add action_id text",
      "alter table plans.progress_update disable trigger keep_history",
      "update plans.progress_update u set action_id = (select p.action_id from plans.project p where p.id = u.project_id order by p.known_from desc limit 1)",
      "alter table plans.progress_update enable trigger keep_history",
      "alter table plans.progress_update alter action_id set not null, alter project_id drop not null",
      "create index on plans.progress_update (action_id, period_to, id)",

      guardedSchema("plans"),
      tables.flatMap((each) => guardedTable("plans", each)),
      ownerOf("plans", ["plan", "priority", "action", "project", "progress_update"]),
      guardedTable("plans", gaps),

      `create function plans.keep_partnership_area() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
          insert into plans.partnership_area (partnership_id, pcc_area_id, version) values (new.id, new.pcc_area_id, new.version)
          on conflict (partnership_id) do update set pcc_area_id = excluded.pcc_area_id, version = excluded.version;
          return null;
        end $$`,
      "create trigger keep_partnership_area after insert on plans.partnership for each row execute function plans.keep_partnership_area()",
      "insert into plans.partnership_area (partnership_id, pcc_area_id, version) select id, pcc_area_id, version from plans.partnership where known_to is null",
      publishedTable("plans", "partnership", "jsonb_build_object('pcc_area_id', t.pcc_area_id)", ["grants", "indicators"]),
      `insert into plans.outbox (consumer, topic, id, version, fact)
       select consumer, 'partnership', t.id, t.version, plans.partnership_fact(t) from plans.partnership t, unnest(array['grants', 'indicators']) as consumer`,

      // What grants publishes of its awards: one row for each year of each version.
      `create table plans.awarded (
        award_id text not null, version int not null, year_from date not null, year_to date not null, partnership_id text not null, pence bigint not null,
        known_from timestamptz not null, known_to timestamptz, of_partnership text, visibility text not null,
        primary key (award_id, version, year_from)
      )`,
      "create index on plans.awarded (partnership_id, year_from)",
      "alter table plans.awarded enable row level security, force row level security",
      `create policy read on plans.awarded for select using (
        (select plans.viewer_role()) = 'HUB' or (visibility = 'PUBLISHED' and (select plans.viewer_role()) is not null) or of_partnership = any ((select plans.viewer_partnerships())::text[]))`,
      "create policy write on plans.awarded using ((select plans.viewer_role()) = 'HUB')",
      "do $$ begin execute format('grant select, insert, update, delete on plans.awarded to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      "insert into plans.projection (topic, source) values ('award', 'grants')",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
