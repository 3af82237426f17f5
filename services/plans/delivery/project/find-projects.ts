/** Finds projects: all, or those of an action. */
import type { GraphQLResolveInfo } from "graphql";
import { ArgsType, Field, ID, InputType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { by, oneOf, sharing } from "../../../../kernel/lists/filters.js";
import { orderInput, PageArgs, type Direction, type Page } from "../../../../kernel/lists/connection.js";
import { pageOf, type Under } from "../../../../kernel/lists/paging.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { Project } from "./project.js";

enum ProjectOrderField {
  POSITION = "POSITION",
}

registerEnumType(ProjectOrderField, {
  name: "ProjectOrderField",
  description: "What projects are sorted by.",
  valuesConfig: {
    POSITION: { description: "Action, then place within it." },
  },
});

const ProjectOrder = orderInput("Project", ProjectOrderField);

@InputType({ description: "Which projects to show: all conditions hold together." })
class ProjectFilter {
  @Field(() => [LeadStatus], { nullable: true, description: "Whose lead has one of these statuses." })
  leadStatus?: LeadStatus[];

  @Field(() => [ID], { nullable: true, description: "Led by one of these organisations." })
  leadOrganisation?: string[];
}

/** What a list of projects takes. */
@ArgsType()
export class ProjectsArgs extends PageArgs {
  @Field(() => ProjectFilter, { nullable: true, description: "Which projects to show." })
  where?: ProjectFilter;

  @Field(() => ProjectOrder, { nullable: true, description: "How to sort; by action and place within it where left out." })
  orderBy?: { field: ProjectOrderField; direction: Direction };
}

/** The projects that the arguments ask for; all of them, or those under one thing. */
export function findProjects(context: Context, args: ProjectsArgs, info: GraphQLResolveInfo, under?: Under): Page<Project> {
  const { leadStatus, leadOrganisation } = args.where ?? {};
  return pageOf(context, {
    noun: Project,
    args,
    info,
    under,
    orders: {
      POSITION: [by.text("action_id"), by.whole("position")],
    },
    where: [
      ...oneOf("lead_status", leadStatus, "where.leadStatus"),
      ...sharing("lead_organisation_ids", leadOrganisation, "where.leadOrganisation"),
    ],
  });
}
