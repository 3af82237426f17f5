/** An action: a line of a delivery plan. It holds one or more projects, each with its own target, lead and progress. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { WorkProgramme } from "../work-programme/work-programme.js";

/** A line of a delivery plan. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A line of a delivery plan: what is to be done, and what should come of it." })
@Entity({ tableName: "action", schema: "plans" })
export class Action extends Fact {
  @Field(() => String, { nullable: true, description: 'Its number as printed ("1.2.2"), unique in its plan; null where the plan numbers none.' })
  @Property({ type: "text", nullable: true })
  number!: string | null;

  @Field(() => Int, { nullable: true, description: "Its place in the printed order of its plan, from 1, where the plan prints no numbers." })
  @Property({ type: "integer", nullable: true })
  position!: number | null;

  /** The number as it sorts: "1.2.10" after "1.2.9"; its place, where it has no number. */
  @Property({ type: "text" })
  sortNumber!: string;

  @Field(() => String, { description: "Its title as printed; where the plan prints a paragraph and no title, what is to be done in the hub's words." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { nullable: true, description: "What should come of it, in the hub's words." })
  @Property({ type: "text", nullable: true })
  outcome!: string | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text" })
  priorityId!: string;

  /** Not in the API: reached through `workProgramme`. */
  @Property({ type: "text", nullable: true })
  workProgrammeId!: string | null;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan it stands in; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The priority or theme it serves; null where the caller may not see it." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info);
  }

  @Needs("workProgrammeId")
  @Field(() => WorkProgramme, { nullable: true, description: "The work programme it is a line of; null where the plan has none, or the caller may not see it." })
  workProgramme(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.workProgrammeId ? context.refer(WorkProgramme, { id: this.workProgrammeId, asOf: this.asOf }, info) : null;
  }
}
