/** Keeps what money can be attributed to, as plans publishes it. */
import { Migration } from "@mikro-orm/migrations";

/** One row for each version of a thing, with the things that it stands under. */
export class GrantsAttributable extends Migration {
  override up(): void {
    const statements = [
      `create table grants.attributable (
        id text not null, version int not null, kind text not null,
        plan_id text, priority_id text, work_programme_id text, action_id text, pcc_objective_id text, pcc_area_id text,
        known_from timestamptz not null, known_to timestamptz, of_partnership text, visibility text not null,
        primary key (id, version)
      )`,
      ...["priority_id", "work_programme_id", "action_id", "pcc_objective_id"].map((parent) => `create index on grants.attributable (${parent}) where ${parent} is not null`),
      "alter table grants.attributable enable row level security, force row level security",
      `create policy read on grants.attributable for select using (
        (select grants.viewer_role()) = 'HUB' or (visibility = 'PUBLISHED' and (select grants.viewer_role()) is not null) or of_partnership = any ((select grants.viewer_partnerships())::text[]))`,
      "create policy write on grants.attributable using ((select grants.viewer_role()) = 'HUB')",
      "do $$ begin execute format('grant select, insert, update, delete on grants.attributable to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      "insert into grants.projection (topic, source) values ('attributable', 'plans')",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
