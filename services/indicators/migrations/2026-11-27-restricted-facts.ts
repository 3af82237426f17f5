/** Keeps what search and the list of gaps are told of a restricted indicator to those whose it is, now that entries are made from columns. */
import { Migration } from "@mikro-orm/migrations";

/** An observation or target of a restricted indicator is told as its partnership's alone, whatever is shown of it elsewhere: decision 39. */
export class IndicatorsRestrictedFacts extends Migration {
  override up(): void {
    const statements = [
      "alter function indicators.entry_expression(text) rename to entry_expression_as_stated",
      `create function indicators.entry_expression(noun text) returns text language sql stable set search_path = pg_catalog, pg_temp as $$
        select case when noun in ('observation', 'target')
          then format('(%s || case when t.indicator_id = any ((select indicators.restricted_indicators())::text[]) then ''{"visibility": "PARTNERSHIP"}'' else ''{}'' end::jsonb)', indicators.entry_expression_as_stated(noun))
          else indicators.entry_expression_as_stated(noun) end $$`,
      "select indicators.index_facts()",
      "revoke execute on function indicators.entry_expression from public",
      // What restricted the entries that were made from rows has nothing left to restrict.
      "drop function indicators.index_entry_as_stated",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
