/** Finds what units of the outputs of services cost: one statement for the outputs of all services that a question asks of, one for their money. */
import sql, { raw } from "sql-template-tag";
import { ArgsType, Field } from "type-graphql";
import { knownOn } from "../../../kernel/database/rows.js";
import { seen, type Seen } from "../../../kernel/facts/seen.js";
import type { Context } from "../../../kernel/subgraph/context.js";
import { boundsOf, FinancialYearScalar, readFinancialYear } from "../../../kernel/values/financial-year.js";
import { Indicator } from "../references/indicator/indicator.js";
import { CostPerOutput, NoUnitCost } from "./cost-per-output.js";
import { findFunding } from "./find-funding.js";
import { outputOfYear, poundsPerUnit, type CountedOutput, type OutputOfYear } from "./output-of-year.js";

/** What the cost of outputs takes. */
@ArgsType()
export class CostPerOutputArgs {
  @Field(() => FinancialYearScalar, { description: "The financial year." })
  year!: string;
}

interface Kept {
  byIndicator: Map<string, CountedOutput[]>;
  upToDateAt: Date | null;
}

/** What a unit of each output of a service cost in a year, as known on the day that the service is seen on. */
export async function findCostPerOutput(context: Context, service: Seen, args: CostPerOutputArgs): Promise<CostPerOutput[]> {
  const year = readFinancialYear(args.year, "year");
  const [{ spent, unattributedSpent }, { byIndicator, upToDateAt }] = await Promise.all([findFunding(context, "SERVICE", service, { year }), outputsOf(context, service)]);
  const bounds = boundsOf(year);
  const isSplit = unattributedSpent === null || unattributedSpent.pence === "0";
  const outputs: [string | null, OutputOfYear][] = [...byIndicator].map(([indicator, values]) => [indicator, outputOfYear(values, bounds)]);
  return (outputs.length ? outputs : [[null, outputOfYear([], bounds)] as const]).map(([indicator, { quantity, reason, isWholeYear, ids }]) => {
    const costPerUnit = spent === null || !isSplit || quantity === null ? null : poundsPerUnit(BigInt(spent.pence), quantity);
    return Object.assign(new CostPerOutput(), {
      year,
      indicator: indicator === null ? null : seen(Indicator, indicator, service.asOf),
      quantity,
      isWholeYear,
      spent,
      costPerUnit,
      reason: costPerUnit !== null ? null : !isSplit ? NoUnitCost.SPEND_NOT_SPLIT : spent === null ? NoUnitCost.NO_SPEND_RECORDED : reason === null ? NoUnitCost.OUTPUT_IS_ZERO : NoUnitCost[reason],
      observationIds: ids,
      upToDateAt,
    });
  });
}

function outputsOf(context: Context, { id, asOf }: Seen): Promise<Kept> {
  return context
    .loader<string, Kept>(`outputs of services ${asOf}`, async (ids) => {
      // One row stands there in any case: the age is told where there is no output too.
      const rows = await context.rows.all<CountedOutput & { at: Date | null; service: string | null; indicator: string }>(sql`
        select age.at, o.service_id as service, o.indicator_id as indicator, o.id, o.partnership_id as partnership, o.area_id as area, o.extent, o.period_kind as kind,
          o.period_from::text as from, o.period_to::text as to, o.qualifier, o.value::text
        from (select (select up_to_date_at from grants.projection where topic = 'service_output') as at) age
          left join grants.service_output o on o.service_id = any(${ids}::text[]) and ${knownOn(asOf, raw("o"))}
        order by o.indicator_id, o.id`);
      const upToDateAt = rows[0]?.at ? new Date(rows[0].at) : null;
      const ofServices = Map.groupBy(rows, ({ service }) => service);
      return ids.map((each) => ({ byIndicator: Map.groupBy(ofServices.get(each) ?? [], ({ indicator }) => indicator), upToDateAt }));
    })
    .load(id);
}
