/** Finds pledges: all, or those under a PCC objective. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { whereBacked } from "../funded/backing.js";
import { Pledge } from "./pledge.js";

enum PledgeOrderField {
  NUMBER = "NUMBER",
  TITLE = "TITLE",
}

registerEnumType(PledgeOrderField, {
  name: "PledgeOrderField",
  description: "What pledges are sorted by.",
  valuesConfig: {
    NUMBER: { description: "PCC objective, then place in the printed order." },
    TITLE: { description: "Title." },
  },
});

const PledgeOrder = orderInput("Pledge", PledgeOrderField);

@InputType({ description: "Which pledges to show: all conditions hold together." })
class PledgeFilter {
  @Field(() => [ID], { nullable: true, description: "Of the Commissioner of one of these PCC areas." })
  pccArea?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these PCC objectives." })
  pccObjective?: string[];

  @Field(() => Boolean, { nullable: true, description: "true: those that money stands behind, since an allocation of a grant names the pledge; false: all others. As the plans service knows it from the grants service: `backing` tells until when that is. Neither matches anything while grants has told nothing yet." })
  backed?: boolean;
}

/** What a list of pledges takes. */
@ArgsType()
export class PledgesArgs extends PageArgs {
  @Field(() => PledgeFilter, { nullable: true, description: "Which pledges to show." })
  where?: PledgeFilter;

  @Field(() => PledgeOrder, { nullable: true, description: "How to sort; by objective and printed order where left out." })
  orderBy?: { field: PledgeOrderField; direction: Direction };
}

/** The pledges that the arguments ask for; all of them, or those under one thing. */
export function findPledges(context: Context, args: PledgesArgs, info: GraphQLResolveInfo, under?: Under): Page<Pledge> {
  const { pccArea, pccObjective, backed } = args.where ?? {};
  return pageOf(context, {
    noun: Pledge,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("pcc_objective_id"), by.whole("number")],
      TITLE: [by.text("title")],
    },
    where: [
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
      ...oneOf("pcc_objective_id", pccObjective, "where.pccObjective"),
      ...whereBacked("pledge", "funded", backed, asOfDay(context, args.asOf, under)),
    ],
  });
}
