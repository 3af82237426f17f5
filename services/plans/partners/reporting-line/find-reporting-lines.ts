/** Finds reporting lines. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ReportingLine, ReportingLineKind } from "./reporting-line.js";

enum ReportingLineOrderField {
  FROM = "FROM",
}

registerEnumType(ReportingLineOrderField, {
  name: "ReportingLineOrderField",
  description: "What reporting lines are sorted by.",
  valuesConfig: {
    FROM: { description: "The body that they start from, then their kind." },
  },
});

const ReportingLineOrder = orderInput("ReportingLine", ReportingLineOrderField);

@InputType({ description: "Which reporting lines to show: all conditions hold together." })
class ReportingLineFilter {
  @Field(() => [ID], { nullable: true, description: "In the arrangements of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "From one of these bodies." })
  from?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these bodies." })
  toBody?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these organisations." })
  toOrganisation?: string[];

  @Field(() => [ReportingLineKind], { nullable: true, description: "Of one of these kinds." })
  kind?: ReportingLineKind[];
}

/** What a list of reporting lines takes. */
@ArgsType()
export class ReportingLinesArgs extends PageArgs {
  @Field(() => ReportingLineFilter, { nullable: true, description: "Which reporting lines to show." })
  where?: ReportingLineFilter;

  @Field(() => ReportingLineOrder, { nullable: true, description: "How to sort; by the body that they start from, then their kind where left out." })
  orderBy?: { field: ReportingLineOrderField; direction: Direction };
}

/** The reporting lines that the arguments ask for; all of them, or those under one thing. */
export function findReportingLines(context: Context, args: ReportingLinesArgs, info: GraphQLResolveInfo, under?: Under): Page<ReportingLine> {
  const { partnership, from, toBody, toOrganisation, kind } = args.where ?? {};
  return pageOf(context, {
    noun: ReportingLine,
    args,
    info,
    under,
    orders: {
      FROM: [by.text("body_id"), by.text("kind")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("body_id", from, "where.from"),
      ...oneOf("to_body_id", toBody, "where.toBody"),
      ...oneOf("to_organisation_id", toOrganisation, "where.toOrganisation"),
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
