/** Lets the index show entries of the ledger and approved excesses to whoever sees their award, as grants does. */
import { Migration } from "@mikro-orm/migrations";

/** What nobody says the visibility of: the index keeps what each was told with, and an award may have been published since. */
export class PlansEntriesFoundWithAwards extends Migration {
  override up(): void {
    // The wall before says for whom: nobody sees there what hangs on an award that he may not see.
    this.addSql(`create policy read_with_award on plans.indexed_fact for select using (
      source = 'grants' and noun in ('ledger_entry', 'over_allocation') and (select plans.viewer_role()) is not null)`);
  }
}
