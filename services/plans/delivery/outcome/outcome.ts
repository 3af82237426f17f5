/** An outcome: what a plan should change. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Action } from "../action/action.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";
import { WorkProgramme } from "../work-programme/work-programme.js";

/** What a plan should change. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What a plan should change, by a work programme, by one line of its delivery plan or as a whole." })
@Entity({ tableName: "outcome", schema: "plans" })
export class Outcome extends Fact {
  @Field(() => Int, { description: "Its place in the printed order of the plan's outcomes, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { nullable: true, description: 'Its number as printed ("iv"); null where the plan numbers none.' })
  @Property({ type: "text", nullable: true })
  number!: string | null;

  @Field(() => String, { description: "What should change, in the hub's words; `provenance.asPrinted` quotes the plan." })
  @Property({ type: "text" })
  description!: string;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text", nullable: true })
  priorityId!: string | null;

  /** Not in the API: reached through `workProgramme`. */
  @Property({ type: "text", nullable: true })
  workProgrammeId!: string | null;

  /** Not in the API: reached through `action`. */
  @Property({ type: "text", nullable: true })
  actionId!: string | null;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan that states it; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The priority or theme it stands under; null where it stands under none, or the caller may not see it." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.priorityId ? context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info) : null;
  }

  @Needs("workProgrammeId")
  @Field(() => WorkProgramme, { nullable: true, description: "The work programme it is an outcome of; null where the plan has none, or the caller may not see it." })
  workProgramme(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.workProgrammeId ? context.refer(WorkProgramme, { id: this.workProgrammeId, asOf: this.asOf }, info) : null;
  }

  @Needs("actionId")
  @Field(() => Action, { nullable: true, description: "The line of the delivery plan it is the outcome of; null where the plan does not say which, or the caller may not see it." })
  action(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.actionId ? context.refer(Action, { id: this.actionId, asOf: this.asOf }, info) : null;
  }
}
