/** Makes the table of published grants, with the walls round it, and tells anyone of which PCC area a partnership is. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Grants as others published them, of whichever area imported them. */
export class GrantsPublishedGrants extends Migration {
  override up(): void {
    const statements = [
      "select set_config('hub.role', 'HUB', true)",
      factTable(
        "grants",
        "published_grant",
        [
          "identifier text not null",
          "title text not null",
          "description text not null",
          "amount_pence bigint not null constraint published_grant_is_not_negative check (amount_pence >= 0)",
          "amount_currency text not null constraint published_grant_is_in_a_currency check (amount_currency ~ '^[A-Z]{3}$')",
          "award_date date not null",
          "funder_org_id text not null",
          "funder_name text not null",
          "recipient_org_id text not null",
          "recipient_name text not null",
          "recipient_type text",
          "programme_code text",
          "programme_title text",
          "planned_start date",
          "planned_end date",
          "regrant_type text",
          "other jsonb",
          "pcc_area_id text",
        ],
        ["award_date, id", "identifier, id", "funder_org_id", "recipient_org_id", "pcc_area_id"],
      ),
      guardedTable("grants", { table: "published_grant", owner: { of: "AREA", column: "pcc_area_id" }, ofPartnership: "null", writers: ["STEWARD", "ADMINISTRATOR", "GRANT_OFFICER"] }),
      // Of which area a partnership is, is no secret; which are of a viewer's own is for the walls alone.
      `create function grants.pcc_area_of(partnership text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select pcc_area_id from grants.partnership_area where partnership_id = partnership $$`,
      "revoke execute on function grants.pcc_area_of from public",
      "do $$ begin execute format('grant execute on function grants.pcc_area_of to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      ...ownersOfAll("grants"),
      ...indexedTables("grants"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
