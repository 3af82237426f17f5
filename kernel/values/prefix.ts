/** Prefixes: what the identifiers of a publisher of open grants begin with, as 360Giving registers it. */

/** Whether a text is a prefix that 360Giving could have registered: 360G-examplefunder. */
export function isPrefix(text: string): boolean {
  return /^360G-[A-Za-z0-9_-]{2,60}$/.test(text);
}
