/** Makes topics a noun that priorities refer to, and gives plans their rating schemes. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Topics and rating schemes. */
export class PlansTopicsAndRagSchemes extends Migration {
  override up(): void {
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      factTable("plans", "topic", ["name text not null", "description text not null"], ["name, id"]),
      guardedTable("plans", { table: "topic", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers }),
      factTable("plans", "rag_level", ["position int not null", "level text not null", "meaning text", "colour text", "plan_id text not null"], ["plan_id, position, id"]),
      guardedTable("plans", {
        table: "rag_level",
        owner: { of: "PARTNERSHIP" },
        ofPartnership: "(select p.of_partnership from plans.plan p where p.id = t.plan_id and p.known_to is null)",
        writers,
      }),

      // The codes of old stay beside the ids, as they were written: the audit knows them.
      "alter table plans.priority add topic_ids text[]",
      "alter table plans.priority disable trigger keep_history",
      `update plans.priority p set topic_ids = array(
         select 'topic-' || lower(replace(code, '_', '-')) from unnest(p.topics) with ordinality as listed(code, place) order by place)`,
      "alter table plans.priority enable trigger keep_history",
      "alter table plans.priority alter topic_ids set not null, alter topics drop not null",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
