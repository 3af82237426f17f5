/** Tells which partnerships are of PCC areas, so that figures can be chosen by area before they are read. */
import { Migration } from "@mikro-orm/migrations";

/** The partnerships of PCC areas. */
export class IndicatorsPartnershipsOfAreas extends Migration {
  override up(): void {
    const statements = [
      // Of which area a partnership is, is no secret; which are of a viewer's own is for the walls alone.
      `create function indicators.partnerships_of(areas text[]) returns text[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select coalesce(array_agg(partnership_id), '{}') from indicators.partnership_area where pcc_area_id = any (areas) $$`,
      "revoke execute on function indicators.partnerships_of from public",
      "do $$ begin execute format('grant execute on function indicators.partnerships_of to %I', regexp_replace(current_user, '_owner$', '')); end $$",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
