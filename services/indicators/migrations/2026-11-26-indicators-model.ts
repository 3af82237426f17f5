/** Says of indicators how often and how they are measured, of observations whose and of what they are, and makes the tables of breaks, expectations, comparator groups, and of how areas change and belong. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, ownersOfAll, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";
import { indexedTables } from "../../../kernel/facts/indexed-facts.js";

/** What one observation stands for: null where its period is not known, since then nobody can say that two are the same. */
const STANDS_FOR = `case when period_from is not null then md5(
  indicator_id || chr(31) || coalesce(partnership_id, '') || chr(31) || coalesce(area_id, '') || chr(31) || coalesce(service_id, '') || chr(31) ||
  coalesce(cohort, '') || chr(31) || coalesce(place, '') || chr(31) || coalesce(survey_id, '') || chr(31) || coalesce(dimension, '') || chr(31) ||
  period_kind || chr(31) || (period_from - date '2000-01-01')::text || chr(31) || (period_to - date '2000-01-01')::text) end`;

/** The model of figures. */
export class IndicatorsModel extends Migration {
  override up(): void {
    const table = (name: string, columns: string[], indexed: string[] = []) => factTable("indicators", name, columns, indexed);
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const reference = { owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "null", writers } as const;
    const guarded: GuardedTable[] = [
      { table: "series_break", owner: { of: "PARTNERSHIP", orNobody: true }, ofPartnership: "t.partnership_id", writers },
      { table: "expectation", owner: { of: "PARTNERSHIP" }, ofPartnership: "t.partnership_id", writers },
      { table: "comparator_group", ...reference },
      { table: "area_succession", ...reference },
      { table: "area_partnership", ...reference },
    ];
    const statements = [
      // The tables' owner passes the walls as the hub itself, for this migration.
      "select set_config('hub.role', 'HUB', true)",
      `alter table indicators.indicator
        add frequency text, add lag_days int, add source text, add method text, add disclosure_class text not null default 'OPEN',
        add topic_ids text[] not null default '{}', add rate_per numeric`,
      "alter table indicators.indicator alter disclosure_class drop default, alter topic_ids drop default",
      `alter table indicators.observation
        add service_id text, add cohort text, add dimension text, add published_lower numeric, add published_upper numeric, add published_confidence numeric,
        add notes text, add received_on date, add openly_published boolean not null default false`,
      "alter table indicators.observation alter openly_published drop default",
      `alter table indicators.observation add stands_for text generated always as (${STANDS_FOR}) stored`,
      // A database that holds two of one already goes on: the importer lets no further one in, and says of which it would be the second.
      `do $$ begin
        if exists (select from indicators.observation where known_to is null and stands_for is not null group by stands_for having count(*) > 1) then
          create index observation_stands_for_current on indicators.observation (stands_for) where known_to is null;
        else
          create unique index observation_stands_for_current on indicators.observation (stands_for) where known_to is null;
        end if;
      end $$`,
      "create index on indicators.observation (service_id, indicator_id, period_from, id) where service_id is not null",
      "alter table indicators.target add value_low numeric, add value_high numeric, add constraint target_range_in_order check (value_low <= value_high)",
      "alter table indicators.area add valid_from date, add valid_to date, add constraint area_valid_in_order check (valid_from <= valid_to)",
      "create index on indicators.area (gss_code, id) where gss_code is not null",

      table("series_break", ["indicator_id text not null", "on_day date not null", "reason text not null", "partnership_id text", "area_id text"], ["indicator_id, on_day, id", "partnership_id, on_day, id"]),
      table(
        "expectation",
        ["indicator_id text not null", "partnership_id text not null", "period_kind text not null", "period_from date not null", "period_to date not null", "due_on date not null"],
        ["due_on, id", "indicator_id, due_on, id", "partnership_id, due_on, id"],
      ),
      table(
        "comparator_group",
        [
          "name text not null",
          "method text",
          "partnership_ids text[] not null",
          "valid_from date",
          "valid_to date",
          "constraint comparator_group_valid_in_order check (valid_from <= valid_to)",
        ],
        ["name, id"],
      ),
      "create index on indicators.comparator_group using gin (partnership_ids)",
      table("area_succession", ["kind text not null", "on_day date not null", "predecessor_id text not null", "successor_id text not null"], ["predecessor_id, on_day, id", "successor_id, on_day, id"]),
      table(
        "area_partnership",
        [
          "area_id text not null",
          "partnership_id text not null",
          "valid_from date not null",
          "valid_to date",
          "constraint area_partnership_valid_in_order check (valid_from <= valid_to)",
        ],
        ["area_id, valid_from, id", "partnership_id, valid_from, id"],
      ),
      guarded.flatMap((each) => guardedTable("indicators", each)),
      ownersOfAll("indicators"),
      indexedTables("indicators"),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
