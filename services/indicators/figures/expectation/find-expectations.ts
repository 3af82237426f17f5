/** Finds expectations: all, or those of an indicator or partnership; by period. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { join } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import { by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, inventedOrNot, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { Expectation } from "./expectation.js";
import { receivedOn, ReportingRates, ReturnStatus, statusOf, withStatus } from "./return-status.js";

enum ExpectationOrderField {
  DUE = "DUE",
  INDICATOR = "INDICATOR",
  PARTNERSHIP = "PARTNERSHIP",
}

registerEnumType(ExpectationOrderField, {
  name: "ExpectationOrderField",
  description: "What expectations are sorted by.",
  valuesConfig: {
    DUE: { description: "Day on which it is due." },
    INDICATOR: { description: "Indicator, then day on which it is due." },
    PARTNERSHIP: { description: "Partnership, then day on which it is due." },
  },
});

const ExpectationOrder = orderInput("Expectation", ExpectationOrderField);

@InputType({ description: "Which expectations to show: all conditions hold together." })
class ExpectationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ReturnStatus], { nullable: true, description: "Of which one of these is true on the day that is asked for." })
  status?: ReturnStatus[];

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;
}

/** What a list of expectations takes. */
@ArgsType()
export class ExpectationsArgs extends PageArgs {
  @Field(() => ExpectationFilter, { nullable: true, description: "Which expectations to show." })
  where?: ExpectationFilter;

  @Field(() => ExpectationOrder, { nullable: true, description: "How to sort; by the day on which they are due where left out." })
  orderBy?: { field: ExpectationOrderField; direction: Direction };
}

/** A page of expectations, with how many of the whole list came. */
export interface ExpectationPage extends Page<Expectation> {
  rates(): Promise<ReportingRates>;
}

/** The expectations that the arguments ask for; all of them, or those under one thing. */
export function findExpectations(context: Context, args: ExpectationsArgs, info: GraphQLResolveInfo, under?: Under): ExpectationPage {
  const { indicator, partnership, status, period, year } = args.where ?? {};
  const asOf = asOfDay(context, args.asOf, under);
  const where = [
    ...oneOf("indicator_id", indicator, "where.indicator"),
    ...oneOf("partnership_id", partnership, "where.partnership"),
    ...during("period", period, "where.period"),
    ...inYear("period", year, "where.year"),
    ...withStatus(status, asOf),
  ];
  const page = pageOf(context, {
    noun: Expectation,
    args,
    info,
    under,
    orders: {
      DUE: [by.day("due_on")],
      INDICATOR: [by.text("indicator_id"), by.day("due_on")],
      PARTNERSHIP: [by.text("partnership_id"), by.day("due_on")],
    },
    where,
  });
  // Under several things it is counted for all of them at once: what is asked alike is counted together.
  const name = `reporting rates ${asOf} ${JSON.stringify([args.where, args.synthetic])} ${under?.on(asOf).sql ?? ""}`;
  const rates = (): Promise<ReportingRates> =>
    context
      .loader<string, ReportingRates>(name, async (parents) => {
        const all = join([knownOn(asOf), ...where, ...inventedOrNot(args.synthetic)], " and ");
        const said = sql`count(*) as total, count(*) filter (where s.status = 'EXPECTED') as expected, count(*) filter (where s.status = 'ON_TIME') as "onTime",
          count(*) filter (where s.status = 'LATE') as late, count(*) filter (where s.status = 'MISSING') as missing`;
        const each = sql`cross join lateral (select ${statusOf(asOf)} as status from ${receivedOn(asOf)} came) s`;
        const rows = await context.rows.all<Record<"n" | "total" | "expected" | "onTime" | "late" | "missing", string>>(
          under
            ? sql`select p.n, ${said} from unnest(${parents}::text[]) with ordinality as p(v0, n) join indicators.expectation t on ${under.on(asOf)} ${each} where ${all} group by p.n`
            : sql`select 1 as n, ${said} from indicators.expectation t ${each} where ${all}`,
        );
        const found = new Map(rows.map((row) => [Number(row.n), row]));
        return parents.map((_, i) => {
          const row = found.get(i + 1);
          const [total, expected, onTime, late, missing] = [row?.total, row?.expected, row?.onTime, row?.late, row?.missing].map((n) => Number(n ?? 0));
          return Object.assign(new ReportingRates(), { total, expected, onTime, late, missing });
        });
      })
      .load(under?.values[0] ?? "");
  return { ...page, rates };
}
