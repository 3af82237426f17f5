/** Makes the tables of areas, populations, surveys and vulnerable wards, and says of figures where they hold and which survey they come from. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Where figures hold, and where they come from. */
export class IndicatorsAreasAndSurveys extends Migration {
  override up(): void {
    const table = (name: string, columns: string[], indexed: string[] = []) => factTable("indicators", name, columns, indexed);
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const reference = { owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers } as const;
    const guarded: GuardedTable[] = [
      { table: "area", ...reference },
      { table: "population", ...reference },
      { table: "survey", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "t.partnership_id", writers },
      { table: "vulnerable_ward", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers },
    ];
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      table("area", ["name text not null", "kind text not null", "gss_code text", "parent_id text", "partnership_id text", "pcc_area_id text"], ["parent_id, name, id", "partnership_id, name, id", "pcc_area_id, name, id"]),
      table(
        "population",
        ["kind text not null", "period_kind text not null", "period_from date not null", "period_to date not null", "count numeric not null", "area_id text not null"],
        ["area_id, period_from, id"],
      ),
      table(
        "survey",
        [
          "name text",
          "period_kind text",
          "period_from date",
          "period_to date",
          "commissioned_by text",
          "method text",
          "population text",
          "respondents numeric",
          "approached numeric",
          "question text",
          "area_id text",
          "partnership_id text",
        ],
        ["partnership_id, name, id"],
      ),
      table("vulnerable_ward", ["crime_type text not null", "area_id text not null", "plan_id text not null", "partnership_id text not null"], [
        "plan_id, crime_type, id",
        "partnership_id, crime_type, id",
        "area_id, crime_type, id",
      ]),
      guarded.flatMap((each) => guardedTable("indicators", each)),

      // A figure is about a partnership, or about an area of no single one: then it is nobody's, and published.
      `alter table indicators.observation
        add area_id text, add survey_id text, add extent text not null default 'LOCAL',
        alter partnership_id drop not null, drop constraint observation_is_somebodys,
        add constraint observation_is_about_somewhere check (partnership_id is not null or area_id is not null)`,
      "alter table indicators.observation alter extent drop default",
      "create index on indicators.observation (area_id, indicator_id, period_from, id)",
      "create index on indicators.observation (survey_id)",
      `alter table indicators.target
        add area_id text,
        alter partnership_id drop not null, drop constraint target_is_somebodys,
        add constraint target_is_about_somewhere check (partnership_id is not null or area_id is not null)`,
      "create index on indicators.target (area_id, indicator_id, period_from, id)",

      // What is no partnership's is the hub's alone to write: no steward answers for a whole nation or another's area.
      ["observation", "target", "survey"].flatMap((each) => [
        `create policy nobodys_new on indicators.${each} as restrictive for insert with check (of_partnership is not null or (select indicators.viewer_role()) = 'HUB')`,
        `create policy nobodys_old on indicators.${each} as restrictive for update using (of_partnership is not null or (select indicators.viewer_role()) = 'HUB')`,
      ]),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
