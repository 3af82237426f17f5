/** Lets what plans keeps of what hangs on an award be seen with the award, as it stands now. */
import { Migration } from "@mikro-orm/migrations";

/** The nouns of grants that hang on an award. */
const HANGING = ["agreement", "condition", "variation", "allocation", "over_allocation", "claim", "ledger_entry", "profile_line", "return_expectation", "spend_return"];

/** Plans knows of each award who may see it: by that the wall is judged. What grants has not told the award of is seen by nobody. */
export class PlansSeenWithAwards extends Migration {
  override up(): void {
    const statements = [
      "alter table plans.funded add award_id text",
      `create policy with_award on plans.funded as restrictive for select using (
        (select plans.viewer_role()) = 'HUB' or exists (select from plans.awarded a where a.award_id = funded.award_id and a.known_to is null))`,
      `create policy with_award on plans.indexed_fact as restrictive for select using (
        noun <> all ('{${HANGING.join(",")}}') or source <> 'grants' or (select plans.viewer_role()) = 'HUB'
        or exists (select from plans.awarded a where a.award_id = any (refers) and a.known_to is null))`,
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
