/** Keeps what came of services, as indicators publishes it. */
import { Migration } from "@mikro-orm/migrations";

/** One row for each version of an output; one without a service says that the version before has ended. */
export class GrantsServiceOutputs extends Migration {
  override up(): void {
    const statements = [
      `create table grants.service_output (
        id text not null, version int not null, service_id text, indicator_id text, partnership_id text, area_id text, extent text,
        period_kind text, period_from date, period_to date, qualifier text, value numeric,
        known_from timestamptz not null, known_to timestamptz, of_partnership text, visibility text not null,
        primary key (id, version)
      )`,
      "create index on grants.service_output (service_id) where service_id is not null",
      "alter table grants.service_output enable row level security, force row level security",
      `create policy read on grants.service_output for select using (
        (select grants.viewer_role()) = 'HUB' or (visibility = 'PUBLISHED' and (select grants.viewer_role()) is not null) or of_partnership = any ((select grants.viewer_partnerships())::text[]))`,
      "create policy write on grants.service_output using ((select grants.viewer_role()) = 'HUB')",
      "do $$ begin execute format('grant select, insert, update, delete on grants.service_output to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      "insert into grants.projection (topic, source) values ('service_output', 'indicators')",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
