/** Tells grants of organisations: their names and identifiers, with which grants are published openly. */
import { Migration } from "@mikro-orm/migrations";
import { publishedTable } from "../../../kernel/facts/guarded-facts.js";

/** What is told of each organisation. */
export class PlansOrganisationsTold extends Migration {
  override up(): void {
    const fact = "jsonb_build_object('name', t.name, 'org_id', t.org_id, 'known_from', t.known_from)";
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      publishedTable("plans", "organisation", fact, ["grants"]),
      "insert into plans.outbox (consumer, topic, id, version, fact) select 'grants', 'organisation', t.id, t.version, plans.organisation_fact(t) from plans.organisation t",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
