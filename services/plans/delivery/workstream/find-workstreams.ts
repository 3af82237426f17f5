/** Finds workstreams: all, or those of a priority. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, equal, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Workstream, WorkstreamRelation } from "./workstream.js";

enum WorkstreamOrderField {
  POSITION = "POSITION",
  NAME = "NAME",
}

registerEnumType(WorkstreamOrderField, {
  name: "WorkstreamOrderField",
  description: "What workstreams are sorted by.",
  valuesConfig: {
    POSITION: { description: "Priority, then those that deliver it before those linked to it, then the printed order." },
    NAME: { description: "Name." },
  },
});

const WorkstreamOrder = orderInput("Workstream", WorkstreamOrderField);

@InputType({ description: "Which workstreams to show: all conditions hold together." })
class WorkstreamFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these plans." })
  plan?: string[];

  @Field(() => [ID], { nullable: true, description: "Under one of these priorities." })
  priority?: string[];

  @Field(() => [WorkstreamRelation], { nullable: true, description: "With one of these relations to its priority." })
  relation?: WorkstreamRelation[];

  @Field(() => String, { nullable: true, description: "Printed under exactly this name." })
  name?: string;
}

/** What a list of workstreams takes. */
@ArgsType()
export class WorkstreamsArgs extends PageArgs {
  @Field(() => WorkstreamFilter, { nullable: true, description: "Which workstreams to show." })
  where?: WorkstreamFilter;

  @Field(() => WorkstreamOrder, { nullable: true, description: "How to sort; by priority and printed order where left out." })
  orderBy?: { field: WorkstreamOrderField; direction: Direction };
}

/** The workstreams that the arguments ask for; all of them, or those under one thing. */
export function findWorkstreams(context: Context, args: WorkstreamsArgs, info: GraphQLResolveInfo, under?: Under): Page<Workstream> {
  const { plan, priority, relation, name } = args.where ?? {};
  return pageOf(context, {
    noun: Workstream,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("priority_id"), by.text("relation"), by.whole("position")],
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("priority_id", priority, "where.priority"),
      ...oneOf("relation", relation, "where.relation"),
      ...equal("name", name, "where.name"),
    ],
  });
}
