/** Holds since when a return is known to the time at which it is written: by the database itself, whichever door is used. */
import { Migration } from "@mikro-orm/migrations";

/** What a partnership returns is known from now, and what it replaces until now. */
export class IndicatorsReturnsKnownSince extends Migration {
  override up(): void {
    const isAnothers = "coalesce((select indicators.viewer_role()), '') not in ('MEMBER', 'APP')";
    // The hub's clock says it, and the database's judges it: they may differ by a little, and a long file takes its time.
    const isNow = (column: string): string => `${column} between (select now()) - interval '1 hour' and (select now()) + interval '1 hour'`;
    this.addSql(`create policy returned_now on indicators.observation as restrictive for insert with check (${isAnothers} or ${isNow("known_from")})`);
    this.addSql(`create policy returned_until_now on indicators.observation as restrictive for update using (true) with check (${isAnothers} or ${isNow("known_to")})`);
  }
}
