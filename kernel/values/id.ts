/** Ids: small letters and digits with `-` between words; the first words name the noun, as in partnership-fenland. */

/** Whether a text is an id of that noun; the noun is written as ids begin, as in pcc-area. */
export function isId(text: string, noun: string): boolean {
  return text.length <= 200 && text.startsWith(`${noun}-`) && /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text);
}
