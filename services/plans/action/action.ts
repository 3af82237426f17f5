/** An action: a line of a delivery plan. It holds one or more projects, each with its own target, lead and progress. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType } from "type-graphql";
import type { Context } from "../../../kernel/context.js";
import { Needs } from "../../../kernel/seen.js";
import { Fact } from "../document/document.js";
import { Plan } from "../plan/plan.js";
import { Priority } from "../priority/priority.js";

/** A line of a delivery plan. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A line of a delivery plan: what is to be done, and what should come of it." })
@Entity({ tableName: "action", schema: "plans" })
export class Action extends Fact {
  @Field(() => String, { nullable: true, description: 'Its number as printed ("1.2.2"), unique in its plan; null where the plan numbers none.' })
  @Property({ type: "text", nullable: true })
  number!: string | null;

  /** The number as it sorts: "1.2.10" after "1.2.9". */
  @Property({ type: "text" })
  sortNumber!: string;

  @Field(() => String, { description: "Its title as printed." })
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

  @Needs("planId")
  @Field(() => Plan, { description: "The plan it stands in." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { description: "The priority or theme it serves." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info);
  }
}
