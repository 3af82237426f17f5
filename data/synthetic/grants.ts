/** Synthetic files of the grants service: funds, their awards, and what is commissioned out of them. */
import { poundsOf } from "../../kernel/values/money.js";
import { numbered, upTo, type Extent } from "./extent.js";
import { file, type SyntheticFile } from "./file.js";
import { plansOf, reference, year } from "./sources.js";

/** What a partnership is awarded for a year, in pence. */
export function awardPence({ pick }: Extent, p: number, y: number): bigint {
  const id = `award-synthetic-${p}-${y}`;
  return BigInt(1_000 + pick(500_000, `${id} pounds`)) * 100n + BigInt(pick(100, `${id} pence`));
}

/** The files in the order in which they load. */
export function grantsFiles(extent: Extent): SyntheticFile[] {
  const { funds, areaOf, indicatorOf, pick, eachPlan } = extent;
  const fundOf = (a: number): string => numbered("fund-synthetic", a % funds);
  const councilOf = (p: number): string => `organisation-synthetic-council-${p}`;

  return [
    file("grants/funds", "id,name,funder,purpose", function* () {
      for (const f of upTo(funds)) yield [fundOf(f), `Synthetic fund ${f}`, numbered("organisation-synthetic", f), "", ...reference];
    }),
    file("grants/awards", "id,fund,partnership,recipient,awarded,annual_amounts,purpose", function* () {
      for (const { p, y } of eachPlan()) {
        const id = `award-synthetic-${p}-${y}`;
        const pounds = poundsOf(awardPence(extent, p, y));
        const recipient = pick(4, `${id} recipient`) ? councilOf(p) : "";
        yield [id, fundOf(areaOf(p)), `partnership-synthetic-${p}`, recipient, pounds, `${year(y)} ${pounds}`, "", ...plansOf(y)];
      }
    }),
    file("grants/commissioning-plans", "id,partnership,title,made,made_by,evidence,channel,channelled_through,award,purpose", function* () {
      for (const { p, y } of eachPlan()) {
        yield [`commissioning-plan-synthetic-${p}-${y}`, `partnership-synthetic-${p}`, `Synthetic commissioning plan ${year(y)}`, `FINANCIAL_YEAR ${year(y)}`, councilOf(p), "", "", "", `award-synthetic-${p}-${y}`, "Synthetic: nobody commissions it.", ...plansOf(y)];
      }
    }),
    file("grants/services", "id,name,partnership,commissioning_plan,purpose,need,provider,commissioners,scope,status,start,start_as_printed,fund,award", function* () {
      for (const { p, y } of eachPlan()) {
        const place = [`partnership-synthetic-${p}`, `commissioning-plan-synthetic-${p}-${y}`];
        yield [`service-synthetic-${p}-${y}`, `Synthetic service of ${year(y)}`, ...place, "Synthetic: it serves nobody.", "", councilOf(p), councilOf(p), "LOCAL", "COMMISSIONED", `FINANCIAL_YEAR ${year(y)}`, "", fundOf(areaOf(p)), `award-synthetic-${p}-${y}`, ...plansOf(y)];
      }
    }),
    file("grants/service-outcomes", "id,service,number,outcome,measure,indicator", function* () {
      // A service works for the first two priorities of the year's plan: it is measured by what their outcomes are.
      for (const { p, y } of eachPlan()) for (const n of [1, 2]) yield [`service-outcome-synthetic-${p}-${y}-${n}`, `service-synthetic-${p}-${y}`, n, `Synthetic outcome ${n}`, `Synthetic measure ${n}`, indicatorOf(p, n), ...plansOf(y)];
    }),
    file("grants/stated-sums", "id,partnership,nature,amount,qualifier,per,period,source,fund,award,service,use", function* () {
      for (const { p, y } of eachPlan()) {
        const id = `stated-sum-synthetic-${p}-${y}`;
        // A tenth of the award at least, and never all of it.
        const pounds = ((awardPence(extent, p, y) / 100n) * BigInt(10 + pick(90, `${id} share`))) / 100n;
        const paid = [numbered("organisation-synthetic", areaOf(p) % funds), fundOf(areaOf(p)), `award-synthetic-${p}-${y}`];
        yield [id, `partnership-synthetic-${p}`, "ALLOCATION", `${pounds}.00`, "EQ", "", `FINANCIAL_YEAR ${year(y)}`, ...paid, `service-synthetic-${p}-${y}`, "Synthetic: nobody spends it.", ...plansOf(y)];
      }
    }),
  ];
}
