/** Cells of a file: how each kind of value is read, and whether a cell may be empty. */
import type { NounClass } from "./context.js";
import { isDay } from "./day.js";
import { financialYear } from "./financial-year.js";
import { parsePounds } from "./money.js";
import { parsePeriod } from "./period.js";
import type { RefusalCode } from "./refusals.js";

/** What a cell comes to: the values of its database columns, or what is wrong with it. */
export type CellValue = { values: Record<string, unknown> } | { code: RefusalCode; detail?: string };

/** How the cells of one column are read. */
export interface CellReader {
  read(text: string): CellValue;
  /** Database columns that the cell fills. */
  fills: readonly string[];
  /** REQUIRED: always a value. STATED: a value, or a gap that says why there is none. OPTIONAL: may be empty and mean nothing. */
  presence: "REQUIRED" | "STATED" | "OPTIONAL";
  /** Name of the field in the API, for the gap. */
  field?: string;
  /** The noun of this service that the cell refers to: it must be known. */
  refersTo?: NounClass;
  /** The closed list that the cell takes its codes from. */
  codes?: readonly string[];
}

type CellOptions = Partial<Pick<CellReader, "presence" | "field">>;

function cell(fills: string, read: (text: string) => unknown, code: RefusalCode, options: CellOptions, detail?: string): CellReader {
  return {
    fills: [fills],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const value = read(text);
      return value === null || value === undefined ? { code, detail: detail ?? `Given: "${text.slice(0, 60)}".` } : { values: { [fills]: value } };
    },
  };
}

/** The readers of cells, by what they hold. */
export const cells = {
  text: (fills: string, options: CellOptions = {}): CellReader => cell(fills, (text) => text, "MISSING_VALUE", options),
  /** A name, title or number: at most 300 characters, since lists are sorted by it. */
  name: (fills: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (text.length <= 300 ? text : null), "NAME_TOO_LONG", options),
  /** An id, of one noun where a prefix is given. */
  id: (fills: string, prefix: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (isId(text, prefix) ? text : null), "MALFORMED_ID", options),
  /** Ids in one cell, separated by semicolons. */
  ids: (fills: string, prefix: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => listed(text, (each) => (isId(each, prefix) ? each : null)), "MALFORMED_ID", options),
  /** The id of a noun of this service, which must be known. */
  reference: (fills: string, prefix: string, noun: NounClass, options: CellOptions = {}): CellReader => ({
    ...cells.id(fills, prefix, options),
    refersTo: noun,
  }),
  /** A code of a closed list. */
  code: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell(fills, (text) => codeOf(text, codes), "UNKNOWN_CODE", options, `One of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  /** Codes in one cell, separated by semicolons. */
  codes: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell(fills, (text) => listed(text, (each) => codeOf(each, codes)), "UNKNOWN_CODE", options, `Some of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  day: (fills: string, options: CellOptions = {}): CellReader => cell(fills, (text) => (isDay(text) ? text : null), "MALFORMED_DATE", options),
  whole: (fills: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : null), "MALFORMED_NUMBER", options),
  /** A number of any precision, kept exactly as text. */
  number: (fills: string, options: CellOptions = {}): CellReader =>
    cell(fills, (text) => (/^-?\d{1,18}(\.\d{1,12})?$/.test(text) ? text : null), "MALFORMED_NUMBER", options),
  /** Pounds with two decimals. */
  money: (fills: string, options: CellOptions = {}): CellReader => ({
    fills: [`${fills}_pence`, `${fills}_currency`],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const pence = parsePounds(text);
      return pence === null
        ? { code: "MALFORMED_MONEY", detail: `Given: "${text.slice(0, 60)}".` }
        : { values: { [`${fills}_pence`]: pence.toString(), [`${fills}_currency`]: "GBP" } };
    },
  }),
  /** A sum for each of several financial years: `2017/18 400568.00; 2018/19 400568.00`. */
  annualAmounts: (fills: string): CellReader => ({
    fills: [fills],
    presence: "REQUIRED",
    read: (text) => {
      const amounts: { year: string; pence: string }[] = [];
      for (const part of text.split(";")) {
        const [yearText = "", amountText = "", ...more] = part.trim().split(/\s+/);
        const year = financialYear(yearText);
        if (!year) return { code: "MALFORMED_FINANCIAL_YEAR", detail: `Given: "${yearText.slice(0, 40)}".` };
        const pence = parsePounds(amountText);
        if (pence === null || more.length) return { code: "MALFORMED_MONEY", detail: `Given: "${part.trim().slice(0, 60)}".` };
        if (amounts.some((each) => each.year === year)) return { code: "PERIODS_OVERLAP", detail: `${year}.` };
        amounts.push({ year, pence: pence.toString() });
      }
      return { values: { [fills]: amounts } };
    },
  }),
  period: (fills: string, options: CellOptions = {}): CellReader => ({
    fills: [`${fills}_kind`, `${fills}_from`, `${fills}_to`],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    read: (text) => {
      const period = parsePeriod(text);
      return period
        ? { values: { [`${fills}_kind`]: period.kind, [`${fills}_from`]: period.from, [`${fills}_to`]: period.to } }
        : { code: "MALFORMED_PERIOD", detail: `Given: "${text.slice(0, 60)}".` };
    },
  }),
};

function isId(text: string, prefix: string): boolean {
  return text.length <= 200 && text.startsWith(`${prefix}-`) && /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text);
}

function codeOf(text: string, codes: Record<string, string>): string | null {
  return Object.hasOwn(codes, text) ? codes[text]! : null;
}

function listed(text: string, read: (each: string) => string | null): string[] | null {
  const values = text.split(";").map((each) => read(each.trim()));
  return values.includes(null) ? null : (values as string[]);
}
