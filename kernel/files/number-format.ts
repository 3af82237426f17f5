/** What a workbook's number formats make of a number: a plain figure with so many decimals, a day, or something that the file does not say in digits. */

/** How the numbers of a cell are shown. */
export type NumberForm = { shows: "FIGURE"; decimals: number } | { shows: "DAY" } | { shows: "OTHERWISE" };

/** Formats that go by a number in every workbook. Those that a country decides are left out. */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
  14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
  37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
};

/** The form of a format, by its number and what the workbook says of it. */
export function numberForm(id: number, code: string | undefined): NumberForm {
  return readCode(code ?? BUILT_IN[id]);
}

function readCode(code: string | undefined): NumberForm {
  if (code === undefined || code.length > 300) return { shows: "OTHERWISE" };
  // The part for positive numbers, without what is only printed or kept free: "text", \x, _x, *x, [Red], [$£-809].
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").split(";")[0]!.trim();
  if (/^(general|@)?$/i.test(bare)) return { shows: "FIGURE", decimals: 0 };
  if (/[ymdhs]/i.test(bare)) return { shows: /[yd]/i.test(bare) || /mmm/i.test(bare) ? "DAY" : "OTHERWISE" };
  const figure = /^[^0#?.,%/eE]*[#0?,]*[#0?](?:\.([0#?]+))?[^0#?.,%/eE]*$/.exec(bare);
  return figure ? { shows: "FIGURE", decimals: figure[1]?.match(/0/g)?.length ?? 0 } : { shows: "OTHERWISE" };
}

/** A stored number as a figure: the 15 digits that a spreadsheet keeps, with the decimals that it shows. Null where it has more digits than that. */
export function figureOf(stored: string, decimals: number): string | null {
  const value = Number(stored);
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(stored) || Math.abs(value) >= 1e15) return null;
  const [whole = "", fraction = ""] = plain(Number(value.toPrecision(15))).split(".");
  const padded = fraction.padEnd(decimals, "0");
  return padded ? `${whole}.${padded}` : whole;
}

/** Digits without an exponent. */
function plain(value: number): string {
  const text = String(Object.is(value, -0) ? 0 : value);
  return text.includes("e") ? value.toFixed(30).replace(/\.?0+$/, "") : text;
}

const DAY_MS = 86_400_000;

/** The day that a stored number stands for, counted from 1900 or 1904; null where it is none, or has a time of day. */
export function dayOf(stored: string, from1904: boolean): string | null {
  const serial = Number(stored);
  if (!Number.isInteger(serial) || serial < 0 || serial > 2_958_465) return null;
  if (from1904) return isoDay(Date.UTC(1904, 0, 1) + serial * DAY_MS);
  // Spreadsheets count a 29 February 1900 that never was: day 60.
  if (serial === 60 || serial === 0) return null;
  return isoDay(Date.UTC(1899, 11, serial < 60 ? 31 : 30) + serial * DAY_MS);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
