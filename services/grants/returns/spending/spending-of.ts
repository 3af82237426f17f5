/** Tells what was spent of the money of each year, of awards or of all awards of a partnership: one statement for all that are asked for. */
import sql, { empty, raw, type Sql } from "sql-template-tag";
import { ArgsType, Field } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { GapReason } from "../../../../kernel/facts/facts.js";
import type { Seen } from "../../../../kernel/facts/seen.js";
import { AsOfArgs } from "../../../../kernel/lists/connection.js";
import { asOfDay, inventedOrNot } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { Money } from "../../../../kernel/values/money.js";
import { Gap } from "../../sources/document/document.js";
import { receivedOn, statusOf } from "../return-expectation/return-status.js";
import { netSpend, NODE_AND_WHOLES, waysOfAllocations } from "./net-spend.js";
import { FAR_FROM_PROFILE_PERCENT, SpendFlag, UNDERSPEND_PERCENT, YearSpending } from "./year-spending.js";

/** Which years are told of. */
@ArgsType()
export class SpendingArgs extends AsOfArgs {
  @Field(() => FinancialYearScalar, { nullable: true, description: "This financial year alone; all for which money was given where left out." })
  year?: string | null;

  @Field(() => Boolean, { nullable: true, description: "false leaves out invented data, true counts it alone; both where left out." })
  synthetic?: boolean | null;
}

/** The financial year that a day of SQL lies in, as it is written. */
export function yearOf(day: Sql): Sql {
  return sql`to_char(${day} - interval '3 months', 'YYYY') || '/' || to_char(${day} + interval '9 months', 'YY')`;
}

/** The rows of a table of returns or profile lines that say how their days are seen as a whole: none of an allocation for days of which one tells of the award, or of an allocation that it is a part of. They need a table `way`. What was withdrawn says nothing. */
function ofWholes(table: "spend_return" | "profile_line", asOf: Day): Sql {
  const says = table === "profile_line" ? sql`and not r.withdrawn` : empty;
  return sql`(
    with said as (
      select r.*, ${yearOf(raw("r.period_from"))} as year, ${NODE_AND_WHOLES}
      from touched join grants.${raw(table)} r using (award_id) left join way on way.id = r.allocation_id where ${knownOn(asOf, raw("r"))} ${says}
    ),
    said_by_whole as (
      select part.id from (select id, period_from, period_to, unnest(wholes) as within from said) part
        join said whole on whole.node = part.within and whole.period_from <= part.period_to and whole.period_to >= part.period_from
    )
    select * from said where not exists (select from said_by_whole where said_by_whole.id = said.id))`;
}

/** What was spent of the money of each year, of an award or of all awards of a partnership. */
export function spendingOf(context: Context, parent: Seen, { asOf: asked, year, synthetic }: SpendingArgs, by: "award" | "partnership"): Promise<YearSpending[]> {
  const asOf = asOfDay(context, asked, parent);
  const only = year == null ? null : readFinancialYear(year, "year");
  return context
    .loader<string, YearSpending[]>(`spending by ${by} ${JSON.stringify([asOf, only, synthetic])}`, async (ids) => {
      const rows = await context.rows.all<Row>(statement(by, ids, asOf, only, synthetic));
      const found = Map.groupBy(rows, ({ key }) => key);
      return ids.map((id) => (found.get(id) ?? []).map(shown));
    })
    .load(parent.id);
}

/** Sums as the statement tells them, in pence. */
interface Row {
  key: string;
  year: string;
  awards: number;
  awarded: string;
  planned: string | null;
  planned_to_date: string | null;
  spent: string | null;
  spent_to: Day | null;
  variance: string | null;
  variance_percent: string | null;
  outturn: string | null;
  underspend: string | null;
  underspend_percent: string | null;
  is_underspent: boolean | null;
  underspent_years: number;
  missing_returns: number;
  far: boolean | null;
  unexplained: boolean;
  returned: number;
}

function statement(by: "award" | "partnership", ids: readonly string[], asOf: Day, year: string | null, synthetic: boolean | null | undefined): Sql {
  const key = raw(by === "award" ? "t.id" : "t.partnership_id");
  const invented = inventedOrNot(synthetic);
  return sql`
    with recursive given as (
      select ${key} as key, t.id as award_id, y ->> 'year' as year, (y ->> 'pence')::numeric as pence
      from grants.award t cross join lateral jsonb_array_elements(t.annual_amounts) y
      where ${key} = any(${ids}::text[]) and ${knownOn(asOf)} ${invented[0] ? sql`and ${invented[0]}` : empty}
    ),
    touched as (select distinct award_id from given),
    ${waysOfAllocations(asOf)},
    ${netSpend(asOf, "way")},
    told as (
      select award_id, year, max(period_to) as spent_to,
        -- Of each allocation, or the award as a whole, the newest return tells what is still to come.
        case when bool_and(to_come is not null) filter (where newest = 1) then coalesce(sum(to_come) filter (where newest = 1), 0) end as forecast,
        bool_or(newest = 1 and variance_reason is null) as unexplained
      from (
        select r.*, returned.to_come, row_number() over (partition by r.award_id, r.year, r.allocation_id order by r.period_to desc) as newest
        from ${ofWholes("spend_return", asOf)} r join returned using (id)
      ) r group by award_id, year
    ),
    spent as (select award_id, year_begins, sum(pence) as spent from net_spend group by 1, 2),
    planned as (
      select award_id, year, sum(planned_pence) as planned, sum(planned_pence) filter (where line.period_to <= told.spent_to) as planned_to_date
      from ${ofWholes("profile_line", asOf)} line left join told using (award_id, year) group by 1, 2
    ),
    -- Looked for among what is overdue alone.
    missing as (
      select t.award_id, ${yearOf(raw("t.period_to"))} as year, count(*)::int as returns
      from grants.return_expectation t cross join lateral (select ${receivedOn(asOf)} as on_day offset 0) came
      where t.award_id in (select award_id from touched) and ${knownOn(asOf)} and t.due_on < ${asOf}::date and ${statusOf(asOf, raw("came.on_day"))} = 'MISSING' group by 1, 2
    ),
    each as (
      select given.key, given.year, given.pence as awarded, spent.spent, told.spent_to, spent.spent + told.forecast as outturn, coalesce(told.unexplained, false) as unexplained, coalesce(missing.returns, 0) as missing_returns, planned.planned, planned.planned_to_date
      from given left join told using (award_id, year) left join planned using (award_id, year) left join missing using (award_id, year)
        left join spent on spent.award_id = given.award_id and spent.year_begins = left(given.year, 4)::int
    ),
    summed as (
      select key, year, count(*)::int as awards, count(spent)::int as returned, sum(awarded) as awarded, sum(planned) as planned, sum(spent) as spent, max(spent_to) as spent_to,
        -- Spend beside plan of the awards of which both are known.
        sum(planned_to_date) filter (where spent is not null) as planned_to_date, sum(spent - planned_to_date) as variance,
        case when count(outturn) = count(*) then sum(outturn) end as outturn, bool_or(unexplained) as unexplained, sum(missing_returns)::int as missing_returns
      from each group by key, year
    ),
    judged as (
      select *, awarded - outturn as underspend, 100 * (awarded - outturn) > ${UNDERSPEND_PERCENT} * awarded as is_underspent,
        100 * abs(variance) > ${FAR_FROM_PROFILE_PERCENT} * planned_to_date as far
      from summed
    )
    select key, year, awards, returned, missing_returns, awarded::text, planned::text, planned_to_date::text, spent::text, spent_to::text, variance::text, outturn::text, underspend::text, is_underspent, far, unexplained,
      round(100 * variance / nullif(planned_to_date, 0), 1)::text as variance_percent, round(100 * underspend / nullif(awarded, 0), 1)::text as underspend_percent,
      (select count(*) from judged before where before.key = judged.key and before.is_underspent and left(before.year, 4)::int between left(judged.year, 4)::int - 2 and left(judged.year, 4)::int)::int as underspent_years
    from judged ${year === null ? empty : sql`where year = ${year}`} order by key, year`;
}

function shown(row: Row): YearSpending {
  const money = (pence: string | null): Money | null => (pence === null ? null : Money.gbp(pence));
  const over = row.spent !== null && BigInt(row.spent) > BigInt(row.awarded);
  const flags: [SpendFlag, boolean][] = [
    [SpendFlag.ABOVE_WHAT_IS_GIVEN, over],
    [SpendFlag.FAR_FROM_PROFILE, row.far === true],
    [SpendFlag.VARIANCE_UNEXPLAINED, row.far === true && row.unexplained],
    [SpendFlag.UNDERSPEND, row.is_underspent === true],
    [SpendFlag.RETURN_MISSING, row.missing_returns > 0],
    [SpendFlag.PROFILE_IS_NOT_THE_AWARD, row.planned !== null && row.planned !== row.awarded],
  ];
  const gaps: [string, boolean, string][] = [
    ["planned", row.planned === null, "No profile is recorded for this year."],
    ["spent", row.returned === 0, "Nothing was returned for this year."],
    ["outturn", row.outturn === null && row.returned > 0, row.returned < row.awards ? "Not every award of the year has a return." : "The newest return says nothing of what is still to come."],
  ];
  return Object.assign(new YearSpending(), {
    year: row.year,
    awards: row.awards,
    awarded: money(row.awarded),
    planned: money(row.planned),
    plannedToDate: money(row.planned_to_date),
    spent: money(row.spent),
    spentTo: row.spent_to,
    variance: money(row.variance),
    variancePercent: row.variance_percent,
    outturn: money(row.outturn),
    underspend: money(row.underspend),
    underspendPercent: row.underspend_percent,
    isUnderspent: row.is_underspent,
    missingReturns: row.missing_returns,
    underspentYears: row.underspent_years,
    flags: flags.filter(([, raised]) => raised).map(([flag]) => flag),
    gaps: gaps.filter(([, open]) => open).map(([field, , explanation]) => Object.assign(new Gap(), { field, reason: GapReason.NOT_HELD, explanation, provenance: null })),
  });
}
