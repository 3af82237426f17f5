/** Records a return of an observation: the value of an indicator that a partnership measured. */
import type { PoolClient } from "pg";
import sql from "sql-template-tag";
import { Field, ID, InputType } from "type-graphql";
import { byAPartnership } from "../../../../kernel/authority/viewer.js";
import { Visibility } from "../../../../kernel/facts/visibility.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Context, Written } from "../../../../kernel/subgraph/context.js";
import { DateScalar, today, type Day } from "../../../../kernel/values/day.js";
import { DecimalScalar } from "../../../../kernel/values/money.js";
import { PeriodInput, periodAsWritten } from "../../../../kernel/values/period.js";
import { Qualifier } from "../../../../kernel/values/qualifier.js";
import { actOnce } from "../../../../kernel/writing/act.js";
import { record, saidIn, type Recording } from "../../../../kernel/writing/record.js";
import { importObservations } from "./import-observations.js";
import { ObservationStatus } from "./observation.js";
import { ofTheWhole } from "./one-subject.js";

@InputType({ description: "A value that is returned. For one indicator, subject, part of the whole and period there is one; recording it again corrects it, and what it replaces is kept." })
export class ObservationInput {
  @Field(() => ID, { description: "The indicator. Refused with NOT_YOURS_TO_RETURN to a partnership where the police publish its figures; and to all where what stands there came in no return: a file corrects it, with its source." })
  indicator!: string;

  @Field(() => ID, { description: "The partnership that it is about." })
  partnership!: string;

  @Field(() => ID, { nullable: true, description: "The area that it is about, where it is not simply the partnership's: the area that is the partnership's as a whole is the same as none. Refused with OUTSIDE_YOUR_REACH to a partnership where the area is not wholly its own." })
  area?: string | null;

  @Field(() => String, { nullable: true, description: "The place, where no area of the hub stands for it." })
  place?: string | null;

  @Field(() => ID, { nullable: true, description: "The service of which it counts an output or result. A partnership may name one of which a steward has brought in an output for it before; else refused with NOT_YOURS_TO_RETURN." })
  service?: string | null;

  @Field(() => String, { nullable: true, description: "The group of people or things that is followed, where it is a cohort." })
  cohort?: string | null;

  @Field(() => ID, { nullable: true, description: "The survey that it comes from." })
  survey?: string | null;

  @Field(() => String, { nullable: true, description: 'The part of the whole that it is about, as in "sex=female"; left out where it is about all.' })
  dimension?: string | null;

  @Field(() => PeriodInput, { description: "The period that it is about. Refused to a partnership with DATES_OUT_OF_ORDER where it has not ended, and with NOT_YOURS_TO_RETURN where it is no day, month, quarter, financial year or calendar year." })
  period!: PeriodInput;

  @Field(() => Qualifier, { nullable: true, description: "How exactly it is given; EQ where left out." })
  qualifier?: Qualifier | null;

  @Field(() => DecimalScalar, { description: 'The value in the unit of the indicator, as decimal text: "81" where the unit is percent is 81%. Refused with NEGATIVE_COUNT, COUNT_NOT_WHOLE or SHARE_OUT_OF_RANGE where the values of the indicator cannot be so, and with COUNTS_DISAGREE where it is not what numerator and denominator come to, rounded to its own decimals.' })
  value!: string;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a share or a rate: how many. Refused with NUMERATOR_TOO_LARGE where it is above the denominator, and with NEGATIVE_COUNT or COUNT_NOT_WHOLE where it is no count." })
  numerator?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of a share or a rate: out of how many. Refused likewise." })
  denominator?: string | null;

  @Field(() => String, { nullable: true, description: "The group or whole that it counts or is a share of." })
  base?: string | null;

  @Field(() => ObservationStatus, { nullable: true, description: "How settled it is; NOT_STATED where left out. WITHDRAWN takes it back." })
  status?: ObservationStatus | null;

  @Field(() => String, { nullable: true, description: "What there is to say of it. No names of persons." })
  notes?: string | null;

  @Field(() => DateScalar, { nullable: true, description: "The day on which it was received, for what came otherwise than by the hub: a steward's to say, and refused with NOT_YOURS_TO_DATE to all others. Left out: today, or, for a correction, the day of the first." })
  receivedOn?: Day | null;

  @Field(() => Visibility, { nullable: true, description: "Who may see it. Left out: the partnership and the Commissioner's roles of its area, when it is new; as it was, when it changes." })
  visibility?: Visibility | null;
}

/** Where the caller says what a column of the observation follows from. */
const FIELDS = saidIn({ id: "indicator", extent: "area", reported_under: "period" });

/** Records a value once for its key; answers what was written. */
export function recordObservation(context: Context, input: ObservationInput, expectedVersion: number, idempotencyKey: string): Promise<Written> {
  const { period, qualifier, status, receivedOn, visibility, ...said } = input;
  for (const [name, text] of Object.entries(said)) refuseUnless(!text?.includes("\u0000"), "MALFORMED_TEXT", { field: `input.${name}` });
  const written = periodAsWritten(period, "input.period");
  const byItself = byAPartnership(context.viewer);
  const cells: Recording["cells"] = {
    ...said,
    period: written,
    reported_under: written,
    qualifier: qualifier ?? Qualifier.EQ,
    status: status ?? ObservationStatus.NOT_STATED,
    received_on: receivedOn ?? (expectedVersion === 0 && !byItself ? today() : null),
    // What was published openly was another value: that this one was is for a steward's file to say.
    openly_published: byItself ? "NO" : null,
    visibility: visibility ?? (expectedVersion === 0 ? Visibility.PARTNERSHIP : null),
  };
  const changes = async (client: PoolClient): Promise<string | null> => {
    const standing = await standingFor(client, input);
    // The partnership's own area is named as it was, or not named.
    if (standing) cells["area"] = standing.area;
    return standing?.id ?? null;
  };
  return actOnce(context, { verb: "recordObservation", idempotencyKey, said: [input, expectedVersion] }, (client) =>
    record(context, client, { declaration: importObservations, prefix: "observation", changes, cells, expectedVersion, field: FIELDS }),
  );
}

/** The observation that stands for the same, so that this changes it, and how it names its area. */
async function standingFor(client: PoolClient, { indicator, partnership, area, place, service, cohort, survey, dimension, period }: ObservationInput): Promise<{ id: string; area: string | null } | null> {
  const { text, values } = sql`
    select o.id, o.area_id as area, o.received_on is not null as received from indicators.observation o
    where o.indicator_id = ${indicator} and o.partnership_id = ${partnership} and o.place is not distinct from ${place ?? null} and o.service_id is not distinct from ${service ?? null}
      and o.cohort is not distinct from ${cohort ?? null} and o.survey_id is not distinct from ${survey ?? null} and o.dimension is not distinct from ${dimension ?? null}
      and o.period_kind = ${period.kind} and o.period_from = ${period.from} and o.period_to = ${period.to} and o.known_to is null
      and (o.area_id is not distinct from ${area ?? null}::text
        or (o.extent = 'LOCAL' and ${ofTheWhole("o")} and exists (select from (select ${area ?? null}::text as area_id, ${partnership}::text as partnership_id) said where ${ofTheWhole("said")})))
    order by o.area_id is not distinct from ${area ?? null}::text desc, o.id limit 1`;
  const { rows } = await client.query<{ id: string; area: string | null; received: boolean }>(text, values);
  // A return says nothing of documents, limits and printed figures: those of a publisher would be lost.
  refuseUnless(rows[0]?.received !== false, "NOT_YOURS_TO_RETURN", { field: "input.indicator", detail: "What stands for it came in no return." });
  return rows[0] ?? null;
}
