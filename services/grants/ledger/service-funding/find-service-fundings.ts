/** Finds fundings of services: all, or those of a service; by year, fund and number of funders. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { refuseUnless } from "../../../../kernel/refusals.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { forYear } from "../allocation/find-allocations.js";
import { ServiceFunding } from "./service-funding.js";

enum ServiceFundingOrderField {
  YEAR = "YEAR",
  TOTAL = "TOTAL",
}

registerEnumType(ServiceFundingOrderField, {
  name: "ServiceFundingOrderField",
  description: "What fundings of services are sorted by.",
  valuesConfig: {
    YEAR: { description: "Year." },
    TOTAL: { description: "What the year costs in all." },
  },
});

const ServiceFundingOrder = orderInput("ServiceFunding", ServiceFundingOrderField);

@InputType({ description: "Which fundings of services to show: all conditions hold together." })
class ServiceFundingFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these services." })
  service?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Borne by at least one of these funds." })
  fund?: string[];

  @Field(() => Boolean, { nullable: true, description: "true: borne by funds of more than one funder; false: by those of one alone." })
  severalFunders?: boolean;

  @Field(() => FinancialYearScalar, { nullable: true, description: "For this financial year." })
  year?: string;
}

/** What a list of fundings of services takes. */
@ArgsType()
export class ServiceFundingsArgs extends PageArgs {
  @Field(() => ServiceFundingFilter, { nullable: true, description: "Which fundings of services to show." })
  where?: ServiceFundingFilter;

  @Field(() => ServiceFundingOrder, { nullable: true, description: "How to sort; by year where left out." })
  orderBy?: { field: ServiceFundingOrderField; direction: Direction };
}

/** Borne by at least one of these funds. */
function borneBy(funds: readonly string[] | null | undefined): Sql[] {
  if (!funds) return [];
  for (const fund of funds) refuseUnless(!fund.includes("\u0000"), "MALFORMED_FILTER", { field: "where.fund" });
  return [sql`exists (select from jsonb_array_elements(t.shares) each where each ->> 'fund_id' = any(${funds}::text[]))`];
}

/** Borne by several funders, or by one alone: two funds of one funder are one. A fund whose funder is not stated counts as its own. */
function byFunders(several: boolean | null | undefined): Sql[] {
  if (several == null) return [];
  const funders = sql`(select count(distinct coalesce(f.funder_id, f.id)) from jsonb_array_elements(t.shares) each join grants.fund f on f.id = each ->> 'fund_id' and f.known_to is null)`;
  return [several ? sql`${funders} > 1` : sql`${funders} <= 1`];
}

/** The fundings of services that the arguments ask for; all of them, or those under one thing. */
export function findServiceFundings(context: Context, args: ServiceFundingsArgs, info: GraphQLResolveInfo, under?: Under): Page<ServiceFunding> {
  const { service, partnership, fund, severalFunders, year } = args.where ?? {};
  return pageOf(context, {
    noun: ServiceFunding,
    args,
    info,
    under,
    orders: {
      YEAR: [by.text("year")],
      TOTAL: [by.whole("total_pence")],
    },
    where: [
      ...oneOf("service_id", service, "where.service"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...borneBy(fund),
      ...byFunders(severalFunders),
      ...forYear(year),
    ],
  });
}
