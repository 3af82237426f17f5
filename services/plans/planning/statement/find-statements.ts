/** Finds statements: all, or those of one subject; by kind. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { Statement, StatementKind } from "./statement.js";

enum StatementOrderField {
  NUMBER = "NUMBER",
  KIND = "KIND",
}

registerEnumType(StatementOrderField, {
  name: "StatementOrderField",
  description: "What statements are sorted by.",
  valuesConfig: {
    NUMBER: { description: "Subject, kind, then place in the printed order." },
    KIND: { description: "Kind, then place in the printed order." },
  },
});

const StatementOrder = orderInput("Statement", StatementOrderField);

@InputType({ description: "Which statements to show: all conditions hold together." })
class StatementFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these: ids of plans, priorities, partnerships, PCC objectives or PCC areas." })
  subject?: string[];

  @Field(() => [StatementKind], { nullable: true, description: "Of one of these kinds." })
  kind?: StatementKind[];
}

/** What a list of statements takes. */
@ArgsType()
export class StatementsArgs extends PageArgs {
  @Field(() => StatementFilter, { nullable: true, description: "Which statements to show." })
  where?: StatementFilter;

  @Field(() => StatementOrder, { nullable: true, description: "How to sort; by subject, kind and printed order where left out." })
  orderBy?: { field: StatementOrderField; direction: Direction };
}

/** The statements that the arguments ask for; all of them, or those under one thing. */
export function findStatements(context: Context, args: StatementsArgs, info: GraphQLResolveInfo, under?: Under): Page<Statement> {
  const { subject, kind } = args.where ?? {};
  return pageOf(context, {
    noun: Statement,
    args,
    info,
    under,
    orders: {
      NUMBER: [by.text("subject"), by.text("kind"), by.whole("number")],
      KIND: [by.text("kind"), by.whole("number")],
    },
    where: [
      ...oneOf("subject", subject, "where.subject"),
      ...oneOf("kind", kind, "where.kind"),
    ],
  });
}
