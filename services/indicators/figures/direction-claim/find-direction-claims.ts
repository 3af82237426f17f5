/** Finds direction claims: all, or those of a partnership or about an indicator. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, during, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { ClaimedDirection, DirectionClaim } from "./direction-claim.js";

enum DirectionClaimOrderField {
  PARTNERSHIP = "PARTNERSHIP",
}

registerEnumType(DirectionClaimOrderField, {
  name: "DirectionClaimOrderField",
  description: "What direction claims are sorted by.",
  valuesConfig: {
    PARTNERSHIP: { description: "Partnership; what is about no single one comes first." },
  },
});

const DirectionClaimOrder = orderInput("DirectionClaim", DirectionClaimOrderField);

@InputType({ description: "Which direction claims to show: all conditions hold together." })
class DirectionClaimFilter {
  @Field(() => [ID], { nullable: true, description: "About one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "About one of these indicators." })
  indicator?: string[];

  @Field(() => [ClaimedDirection], { nullable: true, description: "In one of these directions." })
  direction?: ClaimedDirection[];

  @Field(() => PeriodRange, { nullable: true, description: "Of a time that overlaps these days." })
  period?: PeriodRange;
}

/** What a list of direction claims takes. */
@ArgsType()
export class DirectionClaimsArgs extends PageArgs {
  @Field(() => DirectionClaimFilter, { nullable: true, description: "Which direction claims to show." })
  where?: DirectionClaimFilter;

  @Field(() => DirectionClaimOrder, { nullable: true, description: "How to sort; by partnership where left out." })
  orderBy?: { field: DirectionClaimOrderField; direction: Direction };
}

/** The direction claims that the arguments ask for; all of them, or those under one thing. */
export function findDirectionClaims(context: Context, args: DirectionClaimsArgs, info: GraphQLResolveInfo, under?: Under): Page<DirectionClaim> {
  const { partnership, indicator, direction, period } = args.where ?? {};
  return pageOf(context, {
    noun: DirectionClaim,
    args,
    info,
    under,
    orders: {
      PARTNERSHIP: [byKnown.text("partnership_id")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("direction", direction, "where.direction"),
      ...during("period", period, "where.period"),
    ],
  });
}
