/** Makes the tables of what is expected of a grant while it is spent: its profile, the returns that are due, and the returns. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Profile lines, return expectations and spend returns: each is of whom its award is. */
export class GrantsReturns extends Migration {
  override up(): void {
    const period = ["period_kind text not null", "period_from date not null", "period_to date not null"];
    const money = (name: string, table: string, nullable = false): string[] => [
      `${name}_pence bigint${nullable ? "" : " not null"} constraint ${table}_${name}_is_not_negative check (${name}_pence >= 0)`,
      `${name}_currency text${nullable ? "" : " not null"} constraint ${table}_${name}_is_in_pounds check (${name}_currency = 'GBP')`,
    ];
    // What hangs on an award is of whom the award is; on one that the writer cannot see nothing is hung.
    const ofAward = "(select a.of_partnership from grants.award a where a.id = t.award_id and a.known_to is null)";
    const officers = ["STEWARD", "ADMINISTRATOR", "GRANT_OFFICER"];
    const ofTheirAward = (table: string, writers: string[]): GuardedTable => ({ table, owner: { of: "PARTNERSHIP" }, ofPartnership: ofAward, writers });
    const statements = [
      ["select set_config('hub.role', 'HUB', true)"],
      factTable(
        "grants",
        "profile_line",
        [...period, ...money("planned", "profile_line"), "award_id text not null", "allocation_id text"],
        ["award_id, period_from, id", "allocation_id"],
      ),
      factTable(
        "grants",
        "return_expectation",
        ["kind text not null", ...period, "due_on date not null", "award_id text not null", "allocation_id text"],
        ["award_id, due_on, id", "due_on, id"],
      ),
      factTable(
        "grants",
        "spend_return",
        [...period, ...money("spend", "spend_return"), ...money("forecast", "spend_return", true), "variance_reason text", "received_on date not null", "final boolean not null", "award_id text not null", "allocation_id text"],
        ["award_id, period_from, id", "allocation_id"],
      ),
      guardedTable("grants", ofTheirAward("profile_line", officers)),
      guardedTable("grants", ofTheirAward("return_expectation", officers)),
      guardedTable("grants", ofTheirAward("spend_return", [...officers, "MEMBER", "APP returns:write"])),
      ["profile_line", "return_expectation", "spend_return"].map((table) => `create index on grants.${table} (of_partnership, period_from, id)`),
      // Whether an expected return came is told to whoever may see that it is expected, also where the return itself is the partnership's alone.
      [
        `create function grants.received_on(award text, allocation text, kind text, first_day date, last_day date, as_of date) returns date
          language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
          declare
            asks text := current_setting('hub.role', true);
            came date;
          begin
            perform set_config('hub.role', 'HUB', true);
            came := (
              select min(r.received_on) from grants.spend_return r
              where r.award_id = award and r.allocation_id is not distinct from allocation and r.received_on <= as_of
                and r.known_from < (as_of + 1)::timestamp at time zone 'UTC' and (r.known_to is null or r.known_to >= (as_of + 1)::timestamp at time zone 'UTC')
                and case kind when 'FINAL' then r.final else r.period_from <= first_day and r.period_to >= last_day end);
            perform set_config('hub.role', coalesce(asks, ''), true);
            return came;
          end $$`,
        "revoke execute on function grants.received_on from public",
        "do $$ begin execute format('grant execute on function grants.received_on to %I', regexp_replace(current_user, '_owner$', '')); end $$",
      ],
      ownersOfAll("grants"),
      indexedTables("grants"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
