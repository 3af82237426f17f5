/** Makes the tables of how plans are delivered: work programmes, workstreams, outcomes with their measures, and action areas. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Work programmes, workstreams, outcomes, measure links and action areas; and the work programme of an action. */
export class PlansDelivery extends Migration {
  override up(): void {
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const ofPlan = "(select p.of_partnership from plans.plan p where p.id = t.plan_id and p.known_to is null)";
    const table = (name: string, columns: string[], indexed: string[]): string[] => [
      ...factTable("plans", name, ["plan_id text not null", ...columns], indexed),
      ...guardedTable("plans", { table: name, owner: { of: "PARTNERSHIP" }, ofPartnership: ofPlan, writers }),
    ];
    const inPlan = "plan_id, position, id";
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      table(
        "work_programme",
        [
          "priority_id text not null",
          "position int not null",
          "letter text",
          "title text not null",
          "title_in_delivery_plan text",
          "word_in_delivery_plan text",
          "summary text",
          "lead_post text",
          "lead_status text not null",
          "lead_organisation_ids text[]",
          "leads int",
          "supporters int",
        ],
        [inPlan, "priority_id, position, id"],
      ),
      table("workstream", ["priority_id text not null", "relation text not null", "position int not null", "name text not null"], ["priority_id, relation, position, id"]),
      table(
        "outcome",
        ["priority_id text", "work_programme_id text", "action_id text", "position int not null", "number text", "description text not null"],
        [inPlan, "priority_id, position, id", "work_programme_id, position, id", "action_id, position, id"],
      ),
      table(
        "measure_link",
        ["work_programme_id text", "outcome_id text", "position int not null", "measure text not null", "indicator_id text", "role text not null", "polarity text"],
        [inPlan, "work_programme_id, position, id", "outcome_id, position, id", "indicator_id, plan_id, position, id"],
      ),
      table(
        "action_area",
        ["priority_id text", "action_id text", "position int not null", "place text", "instrument text", "status text not null", "started_on date", "ended_on date", "summary text"],
        [inPlan, "priority_id, position, id", "action_id, position, id"],
      ),
      // An action of a plan that prints no numbers stands by its place.
      "alter table plans.action add work_programme_id text, add position int",
      "create index on plans.action (work_programme_id, sort_number, id)",
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
