/** Sets the profile of a year of an award: what is planned to be spent in each part of it. */
import sql from "sql-template-tag";
import { Field, ID, InputType } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { boundsOf, FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { recordSet, type Standing } from "../record-set.js";
import { importProfileLines } from "./import-profile-lines.js";

@InputType({ description: "What is planned to be spent in a part of a year." })
class ProfileLineInput {
  @Field(() => PeriodInput, { description: "The period. Refused with PERIOD_OUTSIDE_YEAR where it is not within the year, and with DAYS_IN_COMMON where it has a day in common with another line." })
  period!: PeriodInput;

  @Field(() => DecimalScalar, { description: 'What is planned, in pounds with exactly two decimals: "1250.00"; "0.00" takes a line back.' })
  planned!: string;
}

@InputType({ description: "The profile of a year of an award, or of an allocation of it. Lines that are left out stay as they are; one that was withdrawn is planned again." })
export class ProfileInput {
  @Field(() => ID, { description: "The award." })
  award!: string;

  @Field(() => ID, { nullable: true, description: "The allocation of the award that is planned; left out where the award is planned as a whole." })
  allocation?: string | null;

  @Field(() => FinancialYearScalar, { description: "The financial year: one of those for which the award gives money." })
  year!: string;

  @Field(() => [ProfileLineInput], { description: "The lines of the year: 1 to 366." })
  lines!: ProfileLineInput[];

  @Field(() => Visibility, { nullable: true, description: "Who may see the lines, of those who may see the award. Left out: all of them, when they are new; as they were, when they change. On an award that is not published they are published with the award." })
  visibility?: Visibility | null;
}

interface Line extends Standing {
  from: string;
  to: string;
}

/** Sets a profile once for its key; answers its lines as they were written. */
export function setProfile(context: Context, input: ProfileInput, expectedVersion: number, idempotencyKey: string): Promise<{ written: Written[] }> {
  const { award, allocation = null, lines, visibility } = input;
  for (const [name, id] of Object.entries({ award, allocation })) refuseUnless(!id?.includes("\u0000"), "MALFORMED_TEXT", { field: `input.${name}` });
  const year = readFinancialYear(input.year, "input.year");
  const { from, to } = boundsOf(year);
  refuseUnless(lines.length >= 1 && lines.length <= 366, "PROFILE_SIZE_OUT_OF_RANGE", { field: "input.lines", detail: `Given: ${lines.length}.` });
  const periods = lines.map(({ period }, i) => {
    const field = `input.lines.${i}.period`;
    const written = periodAsWritten(period, field);
    refuseUnless(period.from >= from && period.to <= to, "PERIOD_OUTSIDE_YEAR", { field, detail: `${period.from} to ${period.to} is not within ${year}.` });
    return written;
  });
  return actOnce(context, { verb: "setProfile", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const { rows } = await client.query<{ given: boolean }>(`select exists (select from jsonb_array_elements(annual_amounts) y where y ->> 'year' = $2) as given from grants.award where id = $1 and known_to is null`, [award, year]);
    refuseUnless(rows[0]?.given !== false, "PERIOD_OUTSIDE_YEAR", { field: "input.year", detail: `The award gives no money for ${year}.` });
    return recordSet<Line>(context, client, {
      declaration: importProfileLines,
      prefix: "profile-line",
      standing: sql`select id, version, period_from::text as "from", period_to::text as "to" from grants.profile_line
        where award_id = ${award} and allocation_id is not distinct from ${allocation} and period_from >= ${from} and period_to <= ${to} and known_to is null`,
      things: (standing) =>
        lines.map(({ period, planned }, i) => ({
          changes: standing.find((line) => line.from === period.from && line.to === period.to)?.id,
          cells: { award, allocation, period: periods[i]!, planned, withdrawn: "NO", visibility },
        })),
      field: (column, nth) => (["period", "planned"].includes(column) ? `input.lines.${nth}.${column}` : `input.${column.replace(/_id$/, "")}`),
      expectedVersion,
    });
  });
}
