/** What became of an expected value by a day: told from what was received by then, never stored. */
import sql, { raw, type Sql } from "sql-template-tag";
import { Field, Float, Int, ObjectType, registerEnumType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";

/** Whether an expected return came, and in time. */
export enum ReturnStatus {
  EXPECTED = "EXPECTED",
  ON_TIME = "ON_TIME",
  LATE = "LATE",
  MISSING = "MISSING",
  /** Of the returns of grants alone, with which this is shared. */
  WITHDRAWN = "WITHDRAWN",
}

registerEnumType(ReturnStatus, {
  name: "ReturnStatus",
  description: "Whether an expected return came, and in time, as known on the day that is asked for. Derived, never stored.",
  valuesConfig: {
    EXPECTED: { description: "Nothing was received, and it is not overdue: it may still come on the day that it is due." },
    ON_TIME: { description: "Received on the day that it was due, or before." },
    LATE: { description: "Received after the day that it was due." },
    MISSING: { description: "The day that it was due is over, and nothing was received." },
    WITHDRAWN: { description: "It is not expected any more, whatever was received. Of returns of grants alone." },
  },
});

/** How many of a list of expected values came. */
@ObjectType({ simpleResolvers: true, description: "How many of the expected values of a list came, and in time, as known on the day that is asked for: of the whole list, not of a page." })
export class ReportingRates {
  @Field(() => Int, { description: "Expected values in all." })
  total!: number;

  @Field(() => Int, { description: "Not yet due, and nothing received." })
  expected!: number;

  @Field(() => Int, { description: "Received in time." })
  onTime!: number;

  @Field(() => Int, { description: "Received after they were due." })
  late!: number;

  @Field(() => Int, { description: "Due and not received." })
  missing!: number;

  @Field(() => Float, { nullable: true, description: "Share in percent of those due or received that were received; null where none was due or received." })
  get received(): number | null {
    const due = this.onTime + this.late + this.missing;
    return due === 0 ? null : ((this.onTime + this.late) * 100) / due;
  }

  @Field(() => Float, { nullable: true, description: "Share in percent of those due or received that were received in time; null where none was due or received." })
  get inTime(): number | null {
    const due = this.onTime + this.late + this.missing;
    return due === 0 ? null : (this.onTime * 100) / due;
  }
}

/** The day on which what the row `t` expects was received; null where nothing was by that day. */
export function receivedOn(asOf: Day): Sql {
  return sql`(select indicators.received_on(t.indicator_id, t.partnership_id, t.period_kind, t.period_from, t.period_to, ${asOf}::date) as on_day offset 0)`;
}

/** What became of it. Due on a day, it may still come on that day. */
export function statusOf(asOf: Day, received = raw("came.on_day")): Sql {
  return sql`case when ${received} is null then case when t.due_on < ${asOf}::date then 'MISSING' else 'EXPECTED' end when ${received} <= t.due_on then 'ON_TIME' else 'LATE' end`;
}

/** The rows of which one of these is true on the day. */
export function withStatus(statuses: readonly ReturnStatus[] | null | undefined, asOf: Day): Sql[] {
  return statuses ? [sql`(select ${statusOf(asOf)} from ${receivedOn(asOf)} came) = any(${statuses}::text[])`] : [];
}

/** What became of one expectation, and the value that answers it, as far as the caller may see that. */
export interface Outcome {
  status: ReturnStatus;
  receivedOn: Day | null;
  observation: string | null;
}

/** What became of an expectation by a day: one statement for all that are asked for. */
export function outcomeOf(context: Context, id: string, asOf: Day): Promise<Outcome> {
  return context
    .loader<string, Outcome>(`outcome of expectations ${asOf}`, async (ids) => {
      const rows = await context.rows.all<Outcome & { id: string }>(sql`
        select t.id, ${statusOf(asOf)} as status, came.on_day::text as "receivedOn", (
          select o.id from indicators.observation o
          where o.partnership_id = t.partnership_id and o.indicator_id = t.indicator_id and o.period_from = t.period_from and o.period_to = t.period_to
            and o.period_kind = t.period_kind and o.status <> 'WITHDRAWN' and ${knownOn(asOf, raw("o"))}
          order by o.dimension nulls first, o.cohort nulls first, o.place nulls first, o.id limit 1) as observation
        from indicators.expectation t cross join lateral ${receivedOn(asOf)} came
        where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((each) => found.get(each)!);
    })
    .load(id);
}
