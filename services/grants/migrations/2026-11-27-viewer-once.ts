/** Lets the grants service's database think out once for a connection who asks. */
import { Migration } from "@mikro-orm/migrations";
import { viewerThoughtOutOnce } from "../../../kernel/facts/guarded-facts.js";

/** Who asks, in the form that every policy asks for it. */
export class GrantsViewerOnce extends Migration {
  override up(): void {
    for (const statement of viewerThoughtOutOnce("grants")) this.addSql(statement);
  }
}
