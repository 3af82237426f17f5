/** Tells of observations that are not shown how far they reach. */
import { Migration } from "@mikro-orm/migrations";

/** The extent of what is suppressed: it says nothing of the figure. */
export class IndicatorsExtentOfSuppressed extends Migration {
  override up(): void {
    const statements = [
      "alter table indicators.suppression add extent text",
      // The judging stays as it is, and tells one column more.
      `do $$
        declare
          judging text := pg_get_functiondef('indicators.judge_disclosure(text[])'::regprocedure);
          telling text := replace(judging, 'o.period_kind, o.period_from, o.period_to', 'o.period_kind, o.period_from, o.period_to, o.extent');
        begin
          if telling = judging then raise exception 'the judging of small counts is not as it was when this was written'; end if;
          execute telling;
        end $$`,
      "select indicators.judge_disclosure(array(select distinct indicator_id from indicators.suppression))",
      "alter table indicators.suppression alter extent set not null",
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
