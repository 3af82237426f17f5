/** Makes the tables of the indicators service. */
import { Migration } from "@mikro-orm/migrations";
import { factSchema, factTable } from "../../../kernel/facts/fact-table.js";

/** The first tables. */
export class IndicatorsTables extends Migration {
  override up(): void {
    const table = (name: string, columns: string[], indexed: string[] = []) => factTable("indicators", name, columns, indexed);
    const statements = [
      factSchema("indicators"),
      table("indicator", ["name text not null", "definition text", "unit text not null", "value_type text not null", "polarity text not null"]),
      table(
        "observation",
        [
          "period_kind text",
          "period_from date",
          "period_to date",
          "reported_under_kind text not null",
          "reported_under_from date not null",
          "reported_under_to date not null",
          "outside_reported_year boolean generated always as (period_from < reported_under_from or period_to > reported_under_to) stored",
          "place text",
          "qualifier text not null",
          "value numeric not null",
          "numerator numeric",
          "denominator numeric",
          "base text",
          "status text not null",
          "indicator_id text not null",
          "partnership_id text not null",
          "constraint numerator_within_denominator check (numerator <= denominator)",
        ],
        ["indicator_id, period_from, id", "partnership_id, indicator_id, period_from, id", "outside_reported_year"],
      ),
      table(
        "target",
        [
          "kind text not null",
          "period_kind text",
          "period_from date",
          "period_to date",
          "place text",
          "value numeric",
          "change_percent numeric",
          "change_number numeric",
          "baseline_value numeric",
          "baseline_period_kind text",
          "baseline_period_from date",
          "baseline_period_to date",
          "implied_change numeric generated always as (trim_scale(baseline_value * change_percent / 100)) stored",
          "consistent boolean generated always as (abs(baseline_value * change_percent / 100 - change_number) < 0.5) stored",
          "indicator_id text not null",
          "partnership_id text not null",
        ],
        ["indicator_id, period_from, id", "partnership_id, indicator_id, period_from, id", "consistent"],
      ),
      table("noted_gap", ["subject text not null", "field text not null", "reason text not null", "explanation text not null"], ["subject, field"]),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
