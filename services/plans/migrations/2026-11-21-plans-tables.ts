/** Makes the tables of the plans service. */
import { Migration } from "@mikro-orm/migrations";
import { factSchema, factTable } from "../../../kernel/facts/fact-table.js";

/** The first tables. */
export class PlansTables extends Migration {
  override up(): void {
    const table = (name: string, columns: string[], indexed: string[] = []) => factTable("plans", name, columns, indexed);
    const period = ["period_kind text not null", "period_from date not null", "period_to date not null"];
    const statements = [
      factSchema("plans"),
      table("document", [
        "publisher text not null",
        "title text not null",
        "kind text not null",
        "period_kind text",
        "period_from date",
        "period_to date",
        "published_from date not null",
        "published_to date not null",
        "published_note text not null",
        "licence text",
      ]),
      table("pcc_area", ["name text not null", "gss_code text"]),
      table("partnership", ["name text not null", "place text not null", "gss_code text", "pcc_area_id text not null"], ["pcc_area_id, name, id"]),
      table("organisation", ["name text not null", "short_name text", "kind text not null", "org_id text"]),
      table("plan", ["title text not null", ...period, "vision text", "partnership_id text not null"], ["partnership_id, period_from, id"]),
      table(
        "priority",
        [
          "number int not null",
          "word text not null",
          "title text not null",
          "topics text[] not null",
          "summary text",
          "plan_id text not null",
          "continues_id text",
        ],
        ["plan_id, number, id"],
      ),
      table(
        "action",
        ["number text", "sort_number text not null", "title text not null", "outcome text", "plan_id text not null", "priority_id text not null"],
        ["plan_id, sort_number, id", "priority_id, sort_number, id"],
      ),
      table(
        "project",
        [
          "position int not null",
          "description text",
          "target text",
          "lead_post text",
          "lead_status text not null",
          "lead_organisation_ids text[]",
          "action_id text not null",
        ],
        ["action_id, position, id"],
      ),
      table("progress_update", [...period, "narrative text", "rag text", "carry_over text not null", "project_id text not null"], ["project_id, period_to, id"]),
      table("pcc_objective", ["number int not null", "title text not null", "summary text", "pcc_area_id text not null"], ["pcc_area_id, number, id"]),
      table("noted_gap", ["subject text not null", "field text not null", "reason text not null", "explanation text not null"], ["subject, field"]),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
