/** The periods that a value is compared with: the one before it, and the same one a year earlier. */
import { addDays, type Day } from "../../../../kernel/values/day.js";
import { PeriodKind } from "../../../../kernel/values/period.js";

/** Days from one to another, both included. */
export interface Days {
  from: Day;
  to: Day;
}

const MONTHS: Partial<Record<PeriodKind, number>> = {
  [PeriodKind.MONTH]: 1,
  [PeriodKind.QUARTER]: 3,
  [PeriodKind.FINANCIAL_QUARTER]: 3,
  [PeriodKind.FINANCIAL_YEAR]: 12,
  [PeriodKind.CALENDAR_YEAR]: 12,
};

/** The period before, of the same kind; null of a kind whose periods do not follow each other. */
export function previousPeriod(kind: PeriodKind, { from }: Days): Days | null {
  const months = MONTHS[kind];
  return months ? { from: monthsLater(from, -months), to: addDays(from, -1) } : null;
}

/** The same period a year earlier; null of several years. */
export function aYearEarlier(kind: PeriodKind, { from, to }: Days): Days | null {
  if (kind === PeriodKind.MULTI_YEAR) return null;
  // A single day is the same day; of a stretch it is the day after its end that is a year earlier, so that February ends where it ends.
  return { from: monthsLater(from, -12), to: kind === PeriodKind.POINT ? monthsLater(to, -12) : addDays(monthsLater(addDays(to, 1), -12), -1) };
}

/** The day so many months later or earlier; of a month without such a day its last. */
function monthsLater(day: Day, count: number): Day {
  const [year, month, dayOfMonth] = day.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(dayOfMonth, last))).toISOString().slice(0, 10);
}
