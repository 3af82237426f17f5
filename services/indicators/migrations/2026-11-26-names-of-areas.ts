/** Gives areas the other names under which publications know them. */
import { Migration } from "@mikro-orm/migrations";

/** Other names of areas. */
export class IndicatorsNamesOfAreas extends Migration {
  override up(): void {
    this.addSql("alter table indicators.area add other_names text[] not null default '{}'");
  }
}
