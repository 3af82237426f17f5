/** A workstream that a plan's table sets beside a priority: what delivers it, or what it is linked to. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";

/** What a workstream is to a priority. */
export enum WorkstreamRelation {
  DELIVERED_BY = "DELIVERED_BY",
  LINKED_TO = "LINKED_TO",
}

registerEnumType(WorkstreamRelation, {
  name: "WorkstreamRelation",
  description: "What a workstream is to a priority.",
  valuesConfig: {
    DELIVERED_BY: { description: "The priority is delivered by it." },
    LINKED_TO: { description: "The priority is linked to it: each influences the other." },
  },
});

/** A workstream beside a priority. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A workstream beside a priority: what delivers it, or what it is linked to. One that stands beside several priorities stands once for each." })
@Entity({ tableName: "workstream", schema: "plans" })
export class Workstream extends Fact {
  @Field(() => WorkstreamRelation, { description: "What it is to the priority." })
  @Property({ type: "text" })
  relation!: WorkstreamRelation;

  @Field(() => Int, { description: "Its place in the printed order of its relation, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { description: "Its name as printed; the same stream may be printed under another name beside another priority." })
  @Property({ type: "text" })
  name!: string;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text" })
  priorityId!: string;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan whose table it stands in; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The priority it stands beside; null where the caller may not see it." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info);
  }
}
