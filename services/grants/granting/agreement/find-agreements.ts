/** Finds agreements: all, or those of a partnership; by award and state. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { AgreementState } from "./agreement-state.js";
import { Agreement } from "./agreement.js";

enum AgreementOrderField {
  STATE_ON = "STATE_ON",
}

registerEnumType(AgreementOrderField, {
  name: "AgreementOrderField",
  description: "What agreements are sorted by.",
  valuesConfig: {
    STATE_ON: { description: "The day on which it came to its state." },
  },
});

const AgreementOrder = orderInput("Agreement", AgreementOrderField);

@InputType({ description: "Which agreements to show: all conditions hold together." })
class AgreementFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [AgreementState], { nullable: true, description: "In one of these states." })
  state?: AgreementState[];
}

/** What a list of agreements takes. */
@ArgsType()
export class AgreementsArgs extends PageArgs {
  @Field(() => AgreementFilter, { nullable: true, description: "Which agreements to show." })
  where?: AgreementFilter;

  @Field(() => AgreementOrder, { nullable: true, description: "How to sort; by the day of its state where left out." })
  orderBy?: { field: AgreementOrderField; direction: Direction };
}

/** The agreements that the arguments ask for; all of them, or those under one thing. */
export function findAgreements(context: Context, args: AgreementsArgs, info: GraphQLResolveInfo, under?: Under): Page<Agreement> {
  const { partnership, award, state } = args.where ?? {};
  return pageOf(context, {
    noun: Agreement,
    args,
    info,
    under,
    orders: {
      STATE_ON: [by.day("state_on")],
    },
    where: [
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("state", state, "where.state"),
    ],
  });
}
