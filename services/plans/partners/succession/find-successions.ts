/** Finds successions. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { byKnown, during, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { PeriodRange } from "../../../../kernel/values/period.js";
import { Succession, SuccessionKind } from "./succession.js";

enum SuccessionOrderField {
  WHEN = "WHEN",
}

registerEnumType(SuccessionOrderField, {
  name: "SuccessionOrderField",
  description: "What successions are sorted by.",
  valuesConfig: {
    WHEN: { description: "The first day of the period; those without one come first." },
  },
});

const SuccessionOrder = orderInput("Succession", SuccessionOrderField);

@InputType({ description: "Which successions to show: all conditions hold together." })
class SuccessionFilter {
  @Field(() => [ID], { nullable: true, description: "After one of these organisations." })
  predecessor?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these organisations." })
  successor?: string[];

  @Field(() => [SuccessionKind], { nullable: true, description: "Of one of these kinds." })
  kind?: SuccessionKind[];

  @Field(() => PeriodRange, { nullable: true, description: "In a period that overlaps these days." })
  during?: PeriodRange;
}

/** What a list of successions takes. */
@ArgsType()
export class SuccessionsArgs extends PageArgs {
  @Field(() => SuccessionFilter, { nullable: true, description: "Which successions to show." })
  where?: SuccessionFilter;

  @Field(() => SuccessionOrder, { nullable: true, description: "How to sort; by when, those without a day first where left out." })
  orderBy?: { field: SuccessionOrderField; direction: Direction };
}

/** The successions that the arguments ask for; all of them, or those under one thing. */
export function findSuccessions(context: Context, args: SuccessionsArgs, info: GraphQLResolveInfo, under?: Under): Page<Succession> {
  const { predecessor, successor, kind, during: overlapping } = args.where ?? {};
  return pageOf(context, {
    noun: Succession,
    args,
    info,
    under,
    orders: {
      WHEN: [byKnown.day("period_from")],
    },
    where: [
      ...oneOf("predecessor_id", predecessor, "where.predecessor"),
      ...oneOf("successor_id", successor, "where.successor"),
      ...oneOf("kind", kind, "where.kind"),
      ...during("period", overlapping, "where.during"),
    ],
  });
}
