/** Keeps what is allocated and what was spent of it, as grants publishes it. */
import { Migration } from "@mikro-orm/migrations";

/** One row for each version of an allocation, with what it names, and of a return. */
export class PlansFunded extends Migration {
  override up(): void {
    const statements = [
      `create table plans.funded (
        id text not null, version int not null, kind text not null, names text[] not null, under text, pence bigint not null,
        known_from timestamptz not null, known_to timestamptz, of_partnership text, visibility text not null,
        primary key (id, version)
      )`,
      "create index on plans.funded (under) where under is not null",
      "alter table plans.funded enable row level security, force row level security",
      `create policy read on plans.funded for select using (
        (select plans.viewer_role()) = 'HUB' or (visibility = 'PUBLISHED' and (select plans.viewer_role()) is not null) or of_partnership = any ((select plans.viewer_partnerships())::text[]))`,
      "create policy write on plans.funded using ((select plans.viewer_role()) = 'HUB')",
      "do $$ begin execute format('grant select, insert, update, delete on plans.funded to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      "insert into plans.projection (topic, source) values ('funded', 'grants')",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
