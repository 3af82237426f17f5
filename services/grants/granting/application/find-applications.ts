/** Finds applications: all, or those of a partnership; by fund, applicant, state and year. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, inYear, oneOf } from "../../../../kernel/lists/filters.js";
import { FinancialYearScalar } from "../../../../kernel/values/financial-year.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { ApplicationState } from "./application-state.js";
import { Application } from "./application.js";

enum ApplicationOrderField {
  PERIOD = "PERIOD",
  REQUESTED = "REQUESTED",
  STATE_ON = "STATE_ON",
}

registerEnumType(ApplicationOrderField, {
  name: "ApplicationOrderField",
  description: "What applications are sorted by.",
  valuesConfig: {
    PERIOD: { description: "First day of its first year." },
    REQUESTED: { description: "The sum asked for." },
    STATE_ON: { description: "The day on which it came to its state." },
  },
});

const ApplicationOrder = orderInput("Application", ApplicationOrderField);

@InputType({ description: "Which applications to show: all conditions hold together." })
class ApplicationFilter {
  @Field(() => [ID], { nullable: true, description: "Of one of these partnerships." })
  partnership?: string[];

  @Field(() => [ID], { nullable: true, description: "To one of these funds." })
  fund?: string[];

  @Field(() => [ID], { nullable: true, description: "Made by one of these organisations." })
  applicant?: string[];

  @Field(() => [ApplicationState], { nullable: true, description: "In one of these states." })
  state?: ApplicationState[];

  @Field(() => FinancialYearScalar, { nullable: true, description: "With years that overlap this financial year." })
  year?: string;
}

/** What a list of applications takes. */
@ArgsType()
export class ApplicationsArgs extends PageArgs {
  @Field(() => ApplicationFilter, { nullable: true, description: "Which applications to show." })
  where?: ApplicationFilter;

  @Field(() => ApplicationOrder, { nullable: true, description: "How to sort; by the first day of its first year where left out." })
  orderBy?: { field: ApplicationOrderField; direction: Direction };
}

/** The applications that the arguments ask for; all of them, or those under one thing. */
export function findApplications(context: Context, args: ApplicationsArgs, info: GraphQLResolveInfo, under?: Under): Page<Application> {
  const { partnership, fund, applicant, state, year } = args.where ?? {};
  return pageOf(context, {
    noun: Application,
    args,
    info,
    under,
    orders: {
      PERIOD: [by.day("period_from")],
      REQUESTED: [by.whole("requested_pence")],
      STATE_ON: [by.day("state_on")],
    },
    where: [
      ...oneOf("partnership_id", partnership, "where.partnership"),
      ...oneOf("fund_id", fund, "where.fund"),
      ...oneOf("applicant_id", applicant, "where.applicant"),
      ...oneOf("state", state, "where.state"),
      ...inYear("period", year, "where.year"),
    ],
  });
}
