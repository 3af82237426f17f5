/** Makes the tables of who the partnerships are: bodies, reporting lines, memberships, successions, duties and terms. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Bodies, reporting lines, memberships, successions, statutory duties and glossary terms. */
export class PlansBodiesAndMemberships extends Migration {
  override up(): void {
    const writers = ["STEWARD", "ADMINISTRATOR"];
    /** A table whose rows are a partnership's where they name one, and any steward's to keep where they do not. */
    const table = (name: string, columns: string[], indexed: string[], ofPartnership = "t.partnership_id"): string[] => [
      ...factTable("plans", name, columns, indexed),
      ...guardedTable("plans", { table: name, owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership, writers }),
    ];
    const statements = [
      table(
        "body",
        [
          "name text not null",
          "kind text not null",
          "status text not null",
          "tie text not null",
          "purpose text",
          "duties text",
          "meets text",
          "lead_post text",
          "lead_status text not null",
          "lead_organisation_id text",
          "partnership_id text",
          "pcc_area_id text",
          "plan_id text",
          "organisation_id text",
        ],
        ["partnership_id, name, id", "pcc_area_id, name, id"],
      ),
      table(
        "reporting_line",
        [
          "kind text not null",
          "subject text",
          "frequency text",
          "body_id text not null",
          "to_body_id text",
          "to_organisation_id text",
          "partnership_id text",
        ],
        ["body_id, kind, id", "to_body_id, kind, id"],
      ),
      table(
        "membership",
        [
          "kind text not null",
          "position int not null",
          "member text not null",
          "represents text",
          "post text",
          "post_status text not null",
          "partnership_id text",
          "body_id text",
          "organisation_id text",
          "priority_id text",
          "plan_id text",
        ],
        ["partnership_id, id", "body_id, id", "organisation_id, id"],
      ),
      table(
        "succession",
        [
          "kind text not null",
          "predecessor_name text",
          "successor_name text",
          "summary text not null",
          "period_kind text",
          "period_from date",
          "period_to date",
          "predecessor_id text",
          "successor_id text",
          "predecessor_body_id text",
          "successor_body_id text",
        ],
        ["predecessor_id, id", "successor_id, id", "predecessor_body_id, id", "successor_body_id, id"],
        "null",
      ),
      table(
        "statutory_duty",
        ["act text", "act_section text", "bearer text not null", "lies_on text not null", "asks text not null", "partnership_id text", "pcc_area_id text"],
        ["partnership_id, id", "pcc_area_id, id"],
      ),
      table(
        "glossary_term",
        ["term text not null", "kind text not null", "stands_for text", "meaning text", "partnership_id text"],
        ["document_id, term, id", "partnership_id, term, id"],
      ),
    ];
    // The tables' owner passes the walls as the hub itself, for this migration.
    this.addSql("select set_config('hub.role', 'HUB', true)");
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
