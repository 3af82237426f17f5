/** Finds revisions of observations: those since a day by which a value changed by more than so much. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { ArgsType, Field, Float, ID, InputType, registerEnumType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { during, oneOf } from "../../../../kernel/lists/filters.js";
import { asOfDay, pageOf } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, readDay, type Day } from "../../../../kernel/values/day.js";
import { Period, PeriodRange } from "../../../../kernel/values/period.js";
import { statusOfFigure } from "../comparison/status-against-last-year.js";
import type { ValueType } from "../indicator/indicator.js";
import { ConfidenceLevel } from "../statistic/confidence.js";
import type { ReadFigure } from "../statistic/read-figures.js";
import { aboutTheSame, PROMISED, standingTo } from "../target/standing-to-target.js";
import type { Promised } from "../target/target-range.js";
import { ObservationRevision, ObservationVersion, RevisedPart, revisionChange, type RevisionChange } from "./observation-revision.js";

enum ObservationRevisionOrderField {
  KNOWN = "KNOWN",
  CHANGE = "CHANGE",
}

registerEnumType(ObservationRevisionOrderField, {
  name: "ObservationRevisionOrderField",
  description: "What revisions are sorted by.",
  valuesConfig: {
    KNOWN: { description: "Day since which the revision is known." },
    CHANGE: { description: "By how much the value changed, in percent, up or down; from 0 is the most." },
  },
});

const ObservationRevisionOrder = orderInput("ObservationRevision", ObservationRevisionOrderField);

@InputType({ description: "Which revisions to show: all conditions hold together." })
class ObservationRevisionFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of revisions takes. */
@ArgsType()
export class ObservationRevisionsArgs extends PageArgs {
  @Field(() => DateScalar, { description: "Those known since this day, itself included (UTC). Refused with MALFORMED_DATE." })
  since!: Day;

  @Field(() => Float, { defaultValue: 5, description: "Those by which the value changed by more than so many percent, up or down. Whatever came in place of 0, and whatever was withdrawn, is among them. Refused with MALFORMED_FILTER below 0." })
  overPercent!: number;

  @Field(() => Boolean, { defaultValue: false, description: "Whether to show all of them: also those by which the value changed by less or not at all, and only its numerator, denominator, limits, qualifier or status did." })
  all!: boolean;

  @Field(() => ObservationRevisionFilter, { nullable: true, description: "Which revisions to show." })
  where?: ObservationRevisionFilter;

  @Field(() => ObservationRevisionOrder, { nullable: true, description: "How to sort; by the day since which they are known where left out." })
  orderBy?: { field: ObservationRevisionOrderField; direction: Direction };
}

/** The revisions that the arguments ask for. */
export function findObservationRevisions(context: Context, args: ObservationRevisionsArgs, info: GraphQLResolveInfo): Page<ObservationRevision> {
  const { indicator, partnership, period } = args.where ?? {};
  const since = readDay(args.since, "since");
  refuseUnless(args.overPercent >= 0 && args.overPercent <= 1e9, "MALFORMED_FILTER", { field: "overPercent", detail: `Given: ${args.overPercent}.` });
  const asOf = asOfDay(context, args.asOf);
  const version = (alias: string): string =>
    `jsonb_build_object('version', ${alias}.version, 'qualifier', ${alias}.qualifier, 'value', ${alias}.value::text, 'numerator', ${alias}.numerator::text, 'denominator', ${alias}.denominator::text,
      'publishedLower', ${alias}.published_lower::text, 'publishedUpper', ${alias}.published_upper::text, 'publishedConfidence', ${alias}.published_confidence::text, 'status', ${alias}.status,
      'id', ${alias}.id, 'indicatorId', ${alias}.indicator_id, 'partnershipId', ${alias}.partnership_id, 'areaId', ${alias}.area_id, 'serviceId', ${alias}.service_id, 'cohort', ${alias}.cohort, 'place', ${alias}.place,
      'dimension', ${alias}.dimension, 'surveyId', ${alias}.survey_id, 'periodKind', ${alias}.period_kind, 'from', ${alias}.period_from, 'to', ${alias}.period_to, 'valueType', i.value_type, 'ratePer', i.rate_per::text, 'polarity', i.polarity,
      'knownFrom', ${alias}.known_from, 'knownTo', ${alias}.known_to)`;
  return pageOf(context, {
    noun: ObservationRevision,
    args,
    info,
    orders: {
      KNOWN: [{ key: sql`(t.known_from at time zone 'UTC')::date`, type: "date" }],
      CHANGE: [{ key: sql`coalesce(abs(t.change), 1000000000000)`, type: "numeric" }],
    },
    where: [
      sql`t.known_from >= ${`${since}T00:00:00Z`}::timestamptz`,
      args.all ? sql`t.says_otherwise` : sql`(abs(t.change) > ${args.overPercent}::numeric or (t.change is null and t.value <> 0) or (t.status = 'WITHDRAWN' and t.status_before <> 'WITHDRAWN'))`,
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...during("period", period, "where.period"),
    ],
    rows: {
      from: sql`(
        select o.id || '/' || o.version as id, o.id as observation_id, o.known_from, null::timestamptz as known_to, o.document_id, o.indicator_id, o.partnership_id,
          o.period_kind, o.period_from, o.period_to, o.value, o.status, b.status as status_before, ${raw(version("b"))} as before, ${raw(version("o"))} as after,
          case when b.value <> 0 then round((o.value - b.value) / abs(b.value) * 100, 10) end as change, g.promised, i.value_type,
          (${raw(said("o"))}) is distinct from (${raw(said("b"))}) as says_otherwise
        from indicators.observation o
          join indicators.observation b on b.id = o.id and b.version = o.version - 1
          join indicators.indicator i on i.id = o.indicator_id and ${knownOn(asOf, raw("i"))}
          left join lateral (select ${PROMISED} as promised from indicators.target g where ${aboutTheSame(asOf)} order by g.known_from desc, g.id limit 1) g on true
        where o.version > 1)`,
      select: sql`t.id, t.observation_id, t.indicator_id, t.partnership_id, t.period_kind, t.period_from::text, t.period_to::text, t.before, t.after, t.change::text, t.promised, t.value_type`,
      read: (row) => revisionOf(context, row, asOf),
    },
  });
}

/** What a version says, by the part of it that a revision can change. */
const PARTS: Partial<Record<RevisedPart, keyof Version>> = {
  [RevisedPart.VALUE]: "value",
  [RevisedPart.QUALIFIER]: "qualifier",
  [RevisedPart.NUMERATOR]: "numerator",
  [RevisedPart.DENOMINATOR]: "denominator",
  [RevisedPart.PUBLISHED_LOWER]: "publishedLower",
  [RevisedPart.PUBLISHED_UPPER]: "publishedUpper",
  [RevisedPart.PUBLISHED_CONFIDENCE]: "publishedConfidence",
  [RevisedPart.STATUS]: "status",
};

/** The same as the columns of a row: two numbers are the same however many zeros they end with. */
const said = (alias: string): string => Object.keys(PARTS).map((part) => `${alias}.${part.toLowerCase()}`).join(", ");

/** A version as it is read: as statistics take it, with what is told of the version itself. */
interface Version extends ReadFigure {
  version: number;
  knownFrom: string;
  knownTo: string | null;
}

/** What of a version is shown. */
type ShownVersion = Pick<Version, "version" | "qualifier" | "value" | "numerator" | "denominator" | "publishedLower" | "publishedUpper" | "publishedConfidence" | "status" | "knownFrom" | "knownTo">;

function revisionOf(context: Context, row: Record<string, unknown>, asOf: Day): ObservationRevision {
  const [before, after] = [row["before"], row["after"]] as [Version, Version];
  const [was, is] = [before, after].map((held) => standingTo(row["promised"] as Promised | null, held, row["value_type"] as ValueType));
  return Object.assign(new ObservationRevision(), {
    id: row["id"],
    asOf,
    before: versionOf(before),
    after: versionOf(after),
    changePercent: row["change"] === null ? null : Number(row["change"]),
    said: changesOf(before, after),
    statuses: () => Promise.all([before, after].map((figure) => statusOfFigure(context, figure, { confidence: ConfidenceLevel.P95 }, asOf))),
    targetStatusBefore: was,
    targetStatusAfter: is,
    period: row["period_from"] ? Object.assign(new Period(), { kind: row["period_kind"], from: row["period_from"], to: row["period_to"] }) : null,
    observationId: row["observation_id"],
    indicatorId: row["indicator_id"],
    partnershipId: row["partnership_id"],
  });
}

function changesOf(before: Version, after: Version): RevisionChange[] {
  return (Object.entries(PARTS) as [RevisedPart, keyof Version][])
    .map(([what, part]) => revisionChange(what, before[part] as string | null, after[part] as string | null))
    .filter(({ before, after }) => withoutZeros(before) !== withoutZeros(after));
}

/** The same text for the same number: 50 and 50.0 are no change. */
function withoutZeros(text: string | null): string | null {
  return text !== null && /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

/** A version as it is shown. */
export function versionOf(version: ShownVersion): ObservationVersion {
  return Object.assign(new ObservationVersion(), { ...version, knownFrom: new Date(version.knownFrom), knownTo: version.knownTo === null ? null : new Date(version.knownTo) });
}

/** All versions of an observation that were known by a day, the first one first: one statement for all that are asked for. */
export function versionsOf(context: Context, id: string, asOf: Day): Promise<ObservationVersion[]> {
  return context
    .loader<string, ObservationVersion[]>(`versions of observations ${asOf}`, async (ids) => {
      const rows = await context.rows.all<ShownVersion & { id: string }>(sql`
        select t.id, t.version, t.qualifier, t.value::text, t.numerator::text, t.denominator::text, t.published_lower::text as "publishedLower", t.published_upper::text as "publishedUpper",
          t.published_confidence::text as "publishedConfidence", t.status, t.known_from as "knownFrom",
          case when t.known_to < (${asOf}::date + 1)::timestamp at time zone 'UTC' then t.known_to end as "knownTo"
        from indicators.observation t where t.id = any(${ids}::text[]) and t.known_from < (${asOf}::date + 1)::timestamp at time zone 'UTC' order by t.id, t.version`);
      const found = new Map<string, ObservationVersion[]>(ids.map((each) => [each, []]));
      for (const { id: of, ...version } of rows) found.get(of)!.push(versionOf(version));
      return ids.map((each) => found.get(each)!);
    })
    .load(id);
}
