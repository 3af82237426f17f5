/** Lets the audit of the grants service look up what was before, however much it holds. */
import { Migration } from "@mikro-orm/migrations";
import { auditLooksUp } from "../../../kernel/facts/guarded-facts.js";

/** How an entry of the audit is made. */
export class GrantsAuditLooksUp extends Migration {
  override up(): void {
    for (const statement of auditLooksUp("grants")) this.addSql(statement);
  }
}
