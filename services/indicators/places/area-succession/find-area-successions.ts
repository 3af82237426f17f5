/** Finds area successions: all, or those that lead from an area or to it. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { AreaSuccession, AreaSuccessionKind } from "./area-succession.js";

enum AreaSuccessionOrderField {
  DAY = "DAY",
}

registerEnumType(AreaSuccessionOrderField, {
  name: "AreaSuccessionOrderField",
  description: "What area successions are sorted by.",
  valuesConfig: {
    DAY: { description: "Day." },
  },
});

const AreaSuccessionOrder = orderInput("AreaSuccession", AreaSuccessionOrderField);

@InputType({ description: "Which area successions to show: all conditions hold together." })
class AreaSuccessionFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these areas that were before." })
  predecessor?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these areas that came after." })
  successor?: string[];

  @Field(() => [AreaSuccessionKind], { nullable: true, description: "Of one of these kinds." })
  kind?: AreaSuccessionKind[];
}

/** What a list of area successions takes. */
@ArgsType()
export class AreaSuccessionsArgs extends PageArgs {
  @Field(() => AreaSuccessionFilter, { nullable: true, description: "Which area successions to show." })
  where?: AreaSuccessionFilter;

  @Field(() => AreaSuccessionOrder, { nullable: true, description: "How to sort; by day where left out." })
  orderBy?: { field: AreaSuccessionOrderField; direction: Direction };
}

/** The area successions that the arguments ask for; all of them, or those under one thing. */
export function findAreaSuccessions(context: Context, args: AreaSuccessionsArgs, info: GraphQLResolveInfo, under?: Under): Page<AreaSuccession> {
  const { predecessor, successor, kind } = args.where ?? {};
  return pageOf(context, {
    noun: AreaSuccession,
    args,
    info,
    under,
    orders: {
      DAY: [by.day("on_day")],
    },
    where: [
      ...oneOf("predecessor_id", predecessor, "where.predecessor"),
      ...oneOf("successor_id", successor, "where.successor"),
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
