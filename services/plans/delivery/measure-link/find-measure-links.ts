/** Finds measure links: all, or those of an outcome, a work programme or an indicator. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { MeasureLink, MeasureRole } from "./measure-link.js";

enum MeasureLinkOrderField {
  POSITION = "POSITION",
}

registerEnumType(MeasureLinkOrderField, {
  name: "MeasureLinkOrderField",
  description: "What measure links are sorted by.",
  valuesConfig: {
    POSITION: { description: "Plan, then place in the printed order." },
  },
});

const MeasureLinkOrder = orderInput("MeasureLink", MeasureLinkOrderField);

@InputType({ description: "Which measure links to show: all conditions hold together." })
class MeasureLinkFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these work programmes." })
  workProgramme?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these outcomes." })
  outcome?: string[];

  @Field(() => [ID], { nullable: true, description: "By one of these indicators." })
  indicator?: string[];

  @Field(() => [MeasureRole], { nullable: true, description: "With one of these roles." })
  role?: MeasureRole[];
}

/** What a list of measure links takes. */
@ArgsType()
export class MeasureLinksArgs extends PageArgs {
  @Field(() => MeasureLinkFilter, { nullable: true, description: "Which measure links to show." })
  where?: MeasureLinkFilter;

  @Field(() => MeasureLinkOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: MeasureLinkOrderField; direction: Direction };
}

/** The measure links that the arguments ask for; all of them, or those under one thing. */
export function findMeasureLinks(context: Context, args: MeasureLinksArgs, info: GraphQLResolveInfo, under?: Under): Page<MeasureLink> {
  const { plan, workProgramme, outcome, indicator, role } = args.where ?? {};
  return pageOf(context, {
    noun: MeasureLink,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("plan_id"), by.whole("position")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("work_programme_id", workProgramme, "where.workProgramme"),
      ...oneOf("outcome_id", outcome, "where.outcome"),
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("role", role, "where.role"),
    ],
  });
}
