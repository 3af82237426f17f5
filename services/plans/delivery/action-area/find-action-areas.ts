/** Finds action areas: all, or those of a plan, a priority or an action. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ActionArea, AreaInstrument, AreaStatus } from "./action-area.js";

enum ActionAreaOrderField {
  POSITION = "POSITION",
}

registerEnumType(ActionAreaOrderField, {
  name: "ActionAreaOrderField",
  description: "What action areas are sorted by.",
  valuesConfig: {
    POSITION: { description: "Plan, then place in the printed order." },
  },
});

const ActionAreaOrder = orderInput("ActionArea", ActionAreaOrderField);

@InputType({ description: "Which action areas to show: all conditions hold together." })
class ActionAreaFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these priorities." })
  priority?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these actions." })
  action?: string[];

  @Field(() => [AreaInstrument], { nullable: true, description: "Where one of these is used, or is to be." })
  instrument?: AreaInstrument[];

  @Field(() => [AreaStatus], { nullable: true, description: "With one of these statuses." })
  status?: AreaStatus[];
}

/** What a list of action areas takes. */
@ArgsType()
export class ActionAreasArgs extends PageArgs {
  @Field(() => ActionAreaFilter, { nullable: true, description: "Which action areas to show." })
  where?: ActionAreaFilter;

  @Field(() => ActionAreaOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: ActionAreaOrderField; direction: Direction };
}

/** The action areas that the arguments ask for; all of them, or those under one thing. */
export function findActionAreas(context: Context, args: ActionAreasArgs, info: GraphQLResolveInfo, under?: Under): Page<ActionArea> {
  const { plan, priority, action, instrument, status } = args.where ?? {};
  return pageOf(context, {
    noun: ActionArea,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("plan_id"), by.whole("position")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...oneOf("action_id", action, "where.action"),
      ...oneOf("instrument", instrument, "where.instrument"),
      ...oneOf("status", status, "where.status"),
    ],
  });
}
