/** Synthetic files of how awards are spent: a profile by quarter, the returns that are due, and what came: most in time, some late, some never. */
import { addDays } from "../../kernel/values/day.js";
import { poundsOf } from "../../kernel/values/money.js";
import { FIRST_YEAR, plansOf, year } from "./sources.js";
import { awardPence } from "./grants.js";
import type { Extent } from "./extent.js";
import { file, type Row, type SyntheticFile } from "./file.js";

const QUARTERS = [1, 2, 3, 4];

/** Days after the end of a quarter by which its return is due. */
const DUE_AFTER_DAYS = 30;

/** The files in the order in which they load, after the awards. */
export function returnsFiles(extent: Extent): SyntheticFile[] {
  const { pick, eachPlan } = extent;
  function* eachQuarter(): Generator<{ p: number; y: number; q: number; name: string; award: string }> {
    for (const { p, y } of eachPlan()) for (const q of QUARTERS) yield { p, y, q, name: `synthetic-${p}-${y}-${q}`, award: `award-synthetic-${p}-${y}` };
  }
  /** A quarter of what is awarded; the last has what is left. */
  const planned = (p: number, y: number, q: number): bigint => {
    const whole = awardPence(extent, p, y);
    return q < 4 ? whole / 4n : whole - 3n * (whole / 4n);
  };
  const lastDay = (y: number, q: number): string => new Date(Date.UTC(FIRST_YEAR + y, 3 * (q + 1), 0)).toISOString().slice(0, 10);
  const dueOn = (y: number, q: number): string => addDays(lastDay(y, q), DUE_AFTER_DAYS);

  return [
    file("grants/profile-lines", "id,award,allocation,period,planned", function* () {
      for (const { p, y, q, name, award } of eachQuarter()) yield [`profile-line-${name}`, award, "", `FINANCIAL_QUARTER ${year(y)} Q${q}`, poundsOf(planned(p, y, q)), ...plansOf(y)];
    }),
    file("grants/return-expectations", "id,award,allocation,kind,period,due_on", function* () {
      for (const { y, q, name, award } of eachQuarter()) {
        yield [`return-expectation-${name}`, award, "", "SPEND", `FINANCIAL_QUARTER ${year(y)} Q${q}`, dueOn(y, q), ...plansOf(y)];
        if (q === 4) yield [`return-expectation-${name}-final`, award, "", "FINAL", `FINANCIAL_YEAR ${year(y)}`, addDays(dueOn(y, q), 30), ...plansOf(y)];
      }
    }),
    file("grants/spend-returns", "id,award,allocation,period,spend,forecast,variance_reason,received_on,final", function* (): Generator<Row> {
      for (const { p, y, q, name, award } of eachQuarter()) {
        // When it came, and whether, is told by its place alone: another seed corrects figures, and takes nothing back.
        const turn = (p * 7 + y * 3 + q * 5) % 10;
        if (turn === 9) continue;
        // Some partnerships spend less than they planned, year after year.
        const spend = (planned(p, y, q) * BigInt(75 + pick(20, `partnership-synthetic-${p} spends`) + pick(15, `${name} spend`))) / 100n;
        const rest = QUARTERS.filter((each) => each > q).reduce((sum, each) => sum + planned(p, y, each), 0n);
        const received = addDays(dueOn(y, q), turn < 7 ? -3 * turn : 1 + 20 * (turn - 7));
        const reason = pick(2, `${name} reason`) ? "Synthetic: nobody spent it." : "";
        yield [`spend-return-${name}`, award, "", `FINANCIAL_QUARTER ${year(y)} Q${q}`, poundsOf(spend), q < 4 ? poundsOf(rest) : "", reason, received, q < 4 ? "NO" : "YES", ...plansOf(y).slice(0, 3), received];
      }
    }),
  ];
}
