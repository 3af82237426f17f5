/** Finds conditions: all, or those of an award; by how they stand. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import sql, { join, type Sql } from "sql-template-tag";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, byKnown, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { asOfDay, pageOf, type Under } from "../../../../kernel/lists/paging.js";
import type { Day } from "../../../../kernel/values/day.js";
import { Condition, ConditionStatus } from "./condition.js";

enum ConditionOrderField {
  NUMBER = "NUMBER",
  DUE_ON = "DUE_ON",
}

registerEnumType(ConditionOrderField, {
  name: "ConditionOrderField",
  description: "What conditions are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Award, then number." },
    DUE_ON: { description: "The day on which it is due; one without comes first." },
  },
});

const ConditionOrder = orderInput("Condition", ConditionOrderField);

@InputType({ description: "Which conditions to show: all conditions hold together." })
class ConditionFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these awards." })
  award?: string[];

  @Field(() => [ID], { nullable: true, description: "Of awards for one of these partnerships." })
  partnership?: string[];

  @Field(() => [ConditionStatus], { nullable: true, description: "That stand so at the end of the day that is asked of." })
  status?: ConditionStatus[];
}

/** What a list of conditions takes. */
@ArgsType()
export class ConditionsArgs extends PageArgs {
  @Field(() => ConditionFilter, { nullable: true, description: "Which conditions to show." })
  where?: ConditionFilter;

  @Field(() => ConditionOrder, { nullable: true, description: "How to sort; by award and number where left out." })
  orderBy?: { field: ConditionOrderField; direction: Direction };
}

/** The conditions that the arguments ask for; all of them, or those under one thing. */
export function findConditions(context: Context, args: ConditionsArgs, info: GraphQLResolveInfo, under?: Under): Page<Condition> {
  const { award, partnership, status } = args.where ?? {};
  return pageOf(context, {
    noun: Condition,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("award_id"), by.whole("number")],
      DUE_ON: [byKnown.day("due_on")],
    },
    where: [
      ...oneOf("award_id", award, "where.award"),
      ...oneOf("of_partnership", partnership, "where.partnership"),
      ...standing(status, asOfDay(context, args.asOf, under)),
    ],
  });
}

/** How they stand on a day, in the words of the database: as `Condition.status` says it. */
function standing(asked: readonly ConditionStatus[] | null | undefined, day: Day): Sql[] {
  if (!asked) return [];
  const waived = sql`coalesce(t.waived_on <= ${day}::date, false)`;
  const met = sql`coalesce(t.met_on <= ${day}::date, false)`;
  const overdue = sql`coalesce(t.due_on < ${day}::date, false)`;
  const holds: Record<ConditionStatus, Sql> = {
    WAIVED: waived,
    MET: sql`(${met} and not ${waived})`,
    OVERDUE: sql`(${overdue} and not ${met} and not ${waived})`,
    OPEN: sql`(not ${overdue} and not ${met} and not ${waived})`,
  };
  return [asked.length ? sql`(${join(asked.map((each) => holds[each]), " or ")})` : sql`false`];
}
