/** A count as a rate over the population of its area: with the version of the population that it is made of, or why it cannot be made. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw } from "sql-template-tag";
import { Ctx, Field, Float, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import { knownOn } from "../../../../kernel/database/rows.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import type { Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { Population, PopulationKind } from "../../places/population/population.js";

/** Per how many a rate is where nobody says. */
const PER = 1_000;

/** Why a count is no rate. */
export enum NoRateReason {
  NOT_A_COUNT = "NOT_A_COUNT",
  WITHDRAWN = "WITHDRAWN",
  PERIOD_UNKNOWN = "PERIOD_UNKNOWN",
  PART_OF_POPULATION = "PART_OF_POPULATION",
  NO_AREA = "NO_AREA",
  SEVERAL_AREAS = "SEVERAL_AREAS",
  NO_POPULATION = "NO_POPULATION",
}

registerEnumType(NoRateReason, {
  name: "NoRateReason",
  description: "Why a value is not shown as a rate over a population.",
  valuesConfig: {
    NOT_A_COUNT: { description: "It is no number of things." },
    WITHDRAWN: { description: "Its source took the value back." },
    PERIOD_UNKNOWN: { description: "The source does not say what period it is about." },
    PART_OF_POPULATION: { description: "It is about a part of the people, a cohort, a service or a place without a boundary, of which no population is held." },
    NO_AREA: { description: "The hub does not know the area that it is about." },
    SEVERAL_AREAS: { description: "The partnership answered for several areas in the period: give the value of each." },
    NO_POPULATION: { description: "No population of the area has been imported for the period." },
  },
});

/** A count as a rate. */
@ObjectType({ simpleResolvers: true, description: "A count as a rate over the population of its area for the period, or why it cannot be one. It is a rate for the length of its period: nothing is scaled to a year." })
export class PopulationRate {
  @Field(() => Float, { nullable: true, description: "The rate: the count per so many of the population; null where it cannot be made." })
  value!: number | null;

  @Field(() => Qualifier, { description: "How exactly the count is given, and so the rate." })
  qualifier!: Qualifier;

  @Field(() => DecimalScalar, { description: "Per how many." })
  per!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "How many live there; null where that is not known." })
  populationCount!: string | null;

  @Field(() => Int, { nullable: true, description: "Which version of the population it is: it names, with its id, what the rate was made of." })
  populationVersion!: number | null;

  @Field(() => NoRateReason, { nullable: true, description: "Why there is no rate; null where there is one." })
  reason!: NoRateReason | null;

  asOf!: Day;
  populationId!: string | null;

  @Field(() => Population, { nullable: true, description: "The population; null where there is none." })
  population(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.populationId ? context.refer(Population, { id: this.populationId, asOf: this.asOf }, info) : null;
  }
}

interface Row {
  id: string;
  value_type: string;
  value: string;
  qualifier: Qualifier;
  status: string;
  rate_per: string | null;
  dated: boolean;
  part: boolean;
  areas: number;
  population_id: string | null;
  population_version: number | null;
  population_count: string | null;
  rate: string | null;
}

/** An observation as a rate over the population of its area: one statement for all that are asked for alike. */
export function rateOver(context: Context, id: string, asOf: Day, { per, of }: { per?: number | null; of?: PopulationKind | null }): Promise<PopulationRate> {
  refuseUnless(per == null || (Number.isInteger(per) && per >= 1 && per <= 1_000_000_000), "MALFORMED_FILTER", { field: "per", detail: `Given: ${per}.` });
  // Residents, as their source counts them best: counted, then estimated, then projected. Households are asked for by name.
  const kinds = of ? [of] : [PopulationKind.MID_YEAR_ESTIMATE, PopulationKind.CENSUS, PopulationKind.PROJECTION];
  return context
    .loader<string, PopulationRate>(`rates of observations ${asOf} ${per ?? ""} ${kinds.join(" ")}`, async (ids) => {
      const rows = await context.rows.all<Row>(sql`
        select o.id, i.value_type, o.value::text, o.qualifier, o.status, coalesce(${per ?? null}::numeric, i.rate_per, ${PER})::text as rate_per, o.period_from is not null as dated,
          o.dimension is not null or o.cohort is not null or o.service_id is not null or o.place is not null as part, cardinality(a.ids) as areas,
          p.id as population_id, p.version as population_version, p.count::text as population_count,
          (o.value * coalesce(${per ?? null}::numeric, i.rate_per, ${PER}) / nullif(p.count, 0))::text as rate
        from indicators.observation o
          join indicators.indicator i on i.id = o.indicator_id and ${knownOn(asOf, raw("i"))}
          cross join lateral (select case
            when o.area_id is not null then array[o.area_id]
            when o.extent <> 'LOCAL' then '{}'
            else array(
              select m.area_id from indicators.area_partnership m where m.partnership_id = o.partnership_id and ${knownOn(asOf, raw("m"))}
                and m.valid_from <= o.period_to and (m.valid_to is null or m.valid_to >= o.period_from)
              union
              select a.id from indicators.area a where a.partnership_id = o.partnership_id and ${knownOn(asOf, raw("a"))}
                and coalesce(a.valid_from <= o.period_to, true) and coalesce(a.valid_to >= o.period_from, true))
            end as ids) a
          left join lateral (
            select p.id, p.version, p.count from indicators.population p
            where cardinality(a.ids) = 1 and p.area_id = a.ids[1] and p.kind = any(${kinds}::text[]) and ${knownOn(asOf, raw("p"))}
              -- Of the days of the period; else of the financial year in which it begins; else of that calendar year.
              and (daterange(p.period_from, p.period_to, '[]') && daterange(o.period_from, o.period_to, '[]')
                or date_part('year', p.period_from - interval '3 months') = date_part('year', o.period_from - interval '3 months')
                or date_part('year', p.period_from) = date_part('year', o.period_from))
            order by daterange(p.period_from, p.period_to, '[]') && daterange(o.period_from, o.period_to, '[]') desc,
              date_part('year', p.period_from - interval '3 months') = date_part('year', o.period_from - interval '3 months') desc,
              array_position(${kinds}::text[], p.kind), p.period_from desc, p.id limit 1) p on true
        where o.id = any(${ids}::text[]) and ${knownOn(asOf, raw("o"))}`);
      const found = new Map(rows.map((row) => [row.id, row]));
      return ids.map((each) => rateOf(found.get(each)!, asOf));
    })
    .load(id);
}

function rateOf(row: Row, asOf: Day): PopulationRate {
  const reason = reasonOf(row);
  const known = reason === null;
  return Object.assign(new PopulationRate(), {
    value: known ? Number(row.rate) : null,
    qualifier: row.qualifier,
    per: row.rate_per,
    populationCount: known ? row.population_count : null,
    populationVersion: known ? row.population_version : null,
    populationId: known ? row.population_id : null,
    reason,
    asOf,
  });
}

function reasonOf(row: Row): NoRateReason | null {
  if (row.value_type !== "COUNT") return NoRateReason.NOT_A_COUNT;
  if (row.status === "WITHDRAWN") return NoRateReason.WITHDRAWN;
  if (!row.dated) return NoRateReason.PERIOD_UNKNOWN;
  if (row.part) return NoRateReason.PART_OF_POPULATION;
  if (row.areas === 0) return NoRateReason.NO_AREA;
  if (row.areas > 1) return NoRateReason.SEVERAL_AREAS;
  return row.rate === null ? NoRateReason.NO_POPULATION : null;
}
