/** Finds commissioning plans: all, or those of a partnership. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { CommissioningPlan } from "./commissioning-plan.js";

enum CommissioningPlanOrderField {
  MADE = "MADE",
}

registerEnumType(CommissioningPlanOrderField, {
  name: "CommissioningPlanOrderField",
  description: "What commissioning plans are sorted by.",
  valuesConfig: {
    MADE: { description: "First day of the time in which it was made; one without comes first." },
  },
});

const CommissioningPlanOrder = orderInput("CommissioningPlan", CommissioningPlanOrderField);

@InputType({ description: "Which commissioning plans to show: all conditions hold together." })
class CommissioningPlanFilter {
  @Field(() => [ID], { nullable: true, description: "For one of these partnerships." })
  partnership?: string[];
}

/** What a list of commissioning plans takes. */
@ArgsType()
export class CommissioningPlansArgs extends PageArgs {
  @Field(() => CommissioningPlanFilter, { nullable: true, description: "Which commissioning plans to show." })
  where?: CommissioningPlanFilter;

  @Field(() => CommissioningPlanOrder, { nullable: true, description: "How to sort; by when it was made where left out." })
  orderBy?: { field: CommissioningPlanOrderField; direction: Direction };
}

/** The commissioning plans that the arguments ask for; all of them, or those under one thing. */
export function findCommissioningPlans(context: Context, args: CommissioningPlansArgs, info: GraphQLResolveInfo, under?: Under): Page<CommissioningPlan> {
  const { partnership } = args.where ?? {};
  return pageOf(context, {
    noun: CommissioningPlan,
    args,
    info,
    under,
    orders: {
      MADE: [byKnown.day("made_from")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
    ],
  });
}
