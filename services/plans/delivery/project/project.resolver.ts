/** The doors to projects. */
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from "type-graphql";
import { AnyoneMayAsk } from "../../../../kernel/authority/may-call.js";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { AsOfArgs, connectionOf } from "../../../../kernel/lists/connection.js";
import { asOfDay, childrenOf } from "../../../../kernel/lists/paging.js";
import { Gap } from "../../sources/document/document.js";
import { ProgressUpdateConnection } from "../progress-update/progress-update.resolver.js";
import { ProgressUpdatesArgs, findProgressUpdates } from "../progress-update/find-progress-updates.js";
import { Project } from "./project.js";
import { findProjects, ProjectsArgs } from "./find-projects.js";

/** A page of projects. */
export const ProjectConnection = connectionOf(Project, "Project", Gap);

@Resolver(() => Project)
export class ProjectResolver {
  @AnyoneMayAsk()
  @Query(() => Project, { nullable: true, description: "One project by its id; null where the id was unknown on that day." })
  project(
    @Arg("id", () => ID, { description: "Id of the project." }) id: string,
    @Args(() => AsOfArgs) args: AsOfArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return context.find(Project, { id, asOf: asOfDay(context, args.asOf) }, info);
  }

  @AnyoneMayAsk()
  @Query(() => ProjectConnection, { nullable: true, description: "The project lines of all actions." })
  projects(@Args(() => ProjectsArgs) args: ProjectsArgs, @Ctx() context: Context, @Info() info: GraphQLResolveInfo): unknown {
    return findProjects(context, args, info);
  }

  @FieldResolver(() => ProgressUpdateConnection, { description: "What was reported of it, in the order of the periods reported on." })
  progress(
    @Root() project: Project,
    @Args(() => ProgressUpdatesArgs) args: ProgressUpdatesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return findProgressUpdates(context, args, info, childrenOf(project, "project_id", "progress"));
  }
}
