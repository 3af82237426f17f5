/** Judges whether the money of periods can be added: what is planned and what is spent is told by such periods alone. */
import sql, { empty, raw, type Sql } from "sql-template-tag";
import type { StagedRule } from "../../../kernel/files/import-declaration.js";
import type { RefusalCode } from "../../../kernel/refusals.js";
import { boundsOf, financialYearOf } from "../../../kernel/values/financial-year.js";
import { PeriodKind } from "../../../kernel/values/period.js";

/** Periods that overlap the one before by their nature. */
const RUNNING: readonly unknown[] = [PeriodKind.ROLLING_12M, PeriodKind.YEAR_TO_DATE];

/** What is wrong with the period of a row, where it runs on or reaches over two financial years. */
export function unfitToAdd({ period_kind: kind, period_from: from, period_to: to }: Record<string, unknown>): { column: string; code: RefusalCode; detail: string } | undefined {
  const year = financialYearOf(from as string);
  const sound = !RUNNING.includes(kind) && (to as string) <= boundsOf(year).to;
  return sound ? undefined : { column: "period", code: "PERIOD_NOT_ADDABLE", detail: `${String(kind)} ${String(from)} to ${String(to)}.` };
}

/** That the rows of one award or allocation have no day in common, with those of the file and with those that stand; `unless` is the column that says of some that they do not count. */
export function daysApart(table: string, { unless }: { unless?: string } = {}): StagedRule {
  const counts = (alias: string): Sql => (unless === undefined ? empty : sql`and not ${raw(`${alias}."${unless}"`)}`);
  return {
    column: "period",
    code: "DAYS_IN_COMMON",
    // Each row beside the farthest that begins before it, and the next that begins after it.
    broken: sql`s.line in (
      select near.line from (
        select line, period_from, period_to,
          max(period_to) over (partition by award_id, allocation_id order by period_from, id rows between unbounded preceding and 1 preceding) as reached,
          lead(period_from) over (partition by award_id, allocation_id order by period_from, id) as next
        from (
          select line, id, award_id, allocation_id, period_from, period_to from staged one where true ${counts("one")}
          union all
          select null, stands.id, stands.award_id, stands.allocation_id, stands.period_from, stands.period_to from ${raw(table)} stands
          where stands.known_to is null ${counts("stands")} and stands.award_id in (select award_id from staged) and not exists (select from staged again where again.id = stands.id)
        ) each
      ) near
      where near.line is not null and (near.reached >= near.period_from or near.next <= near.period_to))`,
  };
}
