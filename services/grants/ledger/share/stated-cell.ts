/** What a thing says, as the cell of a file would say it again. */
import type { StoredGap } from "../../../../kernel/facts/facts.js";

/** The text of a value; where there is none, the gap that says why. */
export function asCell(value: string | null, gaps: readonly StoredGap[], field: string): string | null {
  const gap = value === null ? gaps.find((each) => each.field === field) : undefined;
  return gap ? `?${gap.reason}: ${gap.explanation}` : value;
}
