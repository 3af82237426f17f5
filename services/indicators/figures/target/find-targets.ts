/** Finds targets: all, or those of an indicator, partnership or area. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, byKnown, equal, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Target, TargetKind } from "./target.js";

enum TargetOrderField {
  INDICATOR = "INDICATOR",
}

registerEnumType(TargetOrderField, {
  name: "TargetOrderField",
  description: "What targets are sorted by.",
  valuesConfig: {
    INDICATOR: { description: "Indicator, then first day of the period." },
  },
});

const TargetOrder = orderInput("Target", TargetOrderField);

@InputType({ description: "Which targets to show: all conditions hold together." })
class TargetFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these indicators." })
  indicator?: string[];

  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "For one of these areas; those for their parts are not among them." })
  area?: string[];

  @Field(() => [TargetKind], { nullable: true, description: "Of one of these kinds." })
  kind?: TargetKind[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "For a period that overlaps this financial year." })
  year?: string;

  @Field(() => Boolean, { nullable: true, description: "Whether it agrees with its own baseline." })
  consistent?: boolean;
}

/** What a list of targets takes. */
@ArgsType()
export class TargetsArgs extends PageArgs {
  @Field(() => TargetFilter, { nullable: true, description: "Which targets to show." })
  where?: TargetFilter;

  @Field(() => TargetOrder, { nullable: true, description: "How to sort; by indicator and period where left out." })
  orderBy?: { field: TargetOrderField; direction: Direction };
}

/** The targets that the arguments ask for; all of them, or those under one thing. */
export function findTargets(context: Context, args: TargetsArgs, info: GraphQLResolveInfo, under?: Under): Page<Target> {
  const { indicator, partnership, area, kind, year, consistent } = args.where ?? {};
  return pageOf(context, {
    noun: Target,
    args,
    info,
    under,
    orders: {
      INDICATOR: [by.text("indicator_id"), byKnown.day("period_from")],
    },
    where: [
      ...oneOf("indicator_id", indicator, "where.indicator"),
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("area_id", area, "where.area"),
      ...oneOf("kind", kind, "where.kind"),
      ...inYear("period", year, "where.year"),
      ...equal("consistent", consistent, "where.consistent"),
    ],
  });
}
