/** Lets what is expected and what is planned be withdrawn: a version says so and why, and those before it stay. */
import { Migration } from "@mikro-orm/migrations";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Whether return expectations and profile lines are withdrawn, and why. */
export class GrantsWithdrawn extends Migration {
  override up(): void {
    const statements = [
      ...["return_expectation", "profile_line"].map((table) => `alter table grants.${table} add withdrawn boolean not null default false, add withdrawn_reason text`),
      `create function grants.withdrawn_says_why() returns trigger language plpgsql as $$
        begin
          raise exception 'what is withdrawn says why: %', new.id using errcode = 'check_violation', constraint = 'MISSING_VALUE';
        end $$`,
      ...["return_expectation", "profile_line"].map((table) => `create trigger withdrawn_says_why before insert on grants.${table} for each row when (new.withdrawn and new.withdrawn_reason is null) execute function grants.withdrawn_says_why()`),
      ...indexedTables("grants"),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
