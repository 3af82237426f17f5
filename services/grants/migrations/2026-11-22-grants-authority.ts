/** Puts the walls round the facts of the grants service, publishes its awards, and keeps what others publish to it. */
import { Migration } from "@mikro-orm/migrations";
import { guardedSchema, guardedTable, ownerOf, publishedTable, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Who may see and write, the audit, the outbox, and the partnerships that plans publishes. */
export class GrantsAuthority extends Migration {
  override up(): void {
    const stewards = ["STEWARD", "ADMINISTRATOR"];
    const tables: GuardedTable[] = [
      { table: "fund", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers: stewards },
      { table: "award", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers: [...stewards, "GRANT_OFFICER"] },
    ];
    const gaps: GuardedTable = { table: "noted_gap", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "grants.owner_of(t.subject)", writers: stewards };
    const award = `jsonb_build_object('partnership_id', t.partnership_id, 'annual_amounts', t.annual_amounts, 'known_from', t.known_from,
      'of_partnership', t.of_partnership, 'visibility', t.visibility)`;
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      guardedSchema("grants"),
      tables.flatMap((each) => guardedTable("grants", each)),
      ownerOf("grants", ["award"]),
      guardedTable("grants", gaps),
      publishedTable("grants", "award", award, ["plans"]),
      "insert into grants.outbox (consumer, topic, id, version, fact) select 'plans', 'award', t.id, t.version, grants.award_fact(t) from grants.award t",
      "insert into grants.projection (topic, source) values ('partnership', 'plans')",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
