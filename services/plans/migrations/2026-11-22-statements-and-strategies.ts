/** Makes the tables of what the documents say: statements, pledges, strategies and links to them, engagement forums and publication channels. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** What the documents say besides their figures. */
export class PlansStatementsAndStrategies extends Migration {
  override up(): void {
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const table = (name: string, columns: string[], indexed: string[]) => factTable("plans", name, columns, indexed);
    // What is said of a PCC objective or area is of no partnership.
    const ofSubject = { owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "plans.owner_of(t.subject)", writers } as const;
    const guarded: GuardedTable[] = [
      { table: "statement", ...ofSubject },
      { table: "pledge", owner: { of: "AREA", column: "pcc_area_id" }, ofPartnership: "null", writers },
      { table: "strategy", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers },
      { table: "strategy_link", ...ofSubject },
      { table: "engagement_forum", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers },
      {
        table: "publication_channel",
        owner: { of: "PARTNERSHIP" },
        ofPartnership: "(select p.of_partnership from plans.plan p where p.id = t.plan_id and p.known_to is null)",
        writers,
      },
    ];
    const statements = [
      table("statement", ["subject text not null", "kind text not null", "number int not null", "title text", "text text not null"], ["subject, kind, number, id"]),
      table(
        "pledge",
        ["number int not null", "title text not null", "summary text", "pcc_area_id text not null", "pcc_objective_id text not null"],
        ["pcc_objective_id, number, id"],
      ),
      table("strategy", ["name text not null", "kind text not null", "dated text", "publisher_ids text[]"], ["name, id"]),
      table(
        "strategy_link",
        ["subject text not null", "strategy_id text not null", "relation text not null", "number int not null", "text text not null"],
        ["subject, number, id", "strategy_id, subject, number, id"],
      ),
      table(
        "engagement_forum",
        [
          "name text not null",
          "kind text not null",
          "purpose text",
          "frequency text",
          "open_to text",
          "count int",
          "count_qualifier text",
          "partnership_id text not null",
          "plan_id text",
        ],
        ["partnership_id, name, id", "plan_id, name, id"],
      ),
      table(
        "publication_channel",
        ["number int not null", "kind text not null", "name text not null", "carries text", "place text", "languages text", "plan_id text not null"],
        ["plan_id, number, id"],
      ),
      guarded.flatMap((each) => guardedTable("plans", each)),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
