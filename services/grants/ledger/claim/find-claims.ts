/** Finds claims: all, or those of an award, allocation or partnership; by state. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ClaimState } from "./claim-state.js";
import { Claim } from "./claim.js";

enum ClaimOrderField {
  STATE_ON = "STATE_ON",
  AMOUNT = "AMOUNT",
}

registerEnumType(ClaimOrderField, {
  name: "ClaimOrderField",
  description: "What claims are sorted by.",
  valuesConfig: {
    STATE_ON: { description: "The day of the last step." },
    AMOUNT: { description: "The sum claimed." },
  },
});

const ClaimOrder = orderInput("Claim", ClaimOrderField);

@InputType({ description: "Which claims to show: all conditions hold together." })
class ClaimFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these allocations." })
  allocation?: string[];

  @Field(() => [ClaimState], { nullable: true, description: "In one of these states." })
  state?: ClaimState[];
}

/** What a list of claims takes. */
@ArgsType()
export class ClaimsArgs extends PageArgs {
  @Field(() => ClaimFilter, { nullable: true, description: "Which claims to show." })
  where?: ClaimFilter;

  @Field(() => ClaimOrder, { nullable: true, description: "How to sort; by the day of the last step where left out." })
  orderBy?: { field: ClaimOrderField; direction: Direction };
}

/** The claims that the arguments ask for; all of them, or those under one thing. */
export function findClaims(context: Context, args: ClaimsArgs, info: GraphQLResolveInfo, under?: Under): Page<Claim> {
  const { award, partnership, allocation, state } = args.where ?? {};
  return pageOf(context, {
    noun: Claim,
    args,
    info,
    under,
    orders: {
      STATE_ON: [by.day("state_on")],
      AMOUNT: [by.whole("amount_pence")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...oneOf("allocation_id", allocation, "where.allocation"),
      ...oneOf("state", state, "where.state"),
    ],
  });
}
