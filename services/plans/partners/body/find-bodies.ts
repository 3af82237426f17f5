/** Finds bodies. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Body, BodyKind, BodyStatus, BodyTie } from "./body.js";

enum BodyOrderField {
  NAME = "NAME",
}

registerEnumType(BodyOrderField, {
  name: "BodyOrderField",
  description: "What bodies are sorted by.",
  valuesConfig: {
    NAME: { description: "Name." },
  },
});

const BodyOrder = orderInput("Body", BodyOrderField);

@InputType({ description: "Which bodies to show: all conditions hold together." })
class BodyFilter {
  @Field(() => [ID], { nullable: true, description: "In the arrangements of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "Told of by the Commissioner of one of these PCC areas." })
  pccArea?: string[];

  @Field(() => [ID], { nullable: true, description: "Known from one of these plans." })
  plan?: string[];

  @Field(() => [BodyKind], { nullable: true, description: "Of one of these kinds." })
  kind?: BodyKind[];

  @Field(() => [BodyStatus], { nullable: true, description: "With one of these statuses." })
  status?: BodyStatus[];

  @Field(() => [BodyTie], { nullable: true, description: "Their own, or linked." })
  tie?: BodyTie[];
}

/** What a list of bodies takes. */
@ArgsType()
export class BodiesArgs extends PageArgs {
  @Field(() => BodyFilter, { nullable: true, description: "Which bodies to show." })
  where?: BodyFilter;

  @Field(() => BodyOrder, { nullable: true, description: "How to sort; by name where left out." })
  orderBy?: { field: BodyOrderField; direction: Direction };
}

/** The bodies that the arguments ask for; all of them, or those under one thing. */
export function findBodies(context: Context, args: BodiesArgs, info: GraphQLResolveInfo, under?: Under): Page<Body> {
  const { partnership, pccArea, plan, kind, status, tie } = args.where ?? {};
  return pageOf(context, {
    noun: Body,
    args,
    info,
    under,
    orders: {
      NAME: [by.text("name")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("pcc_area_id", pccArea, "where.pccArea"),
      ...oneOf("plan_id", plan, "where.plan"),
      ...oneOf("kind", kind, "where.kind"),
      ...oneOf("status", status, "where.status"),
      ...oneOf("tie", tie, "where.tie"),
    ],
  });
}
