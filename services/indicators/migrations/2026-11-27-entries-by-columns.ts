/** Tells plans of the facts of the indicators service by the columns of each table. */
import { Migration } from "@mikro-orm/migrations";
import { entriesByColumns } from "../../../kernel/facts/indexed-facts.js";

/** How each fact is told. */
export class IndicatorsEntriesByColumns extends Migration {
  override up(): void {
    for (const statement of entriesByColumns("indicators")) this.addSql(statement);
  }
}
