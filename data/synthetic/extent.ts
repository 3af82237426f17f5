/** How far synthetic data reach: their size, what it holds one by one, and the figures drawn for it. */
import { drawn } from "./drawn.js";

/** How much to make. */
export interface Size {
  seed: number;
  /** Seven of them to a PCC area. */
  partnerships: number;
  /** Financial years, from 2015/16; two at least. In each, every partnership has a plan with four priorities, and an award with a service that it pays for. */
  years?: number;
  /** Actions of each priority; each has a project, whose progress is reported twice a year. */
  actions?: number;
  /** Indicators, one at least; each observed once a year for every partnership. */
  indicators?: number;
  /** How many of the indicators are observed by month as well. */
  monthly?: number;
  /** Funds; each PCC area has one of them. */
  funds?: number;
}

const PARTNERSHIPS_PER_AREA = 7;

/** What the files of all services rest on. */
export type Extent = ReturnType<typeof extentOf>;

/** What a size comes to; partnerships are told by `p`, years by `y`, priorities of a plan by `n`, from 1. */
export function extentOf({ seed, partnerships, years = 2, actions = 0, indicators = 3, monthly = 0, funds = 1 }: Size) {
  /** A whole number from 0 to below `most`, for what the words name. */
  const pick = (most: number, words: string): number => drawn(seed, words, most);

  function* eachPlan(): Generator<{ p: number; y: number }> {
    for (const p of upTo(partnerships)) for (const y of upTo(years)) yield { p, y };
  }
  function* eachPriority(): Generator<{ p: number; y: number; n: number }> {
    for (const plan of eachPlan()) for (const n of [1, 2, 3, 4]) yield { ...plan, n };
  }
  /** `name` is what the ids of the action, its project and its progress go on with. */
  function* eachAction(): Generator<{ p: number; y: number; n: number; number: string; name: string }> {
    for (const priority of eachPriority()) {
      const { p, y, n } = priority;
      for (const a of upTo(actions)) yield { ...priority, number: `${n}.${a + 1}`, name: `synthetic-${p}-${y}-${n}-${a}` };
    }
  }

  return {
    seed,
    partnerships,
    areas: Math.ceil(partnerships / PARTNERSHIPS_PER_AREA),
    years,
    indicators,
    monthly,
    funds,
    areaOf: (p: number): number => Math.floor(p / PARTNERSHIPS_PER_AREA),
    /** What the outcome of a partnership's priority is measured by, in each of its plans, and a service that works for it as well. */
    indicatorOf: (p: number, n: number): string => `indicator-synthetic-${(p + n) % indicators}`,
    pick,
    eachPlan,
    eachPriority,
    eachAction,
  };
}

/** The whole numbers from 0 to below a count. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

/** An id with its number; the first of its kind goes without. */
export function numbered(id: string, number: number): string {
  return number ? `${id}-${number}` : id;
}

/** The number of a partnership as its names give it: they sort by it. */
export function padded(p: number): string {
  return String(p).padStart(5, "0");
}
