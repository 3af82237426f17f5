/** Lets a grant officer write what is commissioned for the partnerships of the area. */
import { Migration } from "@mikro-orm/migrations";
import { furtherWriters } from "../../../kernel/facts/guarded-facts.js";

/** Grant officers write commissioning plans, services and their outcomes. */
export class GrantsCommissioningWriters extends Migration {
  override up(): void {
    for (const statement of ["commissioning_plan", "service", "service_outcome"].flatMap((table) => furtherWriters("grants", table, ["GRANT_OFFICER"]))) this.addSql(statement);
  }
}
