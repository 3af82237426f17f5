/** Finds PCC objectives: all, or those of a PCC area. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PccObjective } from "./pcc-objective.js";

enum PccObjectiveOrderField {
  NUMBER = "NUMBER",
}

registerEnumType(PccObjectiveOrderField, {
  name: "PccObjectiveOrderField",
  description: "What PCC objectives are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Area, then number as printed." },
  },
});

const PccObjectiveOrder = orderInput("PccObjective", PccObjectiveOrderField);

@InputType({ description: "Which PCC objectives to show: all conditions hold together." })
class PccObjectiveFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these PCC areas." })
  pccArea?: string[];
}

/** What a list of PCC objectives takes. */
@ArgsType()
export class PccObjectivesArgs extends PageArgs {
  @Field(() => PccObjectiveFilter, { nullable: true, description: "Which PCC objectives to show." })
  where?: PccObjectiveFilter;

  @Field(() => PccObjectiveOrder, { nullable: true, description: "How to sort; by area and number where left out." })
  orderBy?: { field: PccObjectiveOrderField; direction: Direction };
}

/** The PCC objectives that the arguments ask for; all of them, or those under one thing. */
export function findPccObjectives(context: Context, args: PccObjectivesArgs, info: GraphQLResolveInfo, under?: Under): Page<PccObjective> {
  const { pccArea } = args.where ?? {};
  return pageOf(context, {
    noun: PccObjective,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("pcc_area_id"), by.whole("number")],
    },
    where: [
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
    ],
  });
}
