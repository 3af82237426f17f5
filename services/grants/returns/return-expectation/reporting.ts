/** How well returns are made: how many were due, came in time, came late or are missing, by whatever the expectations hang on. */
import sql, { join, raw, type Sql } from "sql-template-tag";
import { ArgsType, Field, Int, ObjectType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Seen } from "../../../../kernel/facts/seen.js";
import { AsOfArgs } from "../../../../kernel/lists/connection.js";
import { during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { asOfDay, inventedOrNot } from "../../../../kernel/lists/paging.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { ReturnKind } from "./return-expectation.js";
import { receivedOn, statusOf } from "./return-status.js";

/** How well returns were made by a day. */
@ObjectType({ simpleResolvers: true, description: "How well expected returns were made, as known on a day: counts of expectations, as far as the caller may see them." })
export class Reporting {
  @Field(() => DateScalar, { description: "The day whose knowledge this shows." })
  asOf!: Day;

  @Field(() => Int, { description: "Returns that are expected and not yet due, and were not received." })
  expected!: number;

  @Field(() => Int, { description: "Returns received on the day that they were due, or before." })
  onTime!: number;

  @Field(() => Int, { description: "Returns received after the day that they were due." })
  late!: number;

  @Field(() => Int, { description: "Returns that are overdue and were not received." })
  missing!: number;

  @Field(() => Int, { description: "All of them: expected, on time, late and missing." })
  total!: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "How many came in time, in percent of those that were received or are overdue, with one decimal, a half rounded up; null where no return was received or is overdue.",
  })
  rate!: string | null;
}

/** Which expectations are counted. */
@ArgsType()
export class ReportingArgs extends AsOfArgs {
  @Field(() => FinancialYearScalar, { nullable: true, description: "Those for a period that overlaps this financial year." })
  year?: string | null;

  @Field(() => PeriodRange, { nullable: true, description: "Those for a period that overlaps these days." })
  period?: PeriodRange | null;

  @Field(() => [ReturnKind], { nullable: true, description: "Those of one of these kinds." })
  kind?: ReturnKind[] | null;

  @Field(() => Boolean, { nullable: true, description: "false leaves out invented data, true counts it alone; both where left out." })
  synthetic?: boolean | null;
}

/** How returns were made that hang on a thing: of an award its own, of a partnership or fund those of their awards, of a PCC area those of its partnerships. One statement for all things of a kind. */
export function reportingOf(context: Context, parent: Seen, { asOf: asked, year, period, kind, synthetic }: ReportingArgs, by: "award" | "partnership" | "fund" | "pccArea"): Promise<Reporting> {
  const asOf = asOfDay(context, asked, parent);
  const conditions = [knownOn(asOf), ...inYear("period", year, "year"), ...during("period", period, "period"), ...oneOf("kind", kind, "kind"), ...inventedOrNot(synthetic)];
  const on: Record<typeof by, { key: string; from: Sql }> = {
    award: { key: "t.award_id", from: raw("grants.return_expectation t") },
    partnership: { key: "t.of_partnership", from: raw("grants.return_expectation t") },
    pccArea: { key: "grants.pcc_area_of(t.of_partnership)", from: raw("grants.return_expectation t") },
    fund: { key: "a.fund_id", from: sql`grants.award a join grants.return_expectation t on t.award_id = a.id and ${knownOn(asOf, raw("a"))}` },
  };
  const { key, from } = on[by];
  return context
    .loader<string, Reporting>(`reporting by ${by} ${JSON.stringify([asOf, year, period, kind, synthetic])}`, async (ids) => {
      const rows = await context.rows.all<Record<string, string | number | null>>(sql`
        select id, coalesce(sum(n) filter (where status = 'EXPECTED'), 0)::int as expected, coalesce(sum(n) filter (where status = 'ON_TIME'), 0)::int as "onTime",
          coalesce(sum(n) filter (where status = 'LATE'), 0)::int as late, coalesce(sum(n) filter (where status = 'MISSING'), 0)::int as missing, sum(n)::int as total,
          round(100.0 * coalesce(sum(n) filter (where status = 'ON_TIME'), 0) / nullif(sum(n) filter (where status <> 'EXPECTED'), 0), 1)::text as rate
        from (
          select ${raw(key)} as id, ${statusOf(asOf, raw("came.on_day"))} as status, count(*) as n
          from ${from} cross join lateral (select ${receivedOn(asOf)} as on_day offset 0) came
          where ${raw(key)} = any(${ids}::text[]) and ${join(conditions, " and ")} group by 1, 2) counted
        group by id`);
      const found = new Map(rows.map((row) => [row["id"], row]));
      const none = { expected: 0, onTime: 0, late: 0, missing: 0, total: 0, rate: null };
      return ids.map((id) => Object.assign(new Reporting(), found.get(id) ?? none, { asOf }));
    })
    .load(parent.id);
}
