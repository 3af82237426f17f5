/** Tells plans of all facts of the grants service, for search and the list of gaps. */
import { Migration } from "@mikro-orm/migrations";
import { ownersOfAll } from "../../../kernel/facts/guarded-facts.js";
import { indexedSchema } from "../../../kernel/facts/indexed-facts.js";

/** What is told of each fact. */
export class GrantsIndex extends Migration {
  override up(): void {
    for (const statement of [...ownersOfAll("grants"), ...indexedSchema("grants")]) this.addSql(statement);
  }
}
