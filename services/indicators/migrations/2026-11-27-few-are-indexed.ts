/** Leaves out of two indexes of observations what nobody looks up by them: most are of no survey, and within the year that they are reported under. */
import { Migration } from "@mikro-orm/migrations";

/** The indexes of what few observations are: each written row took one more entry in both. */
export class IndicatorsFewAreIndexed extends Migration {
  override up(): void {
    for (const statement of [
      "drop index indicators.observation_survey_id_idx, indicators.observation_outside_reported_year_idx",
      "create index observation_survey_id_idx on indicators.observation (survey_id) where survey_id is not null",
      "create index observation_outside_reported_year_idx on indicators.observation (indicator_id, id) where outside_reported_year",
    ]) this.addSql(statement);
  }
}
