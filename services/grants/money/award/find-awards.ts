/** Finds awards: all, or those of a partnership, fund or recipient; by year. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, during, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import type { Day } from "../../../../kernel/values/day.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { publicationIs, PublicationStatus } from "../../granting/publication/publication.js";
import { Award } from "./award.js";

enum AwardOrderField {
  PERIOD = "PERIOD",
  AWARDED = "AWARDED",
}

registerEnumType(AwardOrderField, {
  name: "AwardOrderField",
  description: "What awards are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of its first year." },
    AWARDED: { description: "The sum awarded." },
  },
});

const AwardOrder = orderInput("Award", AwardOrderField);

/** Which awards to show. */
@InputType({ description: "Which awards to show: all conditions hold together." })
export class AwardFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "For a partnership of one of these PCC areas." })
  pccArea?: string[];

  @Field(() => [ID], { nullable: true, description: "From one of these funds." })
  fund?: string[];

  @Field(() => [ID], { nullable: true, description: "Received by one of these organisations." })
  recipient?: string[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "With years that overlap this financial year." })
  year?: string;

  @Field(() => PeriodRange, { nullable: true, description: "With years that overlap these days." })
  period?: PeriodRange;

  @Field(() => [PublicationStatus], { nullable: true, description: "With whose publication it stands so at the end of the day that is asked of." })
  publication?: PublicationStatus[];
}

/** What a list of awards takes. */
@ArgsType()
export class AwardsArgs extends PageArgs {
  @Field(() => AwardFilter, { nullable: true, description: "Which awards to show." })
  where?: AwardFilter;

  @Field(() => AwardOrder, { nullable: true, description: "How to sort; by the first day of its first year where left out." })
  orderBy?: { field: AwardOrderField; direction: Direction };
}

/** The awards that the arguments ask for; all of them, or those under one thing. */
export function findAwards(context: Context, args: AwardsArgs, info: GraphQLResolveInfo, under?: Under): Page<Award> {
  return pageOf(context, {
    noun: Award,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      AWARDED: [by.whole("awarded_pence")],
    },
    where: awardConditions(args.where, asOfDay(context, args.asOf, under)),
  });
}

/** What a filter asks of the row `t` of an award, as it is known on a day. */
export function awardConditions({ partnership, pccArea, fund, recipient, year, period, publication }: AwardFilter = {}, asOf: Day): Sql[] {
  return [
    ...oneOf("partnership_id", partnership, "where.partnership"),
    ...ofAreas(pccArea, "where.pccArea"),
    ...oneOf("fund_id", fund, "where.fund"),
    ...oneOf("recipient_id", recipient, "where.recipient"),
    ...inYear("period", year, "where.year"),
    ...during("period", period, "where.period"),
    ...publicationIs(publication, asOf),
  ];
}

/** Of one of these PCC areas is what is for one of their partnerships: as plans tells it now, whatever the day that is asked for. */
export function ofAreas(areas: readonly string[] | null | undefined, field: string): Sql[] {
  if (!areas) return [];
  refuseUnless(areas.every((area) => !area.includes("\u0000") && area.length <= 1_000), "MALFORMED_FILTER", { field });
  return [sql`grants.pcc_area_of(t.partnership_id) = any(${areas}::text[])`];
}
