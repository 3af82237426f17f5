/** Makes the tables of the grants service. */
import { Migration } from "@mikro-orm/migrations";
import { factSchema, factTable } from "../../../kernel/facts/fact-table.js";

/** The first tables. */
export class GrantsTables extends Migration {
  override up(): void {
    const table = (name: string, columns: string[], indexed: string[] = []) => factTable("grants", name, columns, indexed);
    const statements = [
      factSchema("grants"),
      table("fund", ["name text", "purpose text", "funder_id text"], ["funder_id"]),
      table(
        "award",
        [
          "awarded_pence bigint not null constraint award_is_not_negative check (awarded_pence >= 0)",
          "awarded_currency text not null constraint award_is_in_pounds check (awarded_currency = 'GBP')",
          "annual_amounts jsonb not null",
          "period_kind text not null",
          "period_from date not null",
          "period_to date not null",
          "purpose text",
          "fund_id text not null",
          "partnership_id text not null",
          "recipient_id text",
        ],
        ["partnership_id, period_from, id", "fund_id", "recipient_id"],
      ),
      table("noted_gap", ["subject text not null", "field text not null", "reason text not null", "explanation text not null"], ["subject, field"]),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
