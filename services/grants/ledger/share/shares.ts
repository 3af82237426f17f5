/** Shares of a sum: hundredths that come to 100.00, and the split that gives every penny to one of them. */

/** 100.00, in hundredths. */
export const WHOLE = 10_000n;

/** One share of a sum, by the id of whoever or whatever it falls to. */
export interface Shared {
  id: string;
  /** In hundredths of one per cent: 3334 for 33.34. Null where it has none. */
  share: bigint | null;
}

/** Reads ids with their shares, as files write them: `action-a 60.00; action-b 40.00`; null where the text has another form. An id may stand without a share. */
export function readShares(text: string): Shared[] | null {
  const shared: Shared[] = [];
  for (const part of text.split(";")) {
    const match = /^(\S+)(?:\s+(\d{1,3})\.(\d{2}))?$/.exec(part.trim());
    if (!match) return null;
    const [, id = "", whole, hundredths = ""] = match;
    shared.push({ id, share: whole === undefined ? null : BigInt(whole + hundredths) });
  }
  return shared;
}

/** Ids with their shares as files write them. */
export function sharesAsWritten(shared: readonly { id: string; share?: string | null | undefined }[]): string {
  return shared.map(({ id, share }) => (share == null ? id : `${id} ${share}`)).join("; ");
}

/** What is wrong with shares that ought to be whole: each id once, each share above nothing, all of them together 100.00; null where nothing is. */
export function unwhole(shared: readonly Shared[]): string | null {
  const twice = shared.find(({ id }, i) => shared.findIndex((other) => other.id === id) !== i);
  if (twice) return `${twice.id} stands twice.`;
  if (shared.some(({ share }) => share === null)) return "Some have a share and some have none.";
  if (shared.some(({ share }) => share === 0n)) return "A share is above 0.00.";
  const sum = shared.reduce((total, { share }) => total + share!, 0n);
  return sum === WHOLE ? null : `They sum to ${percentOf(sum)}.`;
}

/** Hundredths as a per cent with two decimals. */
export function percentOf(hundredths: bigint): string {
  const digits = hundredths.toString().padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * Splits a sum by shares that come to 100.00, by largest remainder: each gets the whole pence of its share, and the
 * pence that are left go, one each, to those that lost most by that; where two lost alike, to the one that stands first.
 */
export function splitByShares(pence: bigint, shares: readonly bigint[]): bigint[] {
  const parts = shares.map((share) => (pence * share) / WHOLE);
  const left = Number(pence - parts.reduce((sum, part) => sum + part, 0n));
  const lost = shares.map((share, i) => ({ i, remainder: (pence * share) % WHOLE }));
  lost.sort((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1));
  for (const { i } of lost.slice(0, left)) parts[i]! += 1n;
  return parts;
}
