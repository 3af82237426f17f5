/** Finds actions: all, or those of a plan or priority. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { by, equal, oneOf } from "../../../kernel/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../kernel/connection.js";
import { pageOf, type Under } from "../../../kernel/paging.js";
import { Action } from "./action.js";

enum ActionOrderField {
  NUMBER = "NUMBER",
  TITLE = "TITLE",
}

registerEnumType(ActionOrderField, {
  name: "ActionOrderField",
  description: "What actions are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Plan, then number as printed." },
    TITLE: { description: "Title." },
  },
});

const ActionOrder = orderInput("Action", ActionOrderField);

@InputType({ description: "Which actions to show: all conditions hold together." })
class ActionFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these priorities." })
  priority?: string[];

  @Field(() => String, { nullable: true, description: "With this printed number." })
  number?: string;
}

/** What a list of actions takes. */
@ArgsType()
export class ActionsArgs extends PageArgs {
  @Field(() => ActionFilter, { nullable: true, description: "Which actions to show." })
  where?: ActionFilter;

  @Field(() => ActionOrder, { nullable: true, description: "How to sort; by plan and number where left out." })
  orderBy?: { field: ActionOrderField; direction: Direction };
}

/** The actions that the arguments ask for; all of them, or those under one thing. */
export function findActions(context: Context, args: ActionsArgs, info: GraphQLResolveInfo, under?: Under): Page<Action> {
  const { plan, priority, number } = args.where ?? {};
  return pageOf(context, {
    noun: Action,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("plan_id"), by.text("sort_number")],
      TITLE: [by.text("title")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...equal("number", number, "where.number"),
    ],
  });
}
