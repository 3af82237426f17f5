/** Finds partnerships: all, those of a PCC area, or named ones. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, equal, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { awardedForPartnership, byAwarded } from "../../planning/awarded/awarded-total.js";
import { Partnership } from "./partnership.js";

enum PartnershipOrderField {
  NAME = "NAME",
  PLACE = "PLACE",
  AWARDED = "AWARDED",
}

registerEnumType(PartnershipOrderField, {
  name: "PartnershipOrderField",
  description: "What partnerships are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
    PLACE: { description: "Place." },
    AWARDED: { description: "Money awarded for it in the years of its plans, as in `awardedTotal`; none is 0." },
  },
});

const PartnershipOrder = orderInput("Partnership", PartnershipOrderField);

@InputType({ description: "Which partnerships to show: all conditions hold together." })
class PartnershipFilter {
  @Field(() => [ID], { nullable: true, description: "One of these partnerships." })
  id?: string[];

  @Field(() => [ID], { nullable: true, description: "In one of these PCC areas." })
  pccArea?: string[];

  @Field(() => String, { nullable: true, description: "For this place, as stored." })
  place?: string;
}

/** What a list of partnerships takes. */
@ArgsType()
export class PartnershipsArgs extends PageArgs {
  @Field(() => PartnershipFilter, { nullable: true, description: "Which partnerships to show." })
  where?: PartnershipFilter;

  @Field(() => PartnershipOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: PartnershipOrderField; direction: Direction };
}

/** The partnerships that the arguments ask for; all of them, or those under one thing. */
export function findPartnerships(context: Context, args: PartnershipsArgs, info: GraphQLResolveInfo, under?: Under): Page<Partnership> {
  const { id, pccArea, place } = args.where ?? {};
  return pageOf(context, {
    noun: Partnership,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
      PLACE: [by.text("place")],
      AWARDED: [byAwarded(awardedForPartnership(asOfDay(context, args.asOf, under)))],
    },
    where: [
      ...oneOf("id", id, "where.id"),
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
      ...equal("place", place, "where.place"),
    ],
  });
}
