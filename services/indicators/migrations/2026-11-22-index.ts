/** Tells plans of all facts of the indicators service, for search and the list of gaps. */
import { Migration } from "@mikro-orm/migrations";
import { ownersOfAll } from "../../../kernel/facts/guarded-facts.js";
import { indexedSchema } from "../../../kernel/facts/indexed-facts.js";

/** What is told of each fact. */
export class IndicatorsIndex extends Migration {
  override up(): void {
    for (const statement of [...ownersOfAll("indicators"), ...indexedSchema("indicators")]) this.addSql(statement);
  }
}
