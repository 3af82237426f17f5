/** Filters and sort keys in the one form that every list uses; each is a condition on table `t`, or none where nothing is asked. */
import sql, { raw, type Sql } from "sql-template-tag";
import { UNKNOWN_DAY, type SortKey } from "./paging.js";
import { boundsOf, readFinancialYear } from "../values/financial-year.js";
import { periodAsWritten, readRange, type PeriodInput, type PeriodRange } from "../values/period.js";
import { refuseUnless } from "../refusals.js";

const column = (name: string): Sql => raw(`t."${name}"`);

function readable(text: string, field: string): string {
  refuseUnless(!text.includes("\u0000") && text.length <= 1_000, "MALFORMED_FILTER", { field });
  return text;
}

/** The column has this value. */
export function equal(name: string, value: string | boolean | number | null | undefined, field: string): Sql[] {
  if (value === null || value === undefined) return [];
  return [sql`${column(name)} = ${typeof value === "string" ? readable(value, field) : value}`];
}

/** The column has one of these values. An empty list matches nothing, as it says. */
export function oneOf(name: string, values: readonly string[] | null | undefined, field: string): Sql[] {
  // Of one value PostgreSQL finds the rows in the order of an index, and need not sort them.
  if (values?.length === 1) return equal(name, values[0], field);
  return values ? [sql`${column(name)} = any(${values.map((value) => readable(value, field))}::text[])`] : [];
}

/** The column's list shares at least one value with these. */
export function sharing(name: string, values: readonly string[] | null | undefined, field: string): Sql[] {
  return values ? [sql`${column(name)} && ${values.map((value) => readable(value, field))}::text[]`] : [];
}

/** The period in `<name>_from` and `<name>_to` overlaps the days asked for. */
export function during(name: string, range: PeriodRange | null | undefined, field: string): Sql[] {
  if (!range) return [];
  const { from, to } = readRange(range, field);
  return [overlapping(name, from, to)];
}

/** The period in `<name>_kind`, `<name>_from` and `<name>_to` is the one asked for. */
export function exactly(name: string, period: PeriodInput | null | undefined, field: string): Sql[] {
  if (!period) return [];
  periodAsWritten(period, field);
  return [sql`${column(`${name}_kind`)} = ${period.kind} and ${column(`${name}_from`)} = ${period.from}::date and ${column(`${name}_to`)} = ${period.to}::date`];
}

/** The period overlaps the financial year asked for. */
export function inYear(name: string, year: string | null | undefined, field: string): Sql[] {
  if (year === null || year === undefined) return [];
  const { from, to } = boundsOf(readFinancialYear(year, field));
  return [overlapping(name, from, to)];
}

function overlapping(name: string, from: string, to: string): Sql {
  return sql`${column(`${name}_from`)} <= ${to}::date and ${column(`${name}_to`)} >= ${from}::date`;
}

/** Sort keys of a column that always has a value: an index on the column serves them. */
export const by = {
  text: (name: string): SortKey => ({ key: column(name), type: "text" }),
  day: (name: string): SortKey => ({ key: column(name), type: "date" }),
  whole: (name: string): SortKey => ({ key: column(name), type: "bigint" }),
  number: (name: string): SortKey => ({ key: column(name), type: "numeric" }),
};

/** Sort keys of a column that may be null: what is unknown comes first. */
export const byKnown = {
  text: (name: string): SortKey => ({ key: sql`coalesce(${column(name)}, '')`, type: "text" }),
  day: (name: string): SortKey => ({ key: sql`coalesce(${column(name)}, ${raw(`'${UNKNOWN_DAY}'`)})`, type: "date" }),
};
