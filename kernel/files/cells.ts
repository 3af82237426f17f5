/** Cells of a file: how each kind of value is read, and whether a cell may be empty. */
import type { NounClass } from "../subgraph/context.js";
import { isDay } from "../values/day.js";
import { financialYear } from "../values/financial-year.js";
import { isId } from "../values/id.js";
import { parsePounds } from "../values/money.js";
import { parsePeriod } from "../values/period.js";
import type { RefusalCode } from "../refusals.js";

/** What a cell comes to: the values of its database columns, or what is wrong with it. */
export type CellValue = { values: Record<string, unknown> } | { code: RefusalCode; detail?: string };

/** How the cells of one column are read. */
export interface CellReader {
  /** What the text comes to: the same text always to the same, which rows share and nobody changes. */
  read(text: string): CellValue;
  /** What it holds, for whoever fills the file: "text", "id `plan-…`". */
  holds: string;
  /** Database columns that the cell fills. */
  fills: readonly string[];
  /** REQUIRED: always a value. STATED: a value, or a gap that says why there is none. OPTIONAL: may be empty and mean nothing. */
  presence: "REQUIRED" | "STATED" | "OPTIONAL";
  /** Name of the field in the API, for the gap. */
  field?: string;
  /** The noun of this service that the cell refers to: it must be known. */
  refersTo?: NounClass;
  /** The nouns of this service that the cell may refer to, each by the first word of its ids: one of them must be known. */
  refersToOneOf?: Readonly<Record<string, NounClass>>;
  /** The cell holds ids of several. */
  several?: true;
  /** The closed list that the cell takes its codes from. */
  codes?: readonly string[];
  /** Of what is referred to: the column in which it must hold what this row holds there. */
  within?: string;
  /** The column takes the days of a workbook. */
  takesDays?: true;
  /** The text for a number of a workbook or of JSON, where the column wants more than its digits. */
  ofNumber?(digits: string): string;
  /** The file may lack the column. */
  mayBeAbsent?: boolean;
}

type CellOptions = Partial<Pick<CellReader, "presence" | "field">>;

function cell(holds: string, fills: string, read: (text: string) => unknown, code: RefusalCode, options: CellOptions, detail?: string): CellReader {
  return {
    holds,
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
  text: (fills: string, options: CellOptions = {}): CellReader => harmless(cell("text", fills, (text) => text, "MISSING_VALUE", options)),
  /** A name, title or number: at most 300 characters, since lists are sorted by it. */
  name: (fills: string, options: CellOptions = {}): CellReader =>
    harmless(cell("name", fills, (text) => (text.length <= 300 ? text : null), "NAME_TOO_LONG", options)),
  /** Several names in one cell, separated by semicolons. */
  names: (fills: string, options: CellOptions = {}): CellReader =>
    harmless(cell("several names", fills, (text) => listed(text, (each) => (each !== "" && each.length <= 300 ? each : null)), "NAME_TOO_LONG", options)),
  /** An id, of one noun where a prefix is given. */
  id: (fills: string, prefix: string, options: CellOptions = {}): CellReader => {
    if (fills === "id") declareFirstWord(prefix);
    return cell(`id ${formOfId(prefix)}`, fills, (text) => (isIdOf(text, prefix) ? text : null), "MALFORMED_ID", options);
  },
  /** Ids in one cell, separated by semicolons. */
  ids: (fills: string, prefix: string, options: CellOptions = {}): CellReader =>
    cell(`several ids ${formOfId(prefix)}`, fills, (text) => listed(text, (each) => (isIdOf(each, prefix) ? each : null)), "MALFORMED_ID", options),
  /** The id of a noun of this service, which must be known. */
  reference: (fills: string, prefix: string, noun: NounClass, { within, ...options }: CellOptions & { within?: string } = {}): CellReader => ({
    ...cells.id(fills, prefix, options),
    refersTo: noun,
    ...(within ? { within } : {}),
  }),
  /** The id of one of several nouns of this service, given by the first word of their ids; it must be known. */
  referenceToOneOf: (fills: string, nouns: Readonly<Record<string, NounClass>>, options: CellOptions = {}): CellReader => ({
    ...cell(`id ${Object.keys(nouns).map(formOfId).join(" or ")}`, fills, (text) => (Object.keys(nouns).some((prefix) => isIdOf(text, prefix)) ? text : null), "MALFORMED_ID", options),
    refersToOneOf: nouns,
  }),
  /** The ids of nouns of this service, separated by semicolons: each must be known. */
  references: (fills: string, prefix: string, noun: NounClass, options: CellOptions = {}): CellReader => ({ ...cells.ids(fills, prefix, options), refersTo: noun, several: true }),
  /** A code of a closed list. */
  code: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell("code", fills, (text) => codeOf(text, codes), "UNKNOWN_CODE", options, `One of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  /** Codes in one cell, separated by semicolons. */
  codes: (fills: string, codes: Record<string, string>, options: CellOptions = {}): CellReader =>
    ({ ...cell("several codes", fills, (text) => listed(text, (each) => codeOf(each, codes)), "UNKNOWN_CODE", options, `Some of: ${Object.keys(codes).join(", ")}.`), codes: Object.keys(codes) }),
  day: (fills: string, options: CellOptions = {}): CellReader => ({ ...cell("day", fills, (text) => (isDay(text) ? text : null), "MALFORMED_DATE", options), takesDays: true }),
  whole: (fills: string, options: CellOptions = {}): CellReader =>
    cell("whole number", fills, (text) => (/^-?\d{1,9}$/.test(text) ? Number(text) : null), "MALFORMED_NUMBER", options),
  /** A number of any precision, kept exactly as text. */
  number: (fills: string, options: CellOptions = {}): CellReader =>
    cell("number", fills, (text) => (/^-?\d{1,18}(\.\d{1,12})?$/.test(text) ? text : null), "MALFORMED_NUMBER", options),
  /** Pounds with two decimals. */
  money: (fills: string, options: CellOptions = {}): CellReader => ({
    holds: "money",
    fills: [`${fills}_pence`, `${fills}_currency`],
    presence: options.presence ?? "REQUIRED",
    ...(options.field ? { field: options.field } : {}),
    // A number has no pence where they are 0: a sum of money always has.
    ofNumber: (digits) => {
      const [pounds, pence = ""] = digits.split(".");
      return `${pounds}.${pence.padEnd(2, "0")}`;
    },
    read: (text) => {
      const pence = parsePounds(text);
      return pence === null
        ? { code: "MALFORMED_MONEY", detail: `Given: "${text.slice(0, 60)}".` }
        : { values: { [`${fills}_pence`]: pence.toString(), [`${fills}_currency`]: "GBP" } };
    },
  }),
  /** A sum for each of several financial years, which are put into their order: `2017/18 400568.00; 2018/19 400568.00`. */
  annualAmounts: (fills: string): CellReader => ({
    holds: "annual amounts",
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
      return { values: { [fills]: amounts.toSorted((a, b) => a.year.localeCompare(b.year)) } };
    },
  }),
  period: (fills: string, options: CellOptions = {}): CellReader => ({
    holds: "period",
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

/** What a spreadsheet would take for a formula when somebody opens an export: a figure with its sign is none. */
const FORMULA = /^([=@]|[+-](?!\s?[£$€]?\d[^=@|!*]*$))/;

/** Reads text, but none that would act in somebody's spreadsheet. */
function harmless(reader: CellReader): CellReader {
  return { ...reader, read: (text) => (FORMULA.test(text) ? { code: "FORMULA_CELL", detail: `Given: "${text.slice(0, 60)}".` } : reader.read(text)) };
}

function formOfId(prefix: string): string {
  return `\`${prefix}-…\``;
}

/** The words with which the ids of the nouns begin, as their files declare them. */
const firstWords = new Set<string>();
/** What begins with a first word and goes on, by that word: reckoned once all are declared, and not for each of many ids. */
const longerWords = new Map<string, string[]>();

function declareFirstWord(word: string): void {
  firstWords.add(word);
  longerWords.clear();
}

/** Whether a text is an id of the nouns whose ids begin so, and not of those with a longer beginning: an id tells its noun. */
function isIdOf(text: string, prefix: string): boolean {
  if (!isId(text, prefix)) return false;
  const longer = longerWords.get(prefix) ?? [...firstWords].filter((word) => word.startsWith(`${prefix}-`)).map((word) => `${word}-`);
  longerWords.set(prefix, longer);
  return !longer.some((beginning) => text.startsWith(beginning));
}

function codeOf(text: string, codes: Record<string, string>): string | null {
  return Object.hasOwn(codes, text) ? codes[text]! : null;
}

function listed(text: string, read: (each: string) => string | null): string[] | null {
  const values = text.split(";").map((each) => read(each.trim()));
  return values.includes(null) ? null : (values as string[]);
}
