/** Finds the values that moved by more than chance against the same period last year: judged before they are paged, so that every page is full and none is missed. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { empty, raw, type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { PAGE_SIZE, PageArgs, type Page } from "../../../../kernel/lists/connection.js";
import { during, inYear, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { asOfDay, inventedOrNot } from "../../../../kernel/lists/paging.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { fieldsAsked } from "../../../../kernel/subgraph/look-ahead.js";
import { isDay, type Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { PeriodKind, PeriodRange } from "../../../../kernel/values/period.js";
import { Indicator } from "../indicator/indicator.js";
import { Observation } from "../observation/observation.js";
import { twoFigures } from "../comparison/two-figures.js";
import { confidenceOf, ConfidenceLevel } from "../statistic/confidence.js";
import { ofAreas } from "../../references/pcc-area/of-areas.js";
import type { Figure } from "../statistic/figure.js";

@InputType({ description: "Of which values the changes are shown: all conditions hold together." })
class SignificantChangeFilter {
  @Field(() => [ID], { nullable: true, description: "Of indicators about one of these topics." })
  topic?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "About a partnership of one of these PCC areas, as plans tells it now, whatever the day that is asked for." })
  pccArea?: string[];

  @Field(() => [PeriodKind], { nullable: true, description: "For a period of one of these kinds." })
  kind?: PeriodKind[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "For a period that overlaps these days." })
  period?: PeriodRange;
}

/** What the list of significant changes takes. */
@ArgsType()
export class SignificantChangesArgs extends PageArgs {
  @Field(() => SignificantChangeFilter, { nullable: true, description: "Of which values." })
  where?: SignificantChangeFilter;

  @Field(() => ConfidenceLevel, { defaultValue: ConfidenceLevel.P95, description: "How sure a change has to be." })
  confidence!: ConfidenceLevel;
}

/** A value and that of a year earlier, as they are read. */
interface Pair extends Record<string, unknown> {
  place: Place;
  later: Figure;
  earlier: Figure;
}

/** Where a value stands in the order of the list: by partnership, indicator, first day and id. */
type Place = [partnership: string, indicator: string, from: Day, id: string];

/** Pairs that are read and judged at a time, so that memory does not grow with the years and partnerships asked. */
const AT_A_TIME = 5_000;

/** Kinds of period that a year lies between without a day in common. */
const KINDS = [PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.FINANCIAL_QUARTER, PeriodKind.FINANCIAL_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.ROLLING_12M, PeriodKind.YEAR_TO_DATE];

/** The values of partnerships that moved by more than chance, by partnership, indicator and period. */
export function findSignificantChanges(context: Context, args: SignificantChangesArgs, info: GraphQLResolveInfo): Page<Observation> {
  const asOf = asOfDay(context, args.asOf);
  const most = context.reading.pageSizeAtMost;
  const first = args.first ?? Math.min(PAGE_SIZE, most);
  refuseUnless(Number.isInteger(first) && first >= 1 && first <= most, "PAGE_SIZE_OUT_OF_RANGE", { field: "first", detail: `Given: ${first}; the most is ${most}.` });
  const after = args.after == null ? null : readPlace(args.after);
  const conditions = conditionsOf(args, asOf);
  let reading: Promise<Place[]> | undefined;
  const places = (): Promise<Place[]> => (reading ??= movedAfter(context, args, conditions, asOf, after, first + 1));
  const shown = async (): Promise<Place[]> => (await places()).slice(0, first);
  const fields = new Set([...fieldsAsked(info, "Observation", "nodes"), ...fieldsAsked(info, "Observation", "edges", "node")]);
  const node = async ([, , , id]: Place): Promise<Observation> => (await context.load(Observation, id, asOf, fields))!;
  return {
    nodes: async () => Promise.all((await shown()).map(node)),
    edges: async () => Promise.all((await shown()).map(async (place) => ({ cursor: writePlace(place), node: await node(place) }))),
    pageInfo: async () => {
      const page = await shown();
      return { hasNextPage: (await places()).length > first, hasPreviousPage: after !== null, startCursor: page[0] ? writePlace(page[0]) : null, endCursor: page.length ? writePlace(page.at(-1)!) : null };
    },
    totalCount: async () => (await movedAfter(context, args, conditions, asOf, null, Infinity)).length,
    gaps: () => Promise.resolve([]),
  };
}

/** Reads on from a place and judges, until there are as many changes as are wanted or no pairs are left. */
async function movedAfter(context: Context, { confidence }: SignificantChangesArgs, conditions: Sql, asOf: Day, after: Place | null, wanted: number): Promise<Place[]> {
  const sure = confidenceOf(confidence);
  const moved: Place[] = [];
  for (let last = after; ; ) {
    const pairs = (await context.rows.all<Record<string, unknown>>(statement(conditions, asOf, last))).map(asPair);
    for (const { place, later, earlier } of pairs) {
      const found = twoFigures(later, earlier, sure);
      if (!("reason" in found) && found.standing !== "SIMILAR") moved.push(place);
      if (moved.length >= wanted) return moved;
    }
    if (pairs.length < AT_A_TIME) return moved;
    last = pairs.at(-1)!.place;
  }
}

function conditionsOf({ where = {}, synthetic }: SignificantChangesArgs, asOf: Day): Sql {
  const { topic, indicator, partnership, pccArea, kind, year, period } = where;
  const all = [
    ...oneOf("indicator_id", indicator, "where.indicator"),
    ...oneOf("partnership_id", partnership, "where.partnership"),
    ...ofAreas(pccArea, "where.pccArea"),
    ...oneOf("period_kind", kind, "where.kind"),
    ...inYear("period", year, "where.year"),
    ...during("period", period, "where.period"),
    ...inventedOrNot(synthetic),
  ];
  // The indicators of a topic are named before any value is read.
  const topics = sharing("topic_ids", topic, "where.topic").map((condition) => sql`t.indicator_id in (select t.id from indicators.indicator t where ${knownOn(asOf)} and ${condition})`);
  return [...all, ...topics].reduce((joined, condition) => sql`${joined} and ${condition}`, empty);
}

const FIGURE = ["id", "qualifier", "value", "numerator", "denominator", "status"] as const;

function statement(conditions: Sql, asOf: Day, after: Place | null): Sql {
  const figure = (alias: string): Sql => raw(FIGURE.map((column) => `${alias}.${column} as "${alias}.${column}"`).join(", "));
  const beyond = after ? sql`and (t.partnership_id, t.indicator_id, t.period_from, t.id) > (${after[0]}, ${after[1]}, ${after[2]}::date, ${after[3]})` : empty;
  return sql`
    select t.partnership_id, t.indicator_id, t.period_from, i.value_type, i.rate_per, ${figure("t")}, ${figure("e")}
    from indicators.observation t
      join indicators.indicator i on i.id = t.indicator_id and ${knownOn(asOf, raw("i"))}
      join indicators.observation e on e.partnership_id = t.partnership_id and e.indicator_id = t.indicator_id and e.period_kind = t.period_kind
        and e.period_from = (t.period_from - interval '1 year')::date and e.period_to = (t.period_to + 1 - interval '1 year')::date - 1
        and e.area_id is not distinct from t.area_id and e.dimension is not distinct from t.dimension and e.survey_id is not distinct from t.survey_id
      left join indicators.area a on a.id = t.area_id and ${knownOn(asOf, raw("a"))}
    where ${knownOn(asOf)} and ${knownOn(asOf, raw("e"))} ${conditions} and t.period_kind = any(${KINDS}::text[])
      and t.extent = 'LOCAL' and (t.area_id is null or a.partnership_id = t.partnership_id)
      and t.place is null and t.cohort is null and t.service_id is null and e.place is null and e.cohort is null and e.service_id is null
      and t.status <> 'WITHDRAWN' and e.status <> 'WITHDRAWN' and t.qualifier = 'EQ' and e.qualifier = 'EQ'
      and not exists (select from indicators.series_break b where b.indicator_id = t.indicator_id and ${knownOn(asOf, raw("b"))} and b.on_day > e.period_from and b.on_day <= t.period_to
        and (b.partnership_id is null or b.partnership_id = t.partnership_id) and (b.area_id is null or b.area_id = t.area_id))
      ${beyond}
    order by t.partnership_id, t.indicator_id, t.period_from, t.id limit ${AT_A_TIME}`;
}

function asPair(row: Record<string, unknown>): Pair {
  const figure = (alias: string): Figure =>
    ({
      ...Object.fromEntries(FIGURE.map((column) => [column, row[`${alias}.${column}`]])),
      valueType: row["value_type"] as Indicator["valueType"],
      ratePer: row["rate_per"] as string | null,
      publishedLower: null,
      publishedUpper: null,
      publishedConfidence: null,
    }) as Figure;
  return { place: [row["partnership_id"], row["indicator_id"], row["period_from"], row["t.id"]] as Place, later: figure("t"), earlier: figure("e") };
}

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(["CHANGES", ...place])).toString("base64url");
}

function readPlace(cursor: string): Place {
  let parts: unknown = null;
  try {
    parts = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    // Judged below with all else that is no cursor of this list.
  }
  const sound = Array.isArray(parts) && parts.length === 5 && parts[0] === "CHANGES" && parts.every((part) => typeof part === "string" && !part.includes("\u0000")) && isDay(parts[3] as string);
  refuseUnless(sound, "MALFORMED_CURSOR", { field: "after" });
  return (parts as string[]).slice(1) as Place;
}
