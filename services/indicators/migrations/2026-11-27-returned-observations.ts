/** Lets partnerships return what they measure themselves, and holds them to it: by the database itself, whichever door is used. */
import { Migration } from "@mikro-orm/migrations";
import { furtherWriters } from "../../../kernel/facts/guarded-facts.js";

/** Members write observations of their partnerships, and programs with the scope for it; of nothing else than their own. */
export class IndicatorsReturnedObservations extends Migration {
  override up(): void {
    const isAnothers = "coalesce((select indicators.viewer_role()), '') not in ('MEMBER', 'APP')";
    const statements = [
      furtherWriters("indicators", "observation", ["MEMBER", "APP observations:write"]),
      // What the police publish is imported as it was published: nobody's return takes its place.
      `create function indicators.is_returned(indicator text) returns boolean language sql immutable as $$
        select not (starts_with(indicator, 'indicator-recorded-crime-') or starts_with(indicator, 'indicator-recorded-offence-')) $$`,
      /*
       * Whether an area is wholly of a partnership: it, or one that it lies in, is the partnership's, and none on the way is
       * another's too. A figure of an area is read by whoever compares with the area, whoever stated it.
       */
      `create function indicators.lies_within(place text, whose_it_is text) returns boolean language sql stable set search_path = pg_catalog, pg_temp as $$
        with recursive
          up as (
            select id, parent_id, partnership_id from indicators.area where id = place and known_to is null
            union select a.id, a.parent_id, a.partnership_id from up join indicators.area a on a.id = up.parent_id and a.known_to is null
          ),
          whose as (
            select partnership_id from up where partnership_id is not null
            union select m.partnership_id from up join indicators.area_partnership m on m.area_id = up.id and m.known_to is null and (m.valid_to is null or m.valid_to >= (now() at time zone 'UTC')::date)
          )
        select place is null or (exists (select from whose where partnership_id = whose_it_is) and not exists (select from whose where partnership_id <> whose_it_is)) $$`,
      /*
       * Whether a service has outputs for a partnership by now. Whose services are is known where the money is, not here:
       * a steward brings in the first output of each.
       */
      `create function indicators.has_outputs(service text, partnership text) returns boolean language plpgsql stable set search_path = pg_catalog, pg_temp as $$
        begin
          return service is null or exists (select from indicators.observation where service_id = service and partnership_id = partnership);
        end $$`,
      `create policy returned_new on indicators.observation as restrictive for insert with check (
        ${isAnothers}
        or (received_on is not null and extent = 'LOCAL' and not openly_published and indicators.is_returned(indicator_id)
          and indicators.lies_within(area_id, partnership_id) and indicators.has_outputs(service_id, partnership_id)))`,
      // What came from a document or a publication is no return, and not corrected by one.
      `create policy returned_old on indicators.observation as restrictive for update using (${isAnothers} or received_on is not null)`,
      "revoke execute on function indicators.is_returned, indicators.lies_within, indicators.has_outputs from public",
      "do $$ begin execute format('grant execute on function indicators.is_returned, indicators.lies_within, indicators.has_outputs to %I', regexp_replace(current_user, '_owner$', '')); end $$",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
