/** Says which returns are expected of an award: one for each quarter of its years, and a final one. */
import sql from "sql-template-tag";
import { Field, ID, InputType, Int } from "type-graphql";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { addDays, type Day } from "../../../../kernel/values/day.js";
import { boundsOf } from "../../../../kernel/values/financial-year.js";
import { PeriodKind } from "../../../../kernel/values/period.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { recordSet, type Standing } from "../record-set.js";
import { importReturnExpectations } from "./import-return-expectations.js";
import { ReturnKind } from "./return-expectation.js";

/** Days after the end of a period by which a return is due, where nobody says otherwise. */
const DUE_AFTER_DAYS = 30;

@InputType({ description: "Which returns are expected of an award: one of spend for each quarter of its years, and a final one." })
export class ExpectedReturnsInput {
  @Field(() => ID, { description: "The award." })
  award!: string;

  @Field(() => ID, { nullable: true, description: "The allocation of the award that is to be told of; left out where it is the award as a whole." })
  allocation?: string | null;

  @Field(() => Int, { nullable: true, description: `Days after the last day of a quarter by which its return is due: 0 to 366; ${DUE_AFTER_DAYS} where left out.` })
  dueAfterDays?: number | null;

  @Field(() => Int, { nullable: true, description: "Days after the last day of the award's last year by which the final return is due: 0 to 366; as many as for a quarter where left out." })
  finalDueAfterDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: "Whether what was withdrawn is expected again; left out: it stays withdrawn." })
  withdrawnToo?: boolean | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see the expectations, of those who may see the award. Left out: all of them, when they are new; as they were, when they change. On an award that is not published they are published with the award." })
  visibility?: Visibility | null;
}

interface Expected {
  kind: ReturnKind;
  period: string;
  from: Day;
  dueOn: Day;
}

interface StandingExpectation extends Standing {
  kind: ReturnKind;
  from: Day;
}

/** Says so once for its key; answers the expectations as they were written. Said again, after the award was varied, it adds and mends what is new. */
export function expectReturns(context: Context, input: ExpectedReturnsInput, expectedVersion: number, idempotencyKey: string): Promise<{ written: Written[] }> {
  const { award, allocation = null, visibility } = input;
  for (const [name, id] of Object.entries({ award, allocation })) refuseUnless(!id?.includes("\u0000"), "MALFORMED_TEXT", { field: `input.${name}` });
  const dueAfter = daysOf(input.dueAfterDays ?? DUE_AFTER_DAYS, "input.dueAfterDays");
  const finalDueAfter = daysOf(input.finalDueAfterDays ?? dueAfter, "input.finalDueAfterDays");
  return actOnce(context, { verb: "expectReturns", idempotencyKey, said: [input, expectedVersion] }, async (client) => {
    const { rows } = await client.query<{ years: string[] }>(`select array(select y ->> 'year' from jsonb_array_elements(annual_amounts) y order by 1) as years from grants.award where id = $1 and known_to is null`, [award]);
    const years = rows[0]?.years;
    refuseUnless(years?.length, "UNKNOWN_REFERENCE", { field: "input.award" });
    const expected = expectedIn(years, dueAfter, finalDueAfter);
    return recordSet<StandingExpectation>(context, client, {
      declaration: importReturnExpectations,
      prefix: "return-expectation",
      standing: sql`select id, version, kind, period_from::text as "from" from grants.return_expectation where award_id = ${award} and allocation_id is not distinct from ${allocation} and known_to is null`,
      things: (standing) =>
        expected.map(({ kind, period, from, dueOn }) => ({
          // Of final returns there is one, however the years of the award change.
          changes: standing.find((each) => each.kind === kind && (kind === ReturnKind.FINAL || each.from === from))?.id,
          cells: { award, allocation, kind, period, due_on: dueOn, withdrawn: input.withdrawnToo ? "NO" : null, visibility },
        })),
      // The kinds and periods follow from the years of the award.
      field: (column) => `input.${{ due_on: "dueAfterDays", kind: "award", period: "award" }[column] ?? column.replace(/_id$/, "")}`,
      expectedVersion,
    });
  });
}

function daysOf(days: number, field: string): number {
  refuseUnless(days >= 0 && days <= 366, "DAYS_OUT_OF_RANGE", { field, detail: `Given: ${days}.` });
  return days;
}

/** The quarters of some years, and their whole. */
function expectedIn(years: readonly string[], dueAfter: number, finalDueAfter: number): Expected[] {
  const quarters = years.flatMap((year) =>
    [1, 2, 3, 4].map((quarter): Expected => {
      const start = Number(year.slice(0, 4));
      const [from, next] = [0, 3].map((more) => new Date(Date.UTC(start, quarter * 3 + more, 1)).toISOString().slice(0, 10)) as [Day, Day];
      return { kind: ReturnKind.SPEND, period: `${PeriodKind.FINANCIAL_QUARTER} ${year} Q${quarter}`, from, dueOn: addDays(next, dueAfter - 1) };
    }),
  );
  const [first, last] = [years[0]!, years.at(-1)!];
  const { from } = boundsOf(first);
  const { to } = boundsOf(last);
  const period = first === last ? `${PeriodKind.FINANCIAL_YEAR} ${first}` : `${PeriodKind.MULTI_YEAR} ${from}..${to}`;
  return [...quarters, { kind: ReturnKind.FINAL, period, from, dueOn: addDays(to, finalDueAfter) }];
}
