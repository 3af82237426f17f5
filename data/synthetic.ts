/** Synthetic partnerships for tests and benchmarks: invented, seeded, and called so in every name and source. */

/** How much to make. */
export interface Size {
  seed: number;
  partnerships: number;
  /** Plans of each partnership, one a year; each has four priorities. */
  plans?: number;
  /** Awards to each partnership, one a year. */
  awards?: number;
  /** Indicators, each observed once a year for every partnership. */
  indicators?: number;
}

const AREAS = 6;
const FIRST_YEAR = 2015;

/** CSV files by what they import: `plans/partnerships` and so on, in the order in which they load. */
export function synthesise({ seed, partnerships, plans = 2, awards = 2, indicators = 3 }: Size): Record<string, string> {
  const random = generator(seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const source = ["document-synthetic", "Synthetic", "", "2020-01-01"];
  const files: Record<string, string[][]> = {
    "plans/documents": [
      [..."id,publisher,title,kind,period,published_from,published_to,published_note,licence".split(","), ...TAIL],
      ["document-synthetic", "Synthetic publisher", `Synthetic data, seed ${seed}`, "BOARD_REPORT", "", "2020-01-01", "2020-01-01", "Synthetic.", "", ...source],
    ],
    "plans/pcc-areas": [["id", "name", "gss_code", ...TAIL]],
    "plans/partnerships": [["id", "name", "place", "pcc_area", "gss_code", ...TAIL]],
    "plans/plans": [["id", "partnership", "title", "period", "vision", ...TAIL]],
    "plans/priorities": [["id", "plan", "number", "word", "title", "topics", "continues", "summary", ...TAIL]],
    "grants/funds": [
      ["id", "name", "funder", "purpose", ...TAIL],
      ["fund-synthetic", "Synthetic fund", "organisation-synthetic", "", ...source],
    ],
    "grants/awards": [["id", "fund", "partnership", "recipient", "awarded", "annual_amounts", "purpose", ...TAIL]],
    "indicators/indicators": [["id", "name", "definition", "unit", "value_type", "polarity", ...TAIL]],
    "indicators/observations": [
      [..."id,indicator,partnership,place,period,reported_under,qualifier,value,numerator,denominator,base,status".split(","), ...TAIL],
    ],
    "indicators/targets": [
      [..."id,indicator,partnership,place,period,kind,value,change_percent,change_number,baseline_value,baseline_period".split(","), ...TAIL],
    ],
  };
  const add = (file: string, ...row: string[]): void => void files[file]!.push([...row, ...source]);
  const yearOf = (i: number): string => `${FIRST_YEAR + i}/${String(FIRST_YEAR + i + 1).slice(2)}`;

  for (let a = 0; a < Math.min(AREAS, partnerships); a++) add("plans/pcc-areas", `pcc-area-synthetic-${a}`, `Synthetic area ${a}`, "");
  for (let i = 0; i < indicators; i++) add("indicators/indicators", `indicator-synthetic-${i}`, `Synthetic indicator ${i}`, "", "incidents", "COUNT", "LOWER_IS_BETTER");

  for (let p = 0; p < partnerships; p++) {
    const partnership = `partnership-synthetic-${p}`;
    const number = String(p).padStart(5, "0");
    add("plans/partnerships", partnership, `Synthetic partnership ${number}`, `Synthetic place ${number}`, `pcc-area-synthetic-${p % AREAS}`, "");
    for (let y = 0; y < plans; y++) {
      const plan = `plan-synthetic-${p}-${y}`;
      add("plans/plans", plan, partnership, `Synthetic plan ${yearOf(y)}`, `FINANCIAL_YEAR ${yearOf(y)}`, "");
      for (let n = 1; n <= 4; n++) {
        const earlier = y > 0 && pick(3) > 0 ? `priority-synthetic-${p}-${y - 1}-${n}` : "";
        const title = `Synthetic priority ${n}${pick(2) ? ` of ${yearOf(y)}` : ""}`;
        add("plans/priorities", `priority-synthetic-${p}-${y}-${n}`, plan, String(n), "PRIORITY", title, "PREVENTION", earlier, "");
      }
    }
    for (let y = 0; y < awards; y++) {
      const pounds = `${1_000 + pick(500_000)}.${String(pick(100)).padStart(2, "0")}`;
      add("grants/awards", `award-synthetic-${p}-${y}`, "fund-synthetic", partnership, "", pounds, `${yearOf(y)} ${pounds}`, "");
    }
    for (let i = 0; i < indicators; i++) {
      for (let y = 0; y < plans; y++) {
        const under = pick(10) === 0 ? yearOf(y + 1) : yearOf(y);
        const value = String(pick(2_000));
        add("indicators/observations", `observation-synthetic-${p}-${i}-${y}`, `indicator-synthetic-${i}`, partnership, "", `FINANCIAL_YEAR ${yearOf(y)}`, `FINANCIAL_YEAR ${under}`, "EQ", value, "", "", "", "FINAL");
      }
      const baseline = 100 + pick(1_900);
      const stated = Math.round(baseline / 20) + (pick(10) === 0 ? 5 : 0);
      add("indicators/targets", `target-synthetic-${p}-${i}`, `indicator-synthetic-${i}`, partnership, "", `FINANCIAL_YEAR ${yearOf(1)}`, "CHANGE_PERCENT", "", "5", String(stated), String(baseline), `FINANCIAL_YEAR ${yearOf(0)}`);
    }
  }
  return Object.fromEntries(Object.entries(files).map(([file, rows]) => [file, rows.map((row) => row.map(quoted).join(",")).join("\n") + "\n"]));
}

const TAIL = ["document", "section", "as_printed", "known_from"];

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Mulberry32: a small generator whose numbers are the same everywhere for the same seed. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
