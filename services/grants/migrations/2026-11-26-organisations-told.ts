/** Keeps the names and identifiers of organisations, as plans tells them, and tells when an allocation was made. */
import { Migration } from "@mikro-orm/migrations";

/** One row for each version of an organisation: reference data, and nobody's secret. */
export class GrantsOrganisationsTold extends Migration {
  override up(): void {
    const statements = [
      `create table grants.organisation_told (
        id text not null, version int not null, name text not null, org_id text, known_from timestamptz not null, known_to timestamptz, primary key (id, version)
      )`,
      "alter table grants.organisation_told enable row level security, force row level security",
      "create policy read on grants.organisation_told for select using ((select grants.viewer_role()) is not null)",
      "create policy write on grants.organisation_told using ((select grants.viewer_role()) = 'HUB')",
      "do $$ begin execute format('grant select, insert, update, delete on grants.organisation_told to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      // What no document states was made when the hub first recorded it, which whoever sees it now may know.
      `create function grants.allocation_made_on(allocation text) returns date language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        declare
          asks text := current_setting('hub.role', true);
          made date;
        begin
          perform set_config('hub.role', 'HUB', true);
          select (x.known_from at time zone 'UTC')::date into made from grants.allocation x where x.id = allocation and x.version = 1 and x.document_id is null;
          perform set_config('hub.role', coalesce(asks, ''), true);
          return made;
        end $$`,
      "revoke execute on function grants.allocation_made_on from public",
      "do $$ begin execute format('grant execute on function grants.allocation_made_on to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      "insert into grants.projection (topic, source) values ('organisation', 'plans')",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
