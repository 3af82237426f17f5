/** Makes the tables of commissioning and of the sums that documents state, with the walls round them. */
import { Migration } from "@mikro-orm/migrations";
import { factTable } from "../../../kernel/facts/fact-table.js";
import { guardedTable, type GuardedTable } from "../../../kernel/facts/guarded-facts.js";

/** Commissioning plans, services with their outcomes, and stated sums. */
export class GrantsCommissioningAndSums extends Migration {
  override up(): void {
    const period = (name: string): string[] => [`${name}_kind text`, `${name}_from date`, `${name}_to date`];
    const writers = ["STEWARD", "ADMINISTRATOR"];
    const theirs = (table: string, ofPartnership = "t.partnership_id"): GuardedTable => ({ table, owner: { of: "PARTNERSHIP" }, ofPartnership, writers });
    const theirsOrNobodys = (table: string, ofPartnership?: string): GuardedTable => ({ ...theirs(table, ofPartnership), owner: { of: "PARTNERSHIP", orNobody: true } });
    // What hangs on a service is of whom the service is, or nobody's as it; on one that the writer cannot see nothing is hung.
    const ofService = `(case when exists (select from grants.service s where s.id = t.service_id and s.known_to is null)
      then (select s.of_partnership from grants.service s where s.id = t.service_id and s.known_to is null) else 'hidden' end)`;
    const statements = [
      factTable(
        "grants",
        "commissioning_plan",
        [
          "title text not null",
          ...period("made"),
          "evidence text",
          "channel text",
          "purpose text",
          "partnership_id text not null",
          "made_by_id text",
          "channelled_through_id text",
          "award_id text",
        ],
        ["partnership_id, coalesce(made_from, '0001-01-01'), id"],
      ),
      factTable(
        "grants",
        "service",
        [
          "name text",
          "purpose text",
          "need text",
          "scope text not null",
          "status text not null",
          ...period("start"),
          "start_as_printed text",
          "partnership_id text",
          "commissioning_plan_id text",
          "provider_id text",
          "commissioner_ids text[]",
          "fund_id text",
          "award_id text",
        ],
        ["partnership_id, coalesce(name, ''), id", "commissioning_plan_id", "provider_id", "fund_id", "award_id"],
      ),
      factTable(
        "grants",
        "service_outcome",
        ["number int not null", "outcome text", "measure text", "service_id text not null", "indicator_id text"],
        ["service_id, number, id", "indicator_id"],
      ),
      factTable(
        "grants",
        "stated_sum",
        [
          "nature text not null",
          "amount_pence bigint constraint stated_sum_is_not_negative check (amount_pence >= 0)",
          "amount_currency text constraint stated_sum_is_in_pounds check (amount_currency = 'GBP')",
          "qualifier text",
          "per text",
          ...period("period"),
          "use text not null",
          "source_id text",
          "fund_id text",
          "award_id text",
          "service_id text",
          "partnership_id text",
        ],
        ["partnership_id, coalesce(period_from, '0001-01-01'), id", "source_id", "fund_id", "award_id", "service_id"],
      ),
      guardedTable("grants", theirs("commissioning_plan")),
      guardedTable("grants", theirsOrNobodys("service")),
      guardedTable("grants", theirsOrNobodys("service_outcome", ofService)),
      guardedTable("grants", theirsOrNobodys("stated_sum")),
    ];
    for (const statement of statements.flat()) this.addSql(statement);
  }
}
