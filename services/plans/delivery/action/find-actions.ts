/** Finds actions: all, or those of a plan, a priority, a work programme or a partnership; by topic. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";
import { by, equal, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { whereBacked } from "../../planning/funded/backing.js";
import { Action } from "./action.js";

enum ActionOrderField {
  NUMBER = "NUMBER",
  TITLE = "TITLE",
}

registerEnumType(ActionOrderField, {
  name: "ActionOrderField",
  description: "What actions are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Plan, then number as printed, or place where there is none." },
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

  @Field(() => [ID], { nullable: true, description: "Of one of these work programmes." })
  workProgramme?: string[];

  @Field(() => [ID], { nullable: true, description: "Of a plan of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Under a priority with at least one of these topics." })
  topics?: string[];

  @Field(() => String, { nullable: true, description: "With this printed number." })
  number?: string;

  @Field(() => Boolean, { nullable: true, description: "true: those of which some report says that they, or a project of them, go on in the next plan (CARRIED_OVER); false: all others." })
  carriedOver?: boolean;

  @Field(() => Boolean, { nullable: true, description: "true: those to which money is allocated, or to an outcome of which it is; false: all others. As the plans service knows it from the grants service: `backing` tells until when that is. Neither matches anything while grants has told nothing yet." })
  funded?: boolean;
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
  const { plan, priority, workProgramme, partnership, topics, number, carriedOver, funded } = args.where ?? {};
  const asOf = asOfDay(context, args.asOf, under);
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
      ...oneOf("work_programme_id", workProgramme, "where.workProgramme"),
      ...having(sql`plans.plan`, sql`plan_id`, oneOf("partnership_id", partnership, "where.partnership"), asOf),
      ...having(sql`plans.priority`, sql`priority_id`, sharing("topic_ids", topics, "where.topics"), asOf),
      ...equal("number", number, "where.number"),
      ...goingOn(carriedOver, asOf),
      ...whereBacked("action", "funded", funded, asOf),
    ],
  });
}

/** Actions that go on in the next plan by some report, or by none. */
function goingOn(asked: boolean | null | undefined, asOf: Day): Sql[] {
  const reported = sql`exists (select from plans.progress_update u where u.action_id = t.id and u.carry_over = 'CARRIED_OVER' and ${knownOn(asOf, raw("u"))})`;
  return asked == null ? [] : [asked ? reported : sql`not ${reported}`];
}

/** Actions whose plan or priority, known on the day, meets the condition; no condition where nothing is asked. */
function having(table: Sql, column: Sql, condition: readonly Sql[], asOf: Day): Sql[] {
  return condition.length ? [sql`t.${column} in (select t.id from ${table} t where ${join([knownOn(asOf), ...condition], " and ")})`] : [];
}
