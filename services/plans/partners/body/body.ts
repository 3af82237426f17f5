/** A body: a board, committee, group, panel or team through which partnerships are run, watched and advised. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { Organisation } from "../organisation/organisation.js";
import { Partnership } from "../partnership/partnership.js";
import { PccArea } from "../pcc-area/pcc-area.js";
import { Plan } from "../../planning/plan/plan.js";
import { LeadStatus } from "../lead/lead-status.js";

/** Kinds of body. */
export enum BodyKind {
  PARTNERSHIP = "PARTNERSHIP",
  BOARD = "BOARD",
  SAFEGUARDING_BOARD = "SAFEGUARDING_BOARD",
  SCRUTINY_COMMITTEE = "SCRUTINY_COMMITTEE",
  PERFORMANCE_MEETING = "PERFORMANCE_MEETING",
  DELIVERY_GROUP = "DELIVERY_GROUP",
  TASK_AND_FINISH_GROUP = "TASK_AND_FINISH_GROUP",
  SUB_GROUP = "SUB_GROUP",
  WORKING_GROUP = "WORKING_GROUP",
  OPERATIONAL_MEETING = "OPERATIONAL_MEETING",
  PANEL = "PANEL",
  NEIGHBOURHOOD_COUNCIL = "NEIGHBOURHOOD_COUNCIL",
  TEAM = "TEAM",
}

registerEnumType(BodyKind, {
  name: "BodyKind",
  description: "What kind of body it is.",
  valuesConfig: {
    PARTNERSHIP: { description: "A partnership as a whole, of community safety or of another purpose." },
    BOARD: { description: "A board that gives direction." },
    SAFEGUARDING_BOARD: { description: "A board for the safeguarding of children or adults." },
    SCRUTINY_COMMITTEE: { description: "A committee that scrutinises." },
    PERFORMANCE_MEETING: { description: "A meeting that watches performance." },
    DELIVERY_GROUP: { description: "A group that sees to delivery." },
    TASK_AND_FINISH_GROUP: { description: "A task and finish group." },
    SUB_GROUP: { description: "A group beneath another body, for one theme or element." },
    WORKING_GROUP: { description: "A working, steering or problem solving group." },
    OPERATIONAL_MEETING: { description: "A meeting about cases or the day's work." },
    PANEL: { description: "A panel that advises, reviews or considers." },
    NEIGHBOURHOOD_COUNCIL: { description: "A council of a neighbourhood." },
    TEAM: { description: "A team, unit or service of one or several organisations." },
  },
});

/** Whether a body is still there. */
export enum BodyStatus {
  EXISTS = "EXISTS",
  PLANNED = "PLANNED",
  ENDING = "ENDING",
  ABOLISHED = "ABOLISHED",
}

registerEnumType(BodyStatus, {
  name: "BodyStatus",
  description: "Whether a body is there, by its source.",
  valuesConfig: {
    EXISTS: { description: "It is there." },
    PLANNED: { description: "It is to come, or still being built." },
    ENDING: { description: "It is to be replaced or to end." },
    ABOLISHED: { description: "It is there no longer." },
  },
});

/** How a body belongs to its partnership. */
export enum BodyTie {
  OWN = "OWN",
  LINKED = "LINKED",
}

registerEnumType(BodyTie, {
  name: "BodyTie",
  description: "How a body belongs to the partnership or Commissioner whose document tells of it.",
  valuesConfig: {
    OWN: { description: "It is their own." },
    LINKED: { description: "It is another's, which they work with, answer to or draw on." },
  },
});

/** A board, committee, group, panel or team. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "A board, committee, group, panel or team through which partnerships are run, watched and advised." })
@Entity({ tableName: "body", schema: "plans" })
export class Body extends Fact {
  @Field(() => String, { description: "Its name as printed, with a bracket of the hub's where that alone does not tell it apart; where none is printed, what it is for, with a gap that says so." })
  @Property({ type: "text" })
  name!: string;

  @Field(() => BodyKind, { description: "What kind of body it is." })
  @Property({ type: "text" })
  kind!: BodyKind;

  @Field(() => BodyStatus, { description: "Whether it is there, by its source." })
  @Property({ type: "text" })
  status!: BodyStatus;

  @Field(() => BodyTie, { description: "Whether it is the partnership's or Commissioner's own, or another's." })
  @Property({ type: "text" })
  tie!: BodyTie;

  @Field(() => String, { nullable: true, description: "What it is for, in the hub's words." })
  @Property({ type: "text", nullable: true })
  purpose!: string | null;

  @Field(() => String, { nullable: true, description: "What it has to do, in the hub's words." })
  @Property({ type: "text", nullable: true })
  duties!: string | null;

  @Field(() => String, { nullable: true, description: "How often it meets, as printed." })
  @Property({ type: "text", nullable: true })
  meets!: string | null;

  @Field(() => String, { nullable: true, description: "The post of who chairs or leads it; never a name." })
  @Property({ type: "text", nullable: true })
  leadPost!: string | null;

  @Field(() => LeadStatus, { description: "What the source says of who chairs or leads it." })
  @Property({ type: "text" })
  leadStatus!: LeadStatus;

  /** Not in the API: reached through `leadOrganisation`. */
  @Property({ type: "text", nullable: true })
  leadOrganisationId!: string | null;

  /** Not in the API: reached through `partnership`. */
  @Property({ type: "text", nullable: true })
  partnershipId!: string | null;

  /** Not in the API: reached through `pccArea`. */
  @Property({ type: "text", nullable: true })
  pccAreaId!: string | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text", nullable: true })
  planId!: string | null;

  /** Not in the API: reached through `organisation`. */
  @Property({ type: "text", nullable: true })
  organisationId!: string | null;

  @Needs("leadOrganisationId")
  @Field(() => Organisation, { nullable: true, description: "The organisation that chairs or leads it." })
  leadOrganisation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.leadOrganisationId ? context.refer(Organisation, { id: this.leadOrganisationId, asOf: this.asOf }, info) : null;
  }

  @Needs("partnershipId")
  @Field(() => Partnership, { nullable: true, description: "The partnership in whose arrangements it stands; null for a body of nobody's, as a Commissioner's." })
  partnership(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.partnershipId ? context.refer(Partnership, { id: this.partnershipId, asOf: this.asOf }, info) : null;
  }

  @Needs("pccAreaId")
  @Field(() => PccArea, { nullable: true, description: "The PCC area whose Commissioner's document tells of it; null for a partnership's." })
  pccArea(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.pccAreaId ? context.refer(PccArea, { id: this.pccAreaId, asOf: this.asOf }, info) : null;
  }

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan that it is known from: it tells the years; null where no plan tells of it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.planId ? context.refer(Plan, { id: this.planId, asOf: this.asOf }, info) : null;
  }

  @Needs("organisationId")
  @Field(() => Organisation, { nullable: true, description: "The same body as an organisation, where it also takes part, leads or funds; null where it does not." })
  organisation(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> | null {
    return this.organisationId ? context.refer(Organisation, { id: this.organisationId, asOf: this.asOf }, info) : null;
  }
}
