/**
 * How it stands with the publication of a grant, told from the award, its agreement and its conditions as of a day. The
 * Order has grants published each month, as soon as practicable after the end of the month to which they relate, and
 * names no day: the hub reads it as the end of the month that follows. See decision 29.
 */
import sql, { raw, type Sql } from "sql-template-tag";
import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import type { Award } from "../../money/award/award.js";
import { PublicationItem } from "./publication-items.js";

/** How it stands. */
export enum PublicationStatus {
  NO_AGREEMENT = "NO_AGREEMENT",
  NOT_YET_DUE = "NOT_YET_DUE",
  INCOMPLETE = "INCOMPLETE",
  OVERDUE = "OVERDUE",
  LATE = "LATE",
  COMPLETE = "COMPLETE",
}

registerEnumType(PublicationStatus, {
  name: "PublicationStatus",
  description: "How it stands with the publication of a grant at the end of the day that it is seen on. It is told from what is known and never stored.",
  valuesConfig: {
    NO_AGREEMENT: { description: "No agreement is recorded, or none that the caller may see: nothing is known of its conditions, its reasons or its publication." },
    NOT_YET_DUE: { description: "It is not agreed yet, or lacks no item, is not published, and its time is not over." },
    INCOMPLETE: { description: "It is agreed, and lacks at least one of the four items." },
    OVERDUE: { description: "It lacks no item, is not published, and its time is over." },
    LATE: { description: "It is published with the four items, and was when its time was over." },
    COMPLETE: { description: "It is published with the four items, and in time as far as the day is known on which it was agreed." },
  },
});

/** Publication of a grant. */
@ObjectType({
  simpleResolvers: true,
  description: "What a Police and Crime Commissioner has to publish of a grant, what of it is lacking, and whether it was published in time: paragraph 3(f) of the Schedule to the Elected Local Policing Bodies (Specified Information) Order 2011 (S.I. 2011/3050). It is shown for every award: whether the Order binds its funder is the funder's to say.",
})
export class Publication {
  @Field(() => PublicationStatus, { description: "How it stands." })
  status!: PublicationStatus;

  @Field(() => [PublicationItem], { description: "The items that are lacking, in the order of the Order; empty where none is." })
  missingItems!: PublicationItem[];

  @Field(() => [String], { description: "The conditions attached to the grant, in the order of their numbers; empty where there are none, or where none are stated." })
  conditions!: string[];

  @Field(() => String, { nullable: true, description: "The reasons; null where none are stated." })
  reasons!: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which the grant counts as made: that of its agreement. Null where it is not agreed, or where the source does not say." })
  madeOn!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day on which it is published in time: the end of the month after that in which it was made. Null where that is not known." })
  dueOn!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was published; null where it is not." })
  publishedOn!: Day | null;

  @Field(() => Int, { nullable: true, description: "Days by which it is, or was, published late; null where it is in time." })
  daysLate!: number | null;
}

/** How it stands with award `t` on a day: a table expression of one row. */
function standing(day: Day): Sql {
  const [a, c] = [raw("a"), raw("c")];
  const conditions = sql`array(select c.text from grants.condition c where c.award_id = t.id and ${knownOn(day, c)} order by c.number)`;
  const missing = sql`array_remove(array[
    case when not (coalesce(a.without_conditions, false) or exists (select from grants.condition c where c.award_id = t.id and ${knownOn(day, c)})) then 'CONDITIONS' end,
    case when t.recipient_id is null then 'RECIPIENT' end,
    case when coalesce(btrim(t.purpose), '') = '' then 'PURPOSE' end,
    case when coalesce(btrim(a.reasons), '') = '' then 'REASONS' end], null)`;
  const due = sql`(date_trunc('month', a.agreed_on) + interval '2 months' - interval '1 day')::date`;
  const published = sql`case when a.published_on <= ${day}::date then a.published_on end`;
  return sql`(
    select told.missing, told.conditions, told.reasons, told.made_on::text, told.due_on::text, told.published_on::text,
      case when coalesce(told.published_on, ${day}::date) > told.due_on then coalesce(told.published_on, ${day}::date) - told.due_on end as days_late,
      case
        when told.state is null then 'NO_AGREEMENT'
        when told.state = 'AWARDED' then 'NOT_YET_DUE'
        when cardinality(told.missing) > 0 then 'INCOMPLETE'
        when told.published_on > told.due_on then 'LATE'
        when told.published_on is not null then 'COMPLETE'
        when told.due_on < ${day}::date then 'OVERDUE'
        else 'NOT_YET_DUE'
      end as status
    from (
      select a.state, a.reasons, a.agreed_on as made_on, ${due} as due_on, ${published} as published_on, ${missing} as missing, ${conditions} as conditions
      from (values (1)) as one(n) left join grants.agreement a on a.award_id = t.id and ${knownOn(day, a)}
    ) told)`;
}

/** Holds for the awards `t` with whose publication it stands so on a day. */
export function publicationIs(asked: readonly PublicationStatus[] | null | undefined, day: Day): Sql[] {
  return asked ? [sql`(select p.status from ${standing(day)} p) = any(${asked}::text[])`] : [];
}

interface Row {
  id: string;
  missing: PublicationItem[];
  conditions: string[];
  reasons: string | null;
  made_on: Day | null;
  due_on: Day | null;
  published_on: Day | null;
  days_late: number | null;
  status: PublicationStatus;
}

/** How it stands with the publication of an award on the day that it is seen on; read for all awards of the request in one statement. */
export function publicationOf(context: Context, { id, asOf }: Award): Promise<Publication> {
  return context
    .loader<string, Publication>(`publication ${asOf}`, async (ids) => {
      const rows = await context.rows.all<Row>(sql`select t.id, p.* from grants.award t cross join lateral ${standing(asOf)} p where t.id = any(${ids}::text[]) and ${knownOn(asOf)}`);
      const found = new Map(rows.map(({ id: award, missing, made_on, due_on, published_on, days_late, status, conditions, reasons }) => [
        award,
        Object.assign(new Publication(), { status, missingItems: missing, conditions, reasons, madeOn: made_on, dueOn: due_on, publishedOn: published_on, daysLate: days_late }),
      ]));
      return ids.map((each) => found.get(each) ?? new Error(`The award ${each} is not there.`));
    })
    .load(id);
}
