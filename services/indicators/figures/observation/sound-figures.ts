/** What the numbers of an observation have to be, by what the values of its indicator are: whole where they count, within their whole, and in agreement. */
import sql, { raw, type Sql } from "sql-template-tag";
import type { StagedRule } from "../../../../kernel/files/import-declaration.js";

const NUMBERS = ["value", "numerator", "denominator"] as const;

/** A rule of which the database knows the details; `cheap` leaves out, without looking at the indicator, the rows that cannot break it. */
function fault(code: StagedRule["code"], column: (typeof NUMBERS)[number], cheap: Sql, detail: Sql): StagedRule {
  return {
    column,
    code,
    about: column,
    // What was taken back stands as the record of what was said, and what is said again was judged, or not, when it was first.
    broken: sql`case when s.status <> 'WITHDRAWN' and ${cheap} and (t.id is null or (t.indicator_id, t.qualifier, t.value::text, t.numerator, t.denominator) is distinct from (s.indicator_id, s.qualifier, s.value::text, s.numerator, s.denominator)) then indicators.fault_of_figure(s.indicator_id, s.qualifier, s.value, s.numerator, s.denominator) = ${`${code} ${column}`} else false end`,
    detail,
  };
}

const said = (column: string): Sql => sql`'Given: ' || ${raw(`s.${column}`)} || '.'`;

/** Whether a number is below none. A publisher's count of a time can be: records that were cancelled are taken off in the time in which they were. */
const negative = (column: (typeof NUMBERS)[number]): Sql => (column === "value" ? sql`s.value < 0 and (select indicators.viewer_role()) in ('MEMBER', 'APP')` : raw(`s.${column} < 0`));

/** The rules; the database holds returns to the same, whichever door is used. */
export const SOUND_FIGURES: readonly StagedRule[] = [
  fault("SHARE_OUT_OF_RANGE", "value", sql`(s.value < 0 or s.value > 100)`, said("value")),
  ...NUMBERS.map((column) => fault("NEGATIVE_COUNT", column, negative(column), said(column))),
  ...NUMBERS.map((column) => fault("COUNT_NOT_WHOLE", column, raw(`s.${column} <> trunc(s.${column})`), said(column))),
  { ...fault("COUNTS_DISAGREE", "value", sql`s.numerator is not null and s.denominator is not null`, sql`s.numerator || ' of ' || s.denominator || ' is not ' || s.value || '.'`), about: "numerator" },
];
