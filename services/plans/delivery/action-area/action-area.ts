/** An action area: a place that a plan singles out, and what is used there. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { DateScalar, type Day } from "../../../../kernel/values/day.js";
import { Action } from "../action/action.js";
import { Fact } from "../../sources/document/document.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";

/** What is used in a place. */
export enum AreaInstrument {
  CCTV = "CCTV",
  DISPERSAL_ORDER = "DISPERSAL_ORDER",
  PSPO = "PSPO",
  OUTREACH = "OUTREACH",
  PATROL = "PATROL",
  OTHER = "OTHER",
}

registerEnumType(AreaInstrument, {
  name: "AreaInstrument",
  description: "What is used in a place that a plan singles out.",
  valuesConfig: {
    CCTV: { description: "Cameras." },
    DISPERSAL_ORDER: { description: "An order under which people are moved on." },
    PSPO: { description: "A Public Spaces Protection Order." },
    OUTREACH: { description: "Work with people where they are, such as young people on the street." },
    PATROL: { description: "Patrols, or an officer for the place." },
    OTHER: { description: "Something else, which the summary tells." },
  },
});

/** How far it has come. */
export enum AreaStatus {
  CONSIDERED = "CONSIDERED",
  PLANNED = "PLANNED",
  IN_USE = "IN_USE",
  ENDED = "ENDED",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(AreaStatus, {
  name: "AreaStatus",
  description: "How far the work in a place has come, when its source was written.",
  valuesConfig: {
    CONSIDERED: { description: "It is being considered." },
    PLANNED: { description: "It is decided and has not begun." },
    IN_USE: { description: "It is at work." },
    ENDED: { description: "It is over." },
    NOT_STATED: { description: "The source does not say." },
  },
});

/** A place that a plan singles out. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A place that a plan singles out, such as a Community Action Area, and what is used there." })
@Entity({ tableName: "action_area", schema: "plans" })
export class ActionArea extends Fact {
  @Field(() => Int, { description: "Its place in the printed order of the plan's action areas, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { nullable: true, description: "The place as printed; null where the source does not name it." })
  @Property({ type: "text", nullable: true })
  place!: string | null;

  @Field(() => AreaInstrument, { nullable: true, description: "What is used there, or is to be; null where the source names the place alone." })
  @Property({ type: "text", nullable: true })
  instrument!: AreaInstrument | null;

  @Field(() => AreaStatus, { description: "How far it has come." })
  @Property({ type: "text" })
  status!: AreaStatus;

  @Field(() => DateScalar, { nullable: true, description: "The day it began, or began to be in force." })
  @Property({ type: "date", nullable: true })
  startedOn!: Day | null;

  @Field(() => DateScalar, { nullable: true, description: "The last day it was in force; null where it goes on or the source does not say." })
  @Property({ type: "date", nullable: true })
  endedOn!: Day | null;

  @Field(() => String, { nullable: true, description: "What is done there, in the hub's words." })
  @Property({ type: "text", nullable: true })
  summary!: string | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text", nullable: true })
  priorityId!: string | null;

  /** Not in the API: reached through `action`. */
  @Property({ type: "text", nullable: true })
  actionId!: string | null;

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan it stands in; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The priority or theme it stands under; null where it stands under none, or the caller may not see it." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.priorityId ? context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info) : null;
  }

  @Needs("actionId")
  @Field(() => Action, { nullable: true, description: "The line of the delivery plan that it belongs to; null where it belongs to none, or the caller may not see it." })
  action(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.actionId ? context.refer(Action, { id: this.actionId, asOf: this.asOf }, info) : null;
  }
}
