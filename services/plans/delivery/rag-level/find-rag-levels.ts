/** Finds the levels of rating schemes: all, or those of a plan. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { RagLevel } from "./rag-level.js";

enum RagLevelOrderField {
  POSITION = "POSITION",
}

registerEnumType(RagLevelOrderField, {
  name: "RagLevelOrderField",
  description: "What the levels of rating schemes are sorted by.",
  valuesConfig: {
    POSITION: { description: "Plan, then place in its key." },
  },
});

const RagLevelOrder = orderInput("RagLevel", RagLevelOrderField);

@InputType({ description: "Which levels to show: all conditions hold together." })
class RagLevelFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];
}

/** What a list of levels takes. */
@ArgsType()
export class RagLevelsArgs extends PageArgs {
  @Field(() => RagLevelFilter, { nullable: true, description: "Which levels to show." })
  where?: RagLevelFilter;

  @Field(() => RagLevelOrder, { nullable: true, description: "How to sort; by plan and place in its key where left out." })
  orderBy?: { field: RagLevelOrderField; direction: Direction };
}

/** The levels that the arguments ask for; all of them, or those under one thing. */
export function findRagLevels(context: Context, args: RagLevelsArgs, info: GraphQLResolveInfo, under?: Under): Page<RagLevel> {
  const { plan } = args.where ?? {};
  return pageOf(context, {
    noun: RagLevel,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("plan_id"), by.whole("position")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
    ],
  });
}
