/** Lets the audit of the indicators service look up what was before, however much it holds. */
import { Migration } from "@mikro-orm/migrations";
import { auditLooksUp } from "../../../kernel/facts/guarded-facts.js";

/** How an entry of the audit is made. */
export class IndicatorsAuditLooksUp extends Migration {
  override up(): void {
    for (const statement of auditLooksUp("indicators")) this.addSql(statement);
  }
}
