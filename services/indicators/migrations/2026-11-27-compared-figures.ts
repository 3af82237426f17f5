/** Finds the values of one indicator for one period in their order: the first page of a comparison costs what it shows, however many are compared. */
import { Migration } from "@mikro-orm/migrations";

/** The index by the end of the period goes on to the value: it serves all that it served before. */
export class IndicatorsComparedFigures extends Migration {
  override up(): void {
    this.addSql("create index on indicators.observation (indicator_id, period_to, period_from, value, id)");
    this.addSql("drop index indicators.observation_indicator_id_period_to_period_from_id_idx");
  }
}
