/** Lets what is expected and what is planned be withdrawn: a version says so and why, and those before it stay. */
import { Migration } from "@mikro-orm/migrations";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Whether return expectations and profile lines are withdrawn, and why. */
export class GrantsWithdrawn extends Migration {
  override up(): void {
    const statements = [
      ...["return_expectation", "profile_line"].map((table) => `alter table grants.${table} add withdrawn boolean not null default false, add withdrawn_reason text, add constraint withdrawn_says_why check (not withdrawn or withdrawn_reason is not null)`),
      ...indexedTables("grants"),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
