/** Tells plans of the facts of the plans service by the columns of each table. */
import { Migration } from "@mikro-orm/migrations";
import { entriesByColumns } from "../../../kernel/facts/indexed-facts.js";

/** How each fact is told. */
export class PlansEntriesByColumns extends Migration {
  override up(): void {
    for (const statement of entriesByColumns("plans")) this.addSql(statement);
  }
}
