/** How results are written: medians, ranges and Markdown tables. */

/** A part of the report. */
export interface Section {
  title: string;
  /** Markdown. */
  text: string;
}

/** The middle value; of an even number of them, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/** "1.5 (1.4 to 1.7)": the median, and the least and greatest where there is more than one. */
export function spread(values: readonly number[]): string {
  const range = values.length > 1 ? ` (${figure(Math.min(...values))} to ${figure(Math.max(...values))})` : "";
  return figure(median(values)) + range;
}

/** A number with as many decimals as it deserves. */
export function figure(value: number): string {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
