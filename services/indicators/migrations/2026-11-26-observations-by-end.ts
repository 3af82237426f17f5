/** Finds the values of an indicator by the end of their period too: the newest month of a long series is not looked for through all the months before it. */
import { Migration } from "@mikro-orm/migrations";

/** An index for what is asked of one period of one indicator. */
export class IndicatorsObservationsByEnd extends Migration {
  override up(): void {
    this.addSql("create index on indicators.observation (indicator_id, period_to, period_from, id)");
  }
}
