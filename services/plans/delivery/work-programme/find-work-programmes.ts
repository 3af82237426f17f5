/** Finds work programmes: all, or those of a plan or priority. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { WorkProgramme } from "./work-programme.js";

enum WorkProgrammeOrderField {
  POSITION = "POSITION",
  TITLE = "TITLE",
}

registerEnumType(WorkProgrammeOrderField, {
  name: "WorkProgrammeOrderField",
  description: "What work programmes are sorted by.",
  valuesConfig: {
    POSITION: { description: "Plan, then place in the printed order." },
    TITLE: { description: "Title." },
  },
});

const WorkProgrammeOrder = orderInput("WorkProgramme", WorkProgrammeOrderField);

@InputType({ description: "Which work programmes to show: all conditions hold together." })
class WorkProgrammeFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these priorities." })
  priority?: string[];

  @Field(() => [LeadStatus], { nullable: true, description: "Whose lead has one of these statuses." })
  leadStatus?: LeadStatus[];
}

/** What a list of work programmes takes. */
@ArgsType()
export class WorkProgrammesArgs extends PageArgs {
  @Field(() => WorkProgrammeFilter, { nullable: true, description: "Which work programmes to show." })
  where?: WorkProgrammeFilter;

  @Field(() => WorkProgrammeOrder, { nullable: true, description: "How to sort; by plan and printed order where left out." })
  orderBy?: { field: WorkProgrammeOrderField; direction: Direction };
}

/** The work programmes that the arguments ask for; all of them, or those under one thing. */
export function findWorkProgrammes(context: Context, args: WorkProgrammesArgs, info: GraphQLResolveInfo, under?: Under): Page<WorkProgramme> {
  const { plan, priority, leadStatus } = args.where ?? {};
  return pageOf(context, {
    noun: WorkProgramme,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("plan_id"), by.whole("position")],
      TITLE: [by.text("title")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...oneOf("lead_status", leadStatus, "where.leadStatus"),
    ],
  });
}
