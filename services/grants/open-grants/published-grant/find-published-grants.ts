/** Finds published grants: all, or those of a funder or recipient, of an area's import, by year. */
import type { GraphQLResolveInfo } from "graphql";
import sql from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { boundsOf, FinancialYearScalar, readFinancialYear } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf } from "../../../../kernel/lists/paging.js";
import { PublishedGrant, RegrantType } from "./published-grant.js";

enum PublishedGrantOrderField {
  AWARD_DATE = "AWARD_DATE",
  IDENTIFIER = "IDENTIFIER",
}

registerEnumType(PublishedGrantOrderField, {
  name: "PublishedGrantOrderField",
  description: "What published grants are sorted by.",
  valuesConfig: {
    AWARD_DATE: { description: "The day on which it was awarded." },
    IDENTIFIER: { description: "Its identifier in the standard." },
  },
});

const PublishedGrantOrder = orderInput("PublishedGrant", PublishedGrantOrderField);

@InputType({ description: "Which published grants to show: all conditions hold together." })
class PublishedGrantFilter {
  @Field(() => [ID], { nullable: true, description: "Imported by the office of one of these PCC areas." })
  pccArea?: string[];

  @Field(() => [String], { nullable: true, description: "Of one of these identifiers in the standard, such as 360G-...." })
  identifier?: string[];

  @Field(() => [String], { nullable: true, description: "Of one of these funders, by their identifiers." })
  funderOrgId?: string[];

  @Field(() => [String], { nullable: true, description: "Received by one of these organisations, by their identifiers." })
  recipientOrgId?: string[];

  @Field(() => [RegrantType], { nullable: true, description: "To be passed on in one of these ways." })
  regrantType?: RegrantType[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "Awarded in this financial year." })
  year?: string;
}

/** What a list of published grants takes. */
@ArgsType()
export class PublishedGrantsArgs extends PageArgs {
  @Field(() => PublishedGrantFilter, { nullable: true, description: "Which published grants to show." })
  where?: PublishedGrantFilter;

  @Field(() => PublishedGrantOrder, { nullable: true, description: "How to sort; by the day of the award where left out." })
  orderBy?: { field: PublishedGrantOrderField; direction: Direction };
}

/** The published grants that the arguments ask for. */
export function findPublishedGrants(context: Context, args: PublishedGrantsArgs, info: GraphQLResolveInfo): Page<PublishedGrant> {
  const { pccArea, identifier, funderOrgId, recipientOrgId, regrantType, year } = args.where ?? {};
  const bounds = year == null ? null : boundsOf(readFinancialYear(year, "where.year"));
  return pageOf(context, {
    noun: PublishedGrant,
    args,
    info,
    orders: {
      AWARD_DATE: [by.day("award_date")],
      IDENTIFIER: [by.text("identifier")],
    },
    where: [
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
      ...oneOf("identifier", identifier, "where.identifier"),
      ...oneOf("funder_org_id", funderOrgId, "where.funderOrgId"),
      ...oneOf("recipient_org_id", recipientOrgId, "where.recipientOrgId"),
      ...oneOf("regrant_type", regrantType, "where.regrantType"),
      ...(bounds ? [sql`t.award_date between ${bounds.from}::date and ${bounds.to}::date`] : []),
    ],
  });
}
