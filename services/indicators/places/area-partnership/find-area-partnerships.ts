/** Finds which partnership answers for which area: all, or those of one of the two; by day. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange, readRange } from "../../../../kernel/values/period.js";
import { AreaPartnership } from "./area-partnership.js";

enum AreaPartnershipOrderField {
  VALID_FROM = "VALID_FROM",
}

registerEnumType(AreaPartnershipOrderField, {
  name: "AreaPartnershipOrderField",
  description: "What belongings of areas to partnerships are sorted by.",
  valuesConfig: {
    VALID_FROM: { description: "First day." },
  },
});

const AreaPartnershipOrder = orderInput("AreaPartnership", AreaPartnershipOrderField);

@InputType({ description: "Which belongings of areas to partnerships to show: all conditions hold together." })
class AreaPartnershipFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these areas." })
  area?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these partnerships." })
  partnership?: string[];

  @Field(() => PeriodRange, { nullable: true, description: "That hold on at least one of these days." })
  period?: PeriodRange;
}

/** What a list of belongings of areas to partnerships takes. */
@ArgsType()
export class AreaPartnershipsArgs extends PageArgs {
  @Field(() => AreaPartnershipFilter, { nullable: true, description: "Which belongings of areas to partnerships to show." })
  where?: AreaPartnershipFilter;

  @Field(() => AreaPartnershipOrder, { nullable: true, description: "How to sort; by their first day where left out." })
  orderBy?: { field: AreaPartnershipOrderField; direction: Direction };
}

/** The belongings of areas to partnerships that the arguments ask for; all of them, or those under one thing. */
export function findAreaPartnerships(context: Context, args: AreaPartnershipsArgs, info: GraphQLResolveInfo, under?: Under): Page<AreaPartnership> {
  const { area, partnership, period } = args.where ?? {};
  return pageOf(context, {
    noun: AreaPartnership,
    args,
    info,
    under,
    orders: {
      VALID_FROM: [by.day("valid_from")],
    },
    where: [
      ...oneOf("area_id", area, "where.area"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...holding(period),
    ],
  });
}

/** Holds on at least one of the days. */
function holding(range: PeriodRange | undefined): Sql[] {
  if (!range) return [];
  const { from, to } = readRange(range, "where.period");
  return [sql`t.valid_from <= ${to}::date and (t.valid_to is null or t.valid_to >= ${from}::date)`];
}
