/** Finds funds: all, or those of a funder. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Fund } from "./fund.js";

enum FundOrderField {
  NAME = "NAME",
}

registerEnumType(FundOrderField, {
  name: "FundOrderField",
  description: "What funds are sorted by.",
  valuesConfig: {
    NAME: { description: "Name; a fund without one comes first." },
  },
});

const FundOrder = orderInput("Fund", FundOrderField);

@InputType({ description: "Which funds to show: all conditions hold together." })
class FundFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these funders." })
  funder?: string[];
}

/** What a list of funds takes. */
@ArgsType()
export class FundsArgs extends PageArgs {
  @Field(() => FundFilter, { nullable: true, description: "Which funds to show." })
  where?: FundFilter;

  @Field(() => FundOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: FundOrderField; direction: Direction };
}

/** The funds that the arguments ask for; all of them, or those under one thing. */
export function findFunds(context: Context, args: FundsArgs, info: GraphQLResolveInfo, under?: Under): Page<Fund> {
  const { funder } = args.where ?? {};
  return pageOf(context, {
    noun: Fund,
    args,
    info,
    under,
    orders: {
      NAME: [byKnown.text("name")],
    },
    where: [
      ...oneOf("funder_id", funder, "where.funder"),
    ],
  });
}
