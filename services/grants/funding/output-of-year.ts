/** Adds up what was counted of one output of a service in a financial year, and divides money by it: exactly, or not at all. */
import type { Day } from "../../../kernel/values/day.js";
import { poundsOf } from "../../../kernel/values/money.js";
import { PeriodKind } from "../../../kernel/values/period.js";
import { Qualifier } from "../../../kernel/values/qualifier.js";

/** One value of an output, as it is kept. */
export interface CountedOutput {
  id: string;
  partnership: string | null;
  area: string | null;
  extent: string;
  kind: PeriodKind;
  from: Day;
  to: Day;
  qualifier: Qualifier;
  value: string;
}

/** What a year's values come to. */
export interface OutputOfYear {
  /** Null where nothing is counted, or where it cannot be added up exactly. */
  quantity: string | null;
  reason: "NO_OUTPUT_RECORDED" | "OUTPUT_NOT_EXACT" | "OUTPUT_OVERLAPS" | null;
  isWholeYear: boolean | null;
  ids: string[];
}

/** Periods that run on from where others of their kind began are never added up, and a day is no stretch of time. */
const NEVER_SUMMED = new Set([PeriodKind.ROLLING_12M, PeriodKind.YEAR_TO_DATE, PeriodKind.POINT]);

const daysOf = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

/** The output of a year: of each subject the longest periods in it that have no day in common, so that no unit counts twice. */
export function outputOfYear(values: readonly CountedOutput[], year: { from: Day; to: Day }): OutputOfYear {
  const within = values.filter(({ kind, from, to }) => from >= year.from && to <= year.to && (!NEVER_SUMMED.has(kind) || (from === year.from && to === year.to)));
  if (!within.length) return { quantity: null, reason: "NO_OUTPUT_RECORDED", isWholeYear: null, ids: [] };
  const subjects = [...Map.groupBy(within, ({ partnership, area, extent }) => JSON.stringify([partnership, area, extent])).values()];
  // Of values for several areas of one partnership, or from around it, nobody here can say that none lies in another.
  const apart = subjects.length === 1 || (subjects.every(([first]) => first!.extent === "LOCAL" && first!.partnership !== null) && new Set(subjects.map(([first]) => first!.partnership)).size === subjects.length);
  const counted = subjects.map(withoutOverlap);
  const ids = counted.flat().map(({ id }) => id).toSorted();
  const isWholeYear = counted.every((each) => each.reduce((sum, { from, to }) => sum + daysOf(from, to), 0) === daysOf(year.from, year.to));
  if (!apart) return { quantity: null, reason: "OUTPUT_OVERLAPS", isWholeYear, ids };
  if (counted.flat().some(({ qualifier }) => qualifier !== Qualifier.EQ)) return { quantity: null, reason: "OUTPUT_NOT_EXACT", isWholeYear, ids };
  return { quantity: sumOf(counted.flat().map(({ value }) => value)), reason: null, isWholeYear, ids };
}

function withoutOverlap(values: readonly CountedOutput[]): CountedOutput[] {
  const taken: CountedOutput[] = [];
  for (const each of values.toSorted((a, b) => daysOf(b.from, b.to) - daysOf(a.from, a.to) || (a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1))) {
    if (!taken.some(({ from, to }) => from <= each.to && to >= each.from)) taken.push(each);
  }
  return taken;
}

/** A decimal as a whole number of its last place. */
function wholeOf(decimal: string, places: number): bigint {
  const [whole = "0", part = ""] = decimal.split(".");
  return BigInt(whole + part.padEnd(places, "0"));
}

const placesOf = (decimals: readonly string[]): number => Math.max(...decimals.map((each) => each.split(".")[1]?.length ?? 0));

/** The exact sum of decimals, without zeros that say nothing. */
function sumOf(decimals: readonly string[]): string {
  const places = placesOf(decimals);
  const sum = decimals.reduce((total, each) => total + wholeOf(each, places), 0n);
  if (!places) return String(sum);
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, "0");
  return `${sum < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, "");
}

/** Pounds for each unit, rounded to the penny, half a penny upwards; null where there is not more than no unit. */
export function poundsPerUnit(pence: bigint, quantity: string): string | null {
  const places = placesOf([quantity]);
  const units = wholeOf(quantity, places);
  if (units <= 0n) return null;
  const twice = 2n * pence * 10n ** BigInt(places) + units;
  const whole = twice / (2n * units);
  // Division of whole numbers goes towards zero; half a penny goes up.
  return poundsOf(twice < 0n && twice % (2n * units) !== 0n ? whole - 1n : whole);
}
