/** Periods: what stretch of time a fact is about, with both ends included, and of which kind it is. */
import { Embeddable, Property } from "@mikro-orm/decorators/legacy";
import { Directive, Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { addDays, DateScalar, isDay, readDay, type Day } from "./day.js";
import { boundsOf, financialYear, financialYearOf, FinancialYearScalar } from "./financial-year.js";
import { refuseUnless } from "../refusals.js";

/** Kinds of period. Rolling and year-to-date periods overlap each other: never summed, never fed to a trend. */
export enum PeriodKind {
  MONTH = "MONTH",
  QUARTER = "QUARTER",
  FINANCIAL_QUARTER = "FINANCIAL_QUARTER",
  FINANCIAL_YEAR = "FINANCIAL_YEAR",
  CALENDAR_YEAR = "CALENDAR_YEAR",
  ROLLING_12M = "ROLLING_12M",
  YEAR_TO_DATE = "YEAR_TO_DATE",
  MULTI_YEAR = "MULTI_YEAR",
  CUSTOM = "CUSTOM",
  POINT = "POINT",
}

registerEnumType(PeriodKind, {
  name: "PeriodKind",
  description: "Of which kind a period is. ROLLING_12M and YEAR_TO_DATE periods overlap: never summed.",
  valuesConfig: {
    MONTH: { description: "One calendar month." },
    QUARTER: { description: "Three calendar months that begin in January, April, July or October." },
    FINANCIAL_QUARTER: { description: "A quarter of a financial year: the first is April to June." },
    FINANCIAL_YEAR: { description: "1 April to 31 March." },
    CALENDAR_YEAR: { description: "1 January to 31 December." },
    ROLLING_12M: { description: "Twelve months that end on any day." },
    YEAR_TO_DATE: { description: "From the beginning of a year to a day within it." },
    MULTI_YEAR: { description: "Several years." },
    CUSTOM: { description: "Any other stretch of days." },
    POINT: { description: "A single day." },
  },
});

/** A stretch of time, both ends included. */
@Directive("@shareable")
@ObjectType({ simpleResolvers: true, description: "A stretch of time, both ends included, and of which kind it is." })
@Embeddable()
export class Period {
  @Field(() => PeriodKind, { description: "Of which kind the period is." })
  @Property({ type: "text" })
  kind!: PeriodKind;

  @Field(() => DateScalar, { description: "First day of the period." })
  @Property({ type: "date" })
  from!: Day;

  @Field(() => DateScalar, { description: "Last day of the period." })
  @Property({ type: "date" })
  to!: Day;

  @Field(() => String, { description: 'The period as a person would write it: "2014/15", "July 2014", "Q4 2014/15".' })
  get label(): string {
    return labelOf(this);
  }

  @Field(() => FinancialYearScalar, {
    nullable: true,
    description: "The financial year that the whole period lies in; null where it reaches over more than one.",
  })
  get financialYear(): string | null {
    const year = financialYearOf(this.from);
    return this.to <= boundsOf(year).to ? year : null;
  }
}

/** A stretch of time that a caller asks about. */
@InputType({ description: "A stretch of time, both ends included. Refused with MALFORMED_PERIOD where `from` is later than `to`." })
export class PeriodRange {
  @Field(() => DateScalar, { description: "First day." })
  from!: Day;

  @Field(() => DateScalar, { description: "Last day." })
  to!: Day;
}

/** A period as a caller states it. */
@InputType({ description: "A stretch of time with its kind, both ends included. Refused with MALFORMED_PERIOD where the days are not those of such a period." })
export class PeriodInput extends PeriodRange {
  @Field(() => PeriodKind, { description: "What kind of period it is: a MONTH begins on its first day and ends on its last." })
  kind!: PeriodKind;
}

/** A period that a caller stated, as files write it; `field` is the argument's name for the refusal. */
export function periodAsWritten({ kind, from, to }: PeriodInput, field: string): string {
  readRange({ from, to }, field);
  const month = Number(from.slice(5, 7));
  const written: Partial<Record<PeriodKind, string>> = {
    [PeriodKind.MONTH]: from.slice(0, 7),
    [PeriodKind.QUARTER]: `${from.slice(0, 4)}-Q${Math.ceil(month / 3)}`,
    [PeriodKind.FINANCIAL_QUARTER]: `${financialYearOf(from)} Q${((Math.ceil(month / 3) + 2) % 4) + 1}`,
    [PeriodKind.FINANCIAL_YEAR]: financialYearOf(from),
    [PeriodKind.CALENDAR_YEAR]: from.slice(0, 4),
    [PeriodKind.POINT]: from,
  };
  const text = `${kind} ${written[kind] ?? `${from}..${to}`}`;
  const read = parsePeriod(text);
  refuseUnless(read?.from === from && read.to === to, "MALFORMED_PERIOD", { field, detail: `${from} to ${to} is no ${kind}.` });
  return text;
}

/** Reads a stretch of time that a caller gave; `field` is the argument's name for the refusal. */
export function readRange(range: PeriodRange, field: string): { from: Day; to: Day } {
  const from = readDay(range.from, `${field}.from`);
  const to = readDay(range.to, `${field}.to`);
  refuseUnless(from <= to, "MALFORMED_PERIOD", { field, detail: `${from} is later than ${to}.` });
  return { from, to };
}

/**
 * Reads a period as files write it, the kind first: `MONTH 2014-07`, `QUARTER 2014-Q1`, `FINANCIAL_QUARTER 2014/15 Q4`,
 * `FINANCIAL_YEAR 2014/15`, `CALENDAR_YEAR 2014`, `POINT 2015-01-31`, and every other kind as `KIND from..to`.
 */
export function parsePeriod(text: string): { kind: PeriodKind; from: Day; to: Day } | null {
  const [word, ...rest] = text.trim().split(" ");
  const body = rest.join(" ");
  const kind = Object.values(PeriodKind).find((known) => known === word);
  if (!kind) return null;
  const bounds = parseBounds(kind, body);
  return bounds && isDay(bounds.from) && isDay(bounds.to) && bounds.from <= bounds.to ? { kind, ...bounds } : null;
}

function parseBounds(kind: PeriodKind, body: string): { from: Day; to: Day } | null {
  switch (kind) {
    case PeriodKind.MONTH:
      return /^\d{4}-\d{2}$/.test(body) && isDay(`${body}-01`) ? months(`${body}-01`, 1) : null;
    case PeriodKind.QUARTER: {
      const match = /^(\d{4})-Q([1-4])$/.exec(body);
      return match && months(`${match[1]}-${String(Number(match[2]) * 3 - 2).padStart(2, "0")}-01`, 3);
    }
    case PeriodKind.FINANCIAL_QUARTER: {
      const match = /^(\S+) Q([1-4])$/.exec(body);
      const year = match && financialYear(match[1]!);
      return year ? months(monthsLater(boundsOf(year).from, (Number(match[2]) - 1) * 3), 3) : null;
    }
    case PeriodKind.FINANCIAL_YEAR: {
      const year = financialYear(body);
      return year ? boundsOf(year) : null;
    }
    case PeriodKind.CALENDAR_YEAR:
      return /^\d{4}$/.test(body) ? { from: `${body}-01-01`, to: `${body}-12-31` } : null;
    case PeriodKind.POINT:
      return { from: body, to: body };
    case PeriodKind.ROLLING_12M: {
      const range = fromTo(body);
      return range && range.to === addDays(monthsLater(range.from, 12), -1) ? range : null;
    }
    default:
      return fromTo(body);
  }
}

function fromTo(body: string): { from: Day; to: Day } | null {
  const [from, to, ...more] = body.split("..");
  return from && to && more.length === 0 && isDay(from) && isDay(to) ? { from, to } : null;
}

function monthsLater(day: Day, count: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 10);
}

function months(from: Day, count: number): { from: Day; to: Day } {
  return { from, to: addDays(monthsLater(from, count), -1) };
}

const monthAndYear = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function labelOf({ kind, from, to }: { kind: PeriodKind; from: Day; to: Day }): string {
  const month = Number(from.slice(5, 7));
  switch (kind) {
    case PeriodKind.MONTH:
      return monthAndYear.format(new Date(`${from}T00:00:00Z`));
    case PeriodKind.QUARTER:
      return `Q${Math.ceil(month / 3)} ${from.slice(0, 4)}`;
    case PeriodKind.FINANCIAL_QUARTER:
      return `Q${((Math.ceil(month / 3) + 2) % 4) + 1} ${financialYearOf(from)}`;
    case PeriodKind.FINANCIAL_YEAR:
      return financialYearOf(from);
    case PeriodKind.CALENDAR_YEAR:
      return from.slice(0, 4);
    case PeriodKind.POINT:
      return from;
    case PeriodKind.ROLLING_12M:
      return `12 months to ${to}`;
    case PeriodKind.MULTI_YEAR: {
      const [first, last] = [financialYearOf(from), financialYearOf(to)];
      return from === boundsOf(first).from && to === boundsOf(last).to ? `${first} to ${last}` : `${from} to ${to}`;
    }
    default:
      return `${from} to ${to}`;
  }
}
