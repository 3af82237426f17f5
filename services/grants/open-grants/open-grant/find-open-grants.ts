/** Finds what is published by the 360Giving Data Standard, and what cannot be: awards, re-grants and imported grants, as the caller may see them. */
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { GapReason, type StoredGap } from "../../../../kernel/facts/facts.js";
import { PageArgs, type Page } from "../../../../kernel/lists/connection.js";
import { oneOf } from "../../../../kernel/lists/filters.js";
import { asOfDay, inventedOrNot, pageOf } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { boundsOf, FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import type { JsonObject } from "../standard/judge-open-grant.js";
import { ANSWERED_AT_MOST, titleOf, valuesOf, type Way } from "../standard/columns.js";
import { grantOf, type OpenGrantRow } from "./make-open-grant.js";
import { allocationChain, paidOfAward, passedOnTo, regrantsOfAllocations, regrantsOfAwards } from "./pass-on.js";
import { MissingField, OpenGrant, OpenGrantLeftOut, OpenGrantSource } from "./open-grant.js";

/** Which of them to show. */
@InputType({ description: "Which grants to show: all conditions hold together." })
export class OpenGrantFilter {
  @Field(() => [OpenGrantSource], { nullable: true, description: "Made of these; of awards and allocations where left out." })
  source?: OpenGrantSource[];

  @Field(() => [ID], { nullable: true, description: "For a partnership of one of these PCC areas, or imported by the office of one." })
  pccArea?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "Of awards those whose years overlap this financial year, of re-grants those of it, of imported grants those awarded in it." })
  year?: string;
}

/** What their lists take. */
@ArgsType()
export class OpenGrantsArgs extends PageArgs {
  @Field(() => OpenGrantFilter, { nullable: true, description: "Which grants to show." })
  where?: OpenGrantFilter;
}

/** A page of grants, and the columns of them all. */
export interface OpenGrantPage extends Page<OpenGrant> {
  columns(): Promise<string[]>;
}

/** The columns of grants that are the hub's own. */
const COLUMNS: readonly Way[] = [
  ["id"],
  ["title"],
  ["description"],
  ["currency"],
  ["amountAppliedFor"],
  ["amountAwarded"],
  ["amountDisbursed"],
  ["awardDate"],
  ["plannedDates", 0, "startDate"],
  ["plannedDates", 0, "endDate"],
  ["recipientOrganization", 0, "id"],
  ["recipientOrganization", 0, "name"],
  ["recipientOrganization", 0, "organisationType"],
  ["recipientOrganization", 0, "charityNumber"],
  ["recipientOrganization", 0, "companyNumber"],
  ["fundingOrganization", 0, "id"],
  ["fundingOrganization", 0, "name"],
  ["grantProgramme", 0, "code"],
  ["grantProgramme", 0, "title"],
  ["relatedActivity", 0],
  ["regrantType"],
  ["dateModified"],
];

/** The grants that can be published. */
export function findOpenGrants(context: Context, args: OpenGrantsArgs, info: GraphQLResolveInfo): OpenGrantPage {
  const asOf = asOfDay(context, args.asOf);
  const sources = sourcesOf(args.where);
  const where = [sql`t.missing = '{}'`, ...conditionsOf(args.where)];
  const from = openGrantRows(asOf, sources);
  let known: Promise<string[]> | undefined;
  const columns = (): Promise<string[]> => (known ??= columnsOf(context, asOf, sources, [knownOn(asOf), ...where, ...inventedOrNot(args.synthetic)]));
  const page = pageOf(context, {
    noun: OpenGrant,
    args,
    info,
    orders: { ID: [] },
    where,
    rows: {
      from,
      select: raw("t.*"),
      read: (row) =>
        Object.assign(new OpenGrant(), {
          id: row["id"],
          asOf,
          source: row["source"],
          grant: (prefix: string) => grantOf(row as unknown as OpenGrantRow, prefix),
          cells: async (grant: JsonObject) => cellsOf(grant, await columns()),
        }),
    },
  });
  return { ...page, columns };
}

/** What cannot be published, and why. */
export function findOpenGrantsLeftOut(context: Context, args: OpenGrantsArgs, info: GraphQLResolveInfo): Page<OpenGrantLeftOut> {
  const asOf = asOfDay(context, args.asOf);
  return pageOf(context, {
    noun: OpenGrantLeftOut,
    args,
    info,
    orders: { ID: [] },
    where: [sql`t.missing <> '{}'`, ...conditionsOf(args.where)],
    rows: {
      from: openGrantRows(asOf, sourcesOf(args.where)),
      select: raw("t.id, t.source, t.partnership_id, t.missing, t.gaps"),
      read: (row) =>
        Object.assign(new OpenGrantLeftOut(), {
          id: row["id"],
          asOf,
          source: row["source"],
          partnershipId: row["partnership_id"],
          missing: (row["missing"] as string[]).map((field) => whyMissing(field, row["gaps"] as StoredGap[])),
        }),
    },
  });
}

/** The sources that a filter asks for. */
export function sourcesOf(where?: OpenGrantFilter): readonly OpenGrantSource[] {
  return where?.source ?? [OpenGrantSource.AWARD, OpenGrantSource.ALLOCATION];
}

/** What a filter asks of a row. */
export function conditionsOf({ pccArea, year }: OpenGrantFilter = {}): Sql[] {
  const bounds = year == null ? null : boundsOf(readFinancialYear(year, "where.year"));
  return [...oneOf("pcc_area_id", pccArea, "where.pccArea"), ...(bounds ? [sql`t.period_from <= ${bounds.to}::date and t.period_to >= ${bounds.from}::date`] : [])];
}

/** The field of the hub that a field of the standard is made of. */
const MADE_OF: Readonly<Record<string, { field: string; says: string }>> = {
  description: { field: "purpose", says: "Nothing says what it is for." },
  awardDate: { field: "awardDate", says: "Neither an application nor an agreement says when it was awarded." },
  recipientOrganization: { field: "recipient", says: "Nothing says which organisation receives it." },
  fundingOrganization: { field: "funder", says: "Nothing says whose money it is." },
};

function whyMissing(field: string, gaps: readonly StoredGap[]): MissingField {
  const { field: own, says } = MADE_OF[field]!;
  const { reason, explanation } = gaps.find((gap) => gap.field === own) ?? { reason: GapReason.NOT_HELD, explanation: says };
  return Object.assign(new MissingField(), { field, reason, explanation });
}

/** The rows of these sources, as they were known on a day: a table expression. */
export function openGrantRows(asOf: Day, sources: readonly OpenGrantSource[]): Sql {
  const all = { [OpenGrantSource.AWARD]: awardRows, [OpenGrantSource.ALLOCATION]: allocationRows, [OpenGrantSource.PUBLISHED_GRANT]: publishedRows };
  const asked = Object.values(OpenGrantSource).filter((source) => sources.includes(source));
  // An empty list of sources finds nothing, as it says.
  return asked.length ? sql`(${join(asked.map((source) => all[source](asOf)), " union all ")})` : sql`(${sql`select * from ${awardRows(asOf)} none where false`})`;
}

/** A text that is null where it is a JSON null, with the type that a union needs. */
const NONE = raw("null::text");

/** The organisation of an id, under its name then. */
function organisation(asOf: Day, alias: string, id: Sql): Sql {
  return sql`left join grants.organisation_told ${raw(alias)} on ${raw(alias)}.id = ${id} and ${knownOn(asOf, raw(alias))}`;
}

/** What is missing of a row: the fields of the standard that cannot be told. */
function missing(description: Sql, awardDate: Sql, recipientName: Sql, funderName: Sql): Sql {
  return sql`array_remove(array[
    case when coalesce(${description}, '') = '' then 'description' end,
    case when ${awardDate} is null then 'awardDate' end,
    case when ${recipientName} is null then 'recipientOrganization' end,
    case when ${funderName} is null then 'fundingOrganization' end], null)`;
}

function awardRows(asOf: Day): Sql {
  const until = sql`(${asOf}::date + 1)::timestamp at time zone 'UTC'`;
  return sql`
    select 'AWARD' as source, a.id, a.known_from, a.known_to, a.document_id, a.gaps, a.partnership_id, grants.pcc_area_of(a.partnership_id) as pcc_area_id,
      ${missing(raw("a.purpose"), raw("made.award_date"), raw("recipient.name"), raw("funder.name"))} as missing,
      a.purpose as description, a.awarded_pence as amount_pence, a.awarded_currency as amount_currency, made.award_date, made.requested_pence, paid.pence as paid_pence, paid.known_from as paid_known_from,
      a.period_from, a.period_to, a.recipient_id, recipient.name as recipient_name, recipient.org_id as recipient_org_id,
      f.funder_id, funder.name as funder_name, funder.org_id as funder_org_id, a.fund_id, f.name as fund_name,
      ${NONE} as award_id, coalesce(passed.level, 0) as regrants, null::jsonb as published
    from grants.award a
    left join grants.fund f on f.id = a.fund_id and ${knownOn(asOf, raw("f"))}
    left join ${regrantsOfAwards(asOf)} passed on passed.award_id = a.id
    ${organisation(asOf, "recipient", raw("a.recipient_id"))}
    ${organisation(asOf, "funder", raw("f.funder_id"))}
    cross join lateral (
      select
        -- When it was decided: as its application tells, else its agreement; what tells neither counts as made when it was agreed.
        coalesce(
          (select min(p.state_on) from grants.application p where p.award_id = a.id and p.state = 'AWARDED' and ${knownOn(asOf, raw("p"))}),
          (select min(g.state_on) from grants.agreement g where g.award_id = a.id and g.state = 'AWARDED' and g.known_from < ${until}),
          (select g.agreed_on from grants.agreement g where g.award_id = a.id and ${knownOn(asOf, raw("g"))})) as award_date,
        (select sum(p.requested_pence) from grants.application p where p.award_id = a.id and p.state = 'AWARDED' and ${knownOn(asOf, raw("p"))}) as requested_pence) made
    cross join lateral ${paidOfAward(asOf, raw("a.id"))} paid`;
}

/** Allocations that go to another organisation than the one that pays them. Those that the hub recorded itself were made on the day on which it first did. */
function allocationRows(asOf: Day): Sql {
  return sql`
    select 'ALLOCATION' as source, x.id, x.known_from, x.known_to, x.document_id, x.gaps, x.partnership_id, grants.pcc_area_of(x.partnership_id) as pcc_area_id,
      ${missing(raw("coalesce(x.purpose, s.purpose)"), raw("made.award_date"), raw("recipient.name"), raw("funder.name"))} as missing,
      coalesce(x.purpose, s.purpose) as description, x.amount_pence, x.amount_currency, made.award_date, null::numeric as requested_pence, paid.pence as paid_pence, paid.known_from as paid_known_from,
      make_date(left(x.year, 4)::int, 4, 1) as period_from, make_date(left(x.year, 4)::int + 1, 3, 31) as period_to, x.recipient_id, recipient.name as recipient_name, recipient.org_id as recipient_org_id,
      c.payer as funder_id, funder.name as funder_name, funder.org_id as funder_org_id, a.fund_id, f.name as fund_name,
      x.award_id, coalesce(passed.level, 0) as regrants, null::jsonb as published
    from grants.allocation x
    join ${allocationChain(asOf)} c on c.id = x.id and c.is_regrant
    left join grants.award a on a.id = x.award_id and ${knownOn(asOf, raw("a"))}
    left join grants.fund f on f.id = a.fund_id and ${knownOn(asOf, raw("f"))}
    left join grants.service s on s.id = x.service_id and ${knownOn(asOf, raw("s"))}
    left join ${regrantsOfAllocations(asOf)} passed on passed.id = x.id
    ${organisation(asOf, "recipient", raw("x.recipient_id"))}
    ${organisation(asOf, "funder", raw("c.payer"))}
    cross join lateral (select grants.allocation_made_on(x.id) as award_date) made
    cross join lateral ${passedOnTo(asOf, raw("x.id"), raw("coalesce(x.parent_id, x.award_id)"))} paid`;
}

function publishedRows(): Sql {
  return sql`
    select 'PUBLISHED_GRANT' as source, g.id, g.known_from, g.known_to, g.document_id, g.gaps, ${NONE} as partnership_id, g.pcc_area_id, '{}'::text[] as missing,
      g.description, g.amount_pence, g.amount_currency, g.award_date, null::numeric as requested_pence, null::numeric as paid_pence, null::timestamptz as paid_known_from,
      g.award_date as period_from, g.award_date as period_to, ${NONE} as recipient_id, g.recipient_name, g.recipient_org_id,
      ${NONE} as funder_id, g.funder_name, g.funder_org_id, ${NONE} as fund_id, ${NONE} as fund_name,
      ${NONE} as award_id, 0 as regrants,
      jsonb_build_object('identifier', g.identifier, 'title', g.title, 'recipientType', g.recipient_type, 'programmeCode', g.programme_code, 'programmeTitle', g.programme_title,
        'plannedStart', g.planned_start, 'plannedEnd', g.planned_end, 'regrantType', g.regrant_type, 'other', coalesce(g.other, '{}')) as published
    from grants.published_grant g`;
}

/** The columns that a table of these grants needs: those of the hub's own, and of imported grants all that they say besides. */
async function columnsOf(context: Context, asOf: Day, sources: readonly OpenGrantSource[], conditions: readonly Sql[]): Promise<string[]> {
  const own = COLUMNS.map(titleOf);
  if (!sources.includes(OpenGrantSource.PUBLISHED_GRANT)) return own;
  const rows = await context.rows.all<{ way: Way }>(sql`
    with recursive step(way, value) as (
      select '[]'::jsonb, t.published -> 'other' from ${openGrantRows(asOf, [OpenGrantSource.PUBLISHED_GRANT])} t where ${join([...conditions], " and ")}
      union all
      select s.way || below.key, below.value from step s cross join lateral (
        select to_jsonb(o.key), o.value from jsonb_each(case jsonb_typeof(s.value) when 'object' then s.value else '{}' end) o
        union all
        select to_jsonb(l.n - 1), l.value from jsonb_array_elements(case jsonb_typeof(s.value) when 'array' then s.value else '[]' end) with ordinality as l(value, n)
      ) as below(key, value))
    select distinct way from step where jsonb_typeof(value) not in ('object', 'array') order by way limit ${ANSWERED_AT_MOST + 1}`);
  refuseUnless(rows.length <= ANSWERED_AT_MOST, "TOO_MANY_COLUMNS", { field: "where", detail: `The grants asked for have more than ${ANSWERED_AT_MOST}.` });
  return [...new Set([...own, ...rows.map(({ way }) => titleOf(way))])];
}

/** The cells of a grant under columns. */
export function cellsOf(grant: JsonObject, columns: readonly string[]): (string | null)[] {
  const said = new Map([...valuesOf(grant)].map(({ way, value }) => [titleOf(way), value === null ? null : String(value)]));
  return columns.map((title) => said.get(title) ?? null);
}
