/** Puts the walls round the facts of the indicators service, and keeps what others publish to it. */
import { Migration } from "@mikro-orm/migrations";
import { guardedSchema, guardedTable, ownerOf, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Who may see and write, the audit, and the partnerships that plans publishes. */
export class IndicatorsAuthority extends Migration {
  override up(): void {
    const stewards = ["STEWARD", "ADMINISTRATOR"];
    const tables: GuardedTable[] = [
      { table: "indicator", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers: stewards },
      { table: "observation", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers: stewards },
      { table: "target", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers: stewards },
    ];
    const gaps: GuardedTable = { table: "noted_gap", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "indicators.owner_of(t.subject)", writers: stewards };
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      guardedSchema("indicators"),
      tables.flatMap((each) => guardedTable("indicators", each)),
      ownerOf("indicators", ["observation", "target"]),
      guardedTable("indicators", gaps),
      "insert into indicators.projection (topic, source) values ('partnership', 'plans')",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
