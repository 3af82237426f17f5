/** Finds outcomes: all, or those of a plan, a priority, a work programme or an action. */
import type { GraphQLResolveInfo } from "graphql";
import sql, { raw, type Sql } from "sql-template-tag";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { knownOn } from "../../../../kernel/database/rows.js";
import type { Day } from "../../../../kernel/values/day.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { whereBacked } from "../../planning/funded/backing.js";
import { Outcome } from "./outcome.js";

enum OutcomeOrderField {
  POSITION = "POSITION",
}

registerEnumType(OutcomeOrderField, {
  name: "OutcomeOrderField",
  description: "What outcomes are sorted by.",
  valuesConfig: {
    POSITION: { description: "Plan, then place in the printed order." },
  },
});

const OutcomeOrder = orderInput("Outcome", OutcomeOrderField);

@InputType({ description: "Which outcomes to show: all conditions hold together." })
class OutcomeFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these priorities." })
  priority?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these work programmes." })
  workProgramme?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these actions." })
  action?: string[];

  @Field(() => [ID], { nullable: true, description: "Of a plan of one of these partnerships." })
  partnership?: string[];

  @Field(() => Boolean, { nullable: true, description: "true: those that an indicator measures; false: those that none does, be it that evidence in words is asked for." })
  measured?: boolean;

  @Field(() => Boolean, { nullable: true, description: "true: those on which money was spent by some return; false: all others. As the plans service knows it from the grants service: `backing` tells until when that is. Neither matches anything while grants has told nothing yet." })
  spent?: boolean;
}

/** What a list of outcomes takes. */
@ArgsType()
export class OutcomesArgs extends PageArgs {
  @Field(() => OutcomeFilter, { nullable: true, description: "Which outcomes to show." })
  where?: OutcomeFilter;

  @Field(() => OutcomeOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: OutcomeOrderField; direction: Direction };
}

/** The outcomes that the arguments ask for; all of them, or those under one thing. */
export function findOutcomes(context: Context, args: OutcomesArgs, info: GraphQLResolveInfo, under?: Under): Page<Outcome> {
  const { plan, priority, workProgramme, action, partnership, measured, spent } = args.where ?? {};
  const asOf = asOfDay(context, args.asOf, under);
  return pageOf(context, {
    noun: Outcome,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("plan_id"), by.whole("position")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...oneOf("work_programme_id", workProgramme, "where.workProgramme"),
      ...oneOf("action_id", action, "where.action"),
      ...ofPartnership(oneOf("partnership_id", partnership, "where.partnership"), asOf),
      ...withIndicator(measured, asOf),
      ...whereBacked("outcome", "spent", spent, asOf),
    ],
  });
}

/** Outcomes of a plan, known on the day, that meets the condition; no condition where nothing is asked. */
function ofPartnership([condition]: readonly Sql[], asOf: Day): Sql[] {
  return condition ? [sql`t.plan_id in (select t.id from plans.plan t where ${knownOn(asOf)} and ${condition})`] : [];
}

/** Outcomes that an indicator measures, or that none does. */
function withIndicator(asked: boolean | null | undefined, asOf: Day): Sql[] {
  const linked = sql`exists (select from plans.measure_link m where m.outcome_id = t.id and m.indicator_id is not null and ${knownOn(asOf, raw("m"))})`;
  return asked == null ? [] : [asked ? linked : sql`not ${linked}`];
}
