/** Finds series: one of an indicator and a subject, or all that a partnership or an indicator has. */
import { ArgsType, Field, ID, Int } from "type-graphql";
import { AsOfArgs, PAGE_SIZE } from "../../../../kernel/lists/connection.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { DateScalar, readDay, type Day } from "../../../../kernel/values/day.js";
import { PeriodKind } from "../../../../kernel/values/period.js";
import { Polarity } from "../../../../kernel/values/polarity.js";
import { DisclosureClass, Indicator } from "../indicator/indicator.js";
import { readSeries, type SeriesRow } from "./read-series.js";
import { readSuppressed } from "./read-suppressed.js";
import { Series } from "./series.js";

/** What every field that shows series takes. */
@ArgsType()
export class SeriesArgs extends AsOfArgs {
  @Field(() => PeriodKind, { description: "Of which kind the periods are: values of different kinds are never one series." })
  kind!: PeriodKind;

  @Field(() => String, { nullable: true, description: 'The part of the whole, as in "sex=female"; all of it where left out.' })
  dimension?: string | null;

  @Field(() => ID, { nullable: true, description: "The service of which an output or result is counted; values about no service where left out." })
  service?: string | null;

  @Field(() => String, { nullable: true, description: "The group of people or things that is followed, in the words of its values; values about no cohort where left out." })
  cohort?: string | null;

  @Field(() => String, { nullable: true, description: "The place, as printed; values about the whole partnership or area where left out." })
  place?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "Leaves out values whose periods end before this day. Refused with MALFORMED_DATE." })
  from?: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "Leaves out values whose periods begin after this day. Refused with MALFORMED_DATE." })
  to?: Day | null;

  @Field(() => Polarity, { nullable: true, description: "Which way is better, where a plan takes it otherwise than the indicator: the `polarity` of its measure link. The indicator's own where left out; under a measure link the plan's." })
  polarity?: Polarity | null;
}

/** What a field takes that shows several series. */
@ArgsType()
export class SeveralSeriesArgs extends SeriesArgs {
  @Field(() => Int, { nullable: true, description: "Series at most: 1 to 1000, or to the operator's limit where that is less; 100 where left out. Refused with PAGE_SIZE_OUT_OF_RANGE." })
  first?: number | null;
}

/** What a partnership's series take. */
@ArgsType()
export class PartnershipSeriesArgs extends SeveralSeriesArgs {
  @Field(() => [ID], { nullable: true, description: "Of these indicators; of all that have values where left out." })
  indicator?: string[] | null;
}

/** What an indicator's series take. */
@ArgsType()
export class IndicatorSeriesArgs extends SeveralSeriesArgs {
  @Field(() => [ID], { nullable: true, description: "For these partnerships; for all that have values where left out." })
  partnership?: string[] | null;
}

/** Whose series are asked: null where it is left open. */
export interface SeriesSubject {
  indicator: string | null;
  partnership: string | null;
  area: string | null;
}

/** The series of each subject, in order; those of an open subject by indicator and partnership. */
export async function findSeries(context: Context, subjects: readonly SeriesSubject[], args: SeriesArgs, asOf: Day): Promise<Series[]> {
  const [from, to] = [args.from == null ? null : readDay(args.from, "from"), args.to == null ? null : readDay(args.to, "to")];
  const found = await Promise.all(
    subjects.map(async (subject) => {
      const rows = await readSeries(context, { ...subject, kind: args.kind, ...partOf(args), from, to }, asOf);
      return { subject, groups: grouped(subject, rows) };
    }),
  );
  const made = found.flatMap(({ subject, groups }) => groups.map(({ indicator, partnership, rows }) => oneSeries(context, { indicator, partnership, area: subject.area }, rows, args, asOf)));
  return (await Promise.all(made)).filter((series) => series !== null);
}

/** The series of several subjects, as many as a field shows. */
export async function findSeveralSeries(context: Context, subjects: readonly SeriesSubject[], args: SeveralSeriesArgs, asOf: Day): Promise<Series[]> {
  const most = context.reading.pageSizeAtMost;
  const first = args.first ?? Math.min(PAGE_SIZE, most);
  refuseUnless(Number.isInteger(first) && first >= 1 && first <= most, "PAGE_SIZE_OUT_OF_RANGE", { field: "first", detail: `Given: ${first}; the most is ${most}.` });
  // Of subjects that are named each has its series, so what lies beyond the page need not be read.
  const named = subjects.every(({ indicator, partnership, area }) => indicator !== null && (partnership !== null || area !== null));
  return (await findSeries(context, named ? subjects.slice(0, first) : subjects, args, asOf)).slice(0, first);
}

/** Of which part of the subject a series is. */
function partOf({ dimension = null, service = null, cohort = null, place = null }: SeriesArgs) {
  return { dimension, service, cohort, place };
}

interface Group {
  indicator: string;
  partnership: string | null;
  rows: SeriesRow[];
}

/** Rows come sorted: a subject that is named has one series, also where it has no values. */
function grouped({ indicator, partnership, area }: SeriesSubject, rows: SeriesRow[]): Group[] {
  if (indicator !== null && (partnership !== null || area !== null)) return [{ indicator, partnership, rows }];
  const groups: Group[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.indicator === row.indicatorId && (area !== null || last.partnership === row.partnershipId)) last.rows.push(row);
    else groups.push({ indicator: row.indicatorId, partnership: area === null ? row.partnershipId : null, rows: [row] });
  }
  return groups;
}

const ABOUT = new Set(["valueType", "ratePer", "polarity", "disclosureClass"]);

async function oneSeries(context: Context, subject: { indicator: string; partnership: string | null; area: string | null }, rows: SeriesRow[], args: SeriesArgs, asOf: Day): Promise<Series | null> {
  const indicator = await context.load(Indicator, subject.indicator, asOf, ABOUT);
  if (!indicator) return null;
  const { valueType, ratePer, polarity } = indicator;
  const { dimension, service, cohort, place } = partOf(args);
  const asked = { ...subject, kind: args.kind, dimension, service, cohort, place, from: args.from ?? null, to: args.to ?? null };
  const suppressed = indicator.disclosureClass === DisclosureClass.RESTRICTED ? await readSuppressed(context, asked, asOf) : [];
  return Object.assign(new Series(), {
    context,
    asOf,
    about: { id: subject.indicator, valueType, polarity },
    partnershipId: subject.partnership,
    areaId: subject.area,
    kind: args.kind,
    dimension,
    cohort,
    place,
    serviceId: service,
    polarity: args.polarity ?? polarity,
    suppressed,
    measured: rows.map((row) => Object.assign(row, { valueType, ratePer })),
  });
}
