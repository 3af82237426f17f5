/** Makes the table of what documents claim of the direction of figures. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** Claims beside numbers. */
export class IndicatorsDirectionClaims extends Migration {
  override up(): void {
    const columns = [
      "claim text not null",
      "direction text not null",
      "period_kind text",
      "period_from date",
      "period_to date",
      "place text",
      "indicator_id text",
      "observation_ids text[]",
      "partnership_id text",
      "area_id text",
      "constraint direction_claim_is_about_somewhere check (partnership_id is not null or area_id is not null)",
    ];
    const statements = [
      "select set_config('hub.role', 'HUB', true)",
      factTable("indicators", "direction_claim", columns, ["partnership_id, id", "indicator_id, id"]),
      guardedTable("indicators", { table: "direction_claim", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "t.partnership_id", writers: ["STEWARD", "ADMINISTRATOR"] }),
      // A claim about an area of no single partnership is the hub's alone to write, as a figure of one is.
      "create policy nobodys_new on indicators.direction_claim as restrictive for insert with check (of_partnership is not null or (select indicators.viewer_role()) = 'HUB')",
      "create policy nobodys_old on indicators.direction_claim as restrictive for update using (of_partnership is not null or (select indicators.viewer_role()) = 'HUB')",
      ownersOfAll("indicators"),
      indexedTables("indicators"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
