/** A progress update: what was reported of a project for a period, with the officers' judgement of risk. */
import { Embedded, Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Period } from "../../../../kernel/values/period.js";
import { Fact } from "../../sources/document/document.js";
import { Action } from "../action/action.js";
import { Project } from "../project/project.js";

/** An officer's judgement of the risk that a project fails. */
export enum DeliveryRag {
  RED = "RED",
  AMBER = "AMBER",
  GREEN = "GREEN",
  COMPLETE = "COMPLETE",
  NOT_RATED = "NOT_RATED",
}

registerEnumType(DeliveryRag, {
  name: "DeliveryRag",
  description: "An officer's judgement of the risk that a project fails. Never computed from figures.",
  valuesConfig: {
    RED: { description: "Needs urgent intervention: medium to high risk." },
    AMBER: { description: "Needs intervention to meet its target: small to medium risk." },
    GREEN: { description: "On target: minimum risk." },
    COMPLETE: { description: "Done." },
    NOT_RATED: { description: "No rating is known; `gaps` says why. A colour that was lost is NOT_RATED, never green." },
  },
});

/** What becomes of a project in the plan that follows. */
export enum CarryOver {
  CARRIED_OVER = "CARRIED_OVER",
  TO_CONSIDER = "TO_CONSIDER",
  NOT_STATED = "NOT_STATED",
}

registerEnumType(CarryOver, {
  name: "CarryOver",
  description: "Whether a project goes on in the next plan.",
  valuesConfig: {
    CARRIED_OVER: { description: "The source says that it goes on." },
    TO_CONSIDER: { description: "The source says that this is to be decided." },
    NOT_STATED: { description: "The source says nothing of it." },
  },
});

/** What was reported of a project for a period. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "What was reported of a project for a period, with the officers' judgement of risk." })
@Entity({ tableName: "progress_update", schema: "plans" })
export class ProgressUpdate extends Fact {
  @Field(() => Period, { description: "The period it reports on." })
  @Embedded(() => Period)
  period!: Period;

  @Field(() => String, { nullable: true, description: "What was reported, in the hub's words, with every figure." })
  @Property({ type: "text", nullable: true })
  narrative!: string | null;

  /** Not in the API: shown as `deliveryRag`. */
  @Property({ type: "text", nullable: true })
  rag!: DeliveryRag | null;

  @Field(() => CarryOver, { description: "Whether the project goes on in the next plan." })
  @Property({ type: "text" })
  carryOver!: CarryOver;

  /** Not in the API: reached through `action`. */
  @Property({ type: "text" })
  actionId!: string;

  /** Not in the API: reached through `project`. */
  @Property({ type: "text", nullable: true })
  projectId!: string | null;

  @Needs("rag")
  @Field(() => DeliveryRag, { description: "The officers' judgement of risk; NOT_RATED where none is known, for the reason in `gaps`." })
  deliveryRag(): DeliveryRag {
    return this.rag ?? DeliveryRag.NOT_RATED;
  }

  @Needs("actionId")
  @Field(() => Action, { nullable: true, description: "The action it reports on; null where the caller may not see it." })
  action(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Action, { id: this.actionId, asOf: this.asOf }, info);
  }

  @Needs("projectId")
  @Field(() => Project, { nullable: true, description: "The project line of the action that it reports on; null where it reports on the action as a whole." })
  project(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.projectId === null ? null : context.refer(Project, { id: this.projectId, asOf: this.asOf }, info);
  }
}
