/** Judges from which day to which something holds, as files say it. */

/** What is wrong with a row that ends before it begins; nothing where it does not. */
export function inOrder(values: Record<string, unknown>): { column: string; code: "MALFORMED_PERIOD"; detail: string } | undefined {
  const { valid_from: from, valid_to: to } = values as { valid_from?: string | null; valid_to?: string | null };
  return from && to && from > to ? { column: "valid_to", code: "MALFORMED_PERIOD", detail: `${from} is later than ${to}.` } : undefined;
}
