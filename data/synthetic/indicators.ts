/** Synthetic files of the indicators service: places, indicators, and what is observed and aimed at. */
import { upTo, type Extent } from "./extent.js";
import { file, type SyntheticFile } from "./file.js";
import { FIRST_YEAR, month, plansOf, reference, reportOn, year } from "./sources.js";

/** The files in the order in which they load. */
export function indicatorsFiles({ partnerships, years, indicators, monthly, pick, eachPlan }: Extent): SyntheticFile[] {
  const observed = (p: number, i: number, y: number, m: number): number => pick(200, `observation-synthetic-${p}-${i}-${y}-${m} value`);
  const observedInYear = (p: number, i: number, y: number): number => upTo(12).reduce((sum, m) => sum + observed(p, i, y, m), 0);

  return [
    file("indicators/areas", "id,name,kind,gss_code,parent,partnership,pcc_area", function* () {
      for (const p of upTo(partnerships)) {
        yield [`area-synthetic-${p}`, `Synthetic place ${p}`, "LOCAL_AUTHORITY", "", "", `partnership-synthetic-${p}`, "", ...reference];
        yield [`area-synthetic-${p}-ward`, `Synthetic ward ${p}`, "WARD", "", `area-synthetic-${p}`, "", "", ...reference];
      }
    }),
    file("indicators/populations", "id,area,kind,period,count", function* () {
      for (const p of upTo(partnerships)) {
        const people = 50_000 + pick(200_000, `population-synthetic-${p} people`);
        for (const y of upTo(years)) yield [`population-synthetic-${p}-${y}`, `area-synthetic-${p}`, "MID_YEAR_ESTIMATE", `POINT ${FIRST_YEAR + y}-06-30`, people + pick(5_000, `population-synthetic-${p}-${y} more`), ...reportOn(y)];
      }
    }),
    file("indicators/surveys", "id,name,partnership,area,period,commissioned_by,method,population,respondents,approached,question", function* () {
      for (const { p, y } of eachPlan()) {
        const id = `survey-synthetic-${p}-${y}`;
        yield [id, `Synthetic survey of ${year(y)}`, `partnership-synthetic-${p}`, `area-synthetic-${p}`, `FINANCIAL_YEAR ${year(y)}`, "", "Online", "Synthetic residents", 100 + pick(900, `${id} respondents`), "", "", ...reportOn(y)];
      }
    }),
    file("indicators/indicators", "id,name,definition,unit,value_type,polarity", function* () {
      for (const i of upTo(indicators)) yield [`indicator-synthetic-${i}`, `Synthetic indicator ${i}`, "", "incidents", "COUNT", "LOWER_IS_BETTER", ...reference];
    }),
    file("indicators/observations", "id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status", function* () {
      for (const { p, y } of eachPlan()) {
        for (const i of upTo(indicators)) {
          const id = `observation-synthetic-${p}-${i}-${y}`;
          const about = [`indicator-synthetic-${i}`, `partnership-synthetic-${p}`, ""];
          // Some are reported under a year that they are not about, as in the documents.
          const under = `FINANCIAL_YEAR ${year(pick(10, `${id} under`) ? y : y + 1)}`;
          yield [id, ...about, `FINANCIAL_YEAR ${year(y)}`, under, "EQ", observedInYear(p, i, y), "", "", "", "FINAL", ...reportOn(y)];
          if (i >= monthly) continue;
          for (const m of upTo(12)) yield [`${id}-${m}`, ...about, `MONTH ${month(y, m)}`, under, "EQ", observed(p, i, y, m), "", "", "", "FINAL", ...reportOn(y)];
        }
      }
    }),
    file("indicators/targets", "id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period", function* () {
      for (const p of upTo(partnerships)) {
        for (const i of upTo(indicators)) {
          const id = `target-synthetic-${p}-${i}`;
          const baseline = observedInYear(p, i, 0);
          // Some contradict their own baseline, as in the documents.
          const change = Math.round(baseline / 20) + (pick(10, `${id} change`) ? 0 : 5);
          yield [id, `indicator-synthetic-${i}`, `partnership-synthetic-${p}`, "", `FINANCIAL_YEAR ${year(1)}`, "CHANGE_PERCENT", "", 5, change, baseline, `FINANCIAL_YEAR ${year(0)}`, ...plansOf(1)];
        }
      }
    }),
    file("indicators/vulnerable-wards", "id,partnership,plan,crime_type,ward", function* () {
      for (const { p, y } of eachPlan()) yield [`vulnerable-ward-synthetic-${p}-${y}`, `partnership-synthetic-${p}`, `plan-synthetic-${p}-${y}`, "Synthetic crime", `area-synthetic-${p}-ward`, ...plansOf(y)];
    }),
  ];
}
