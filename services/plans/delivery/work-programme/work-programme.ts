/** A work programme: the work by which a plan delivers one of its priorities. Its lead is told by post and organisation, never by name. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType, registerEnumType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Fact } from "../../sources/document/document.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { Organisation } from "../../partners/organisation/organisation.js";
import { Plan } from "../../planning/plan/plan.js";
import { Priority } from "../../planning/priority/priority.js";

/** What the delivery plan heads it. */
export enum WorkProgrammeWord {
  WORK_PROGRAMME = "WORK_PROGRAMME",
  THEME = "THEME",
}

registerEnumType(WorkProgrammeWord, {
  name: "WorkProgrammeWord",
  description: "What a delivery plan heads its work programmes.",
  valuesConfig: { WORK_PROGRAMME: { description: "Work programme." }, THEME: { description: "Theme." } },
});

/** The work by which a plan delivers a priority. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "The work by which a plan delivers one of its priorities: its lines, what it should change and what it is measured by." })
@Entity({ tableName: "work_programme", schema: "plans" })
export class WorkProgramme extends Fact {
  @Field(() => Int, { description: "Its place in the printed order of the plan's work programmes, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { nullable: true, description: 'Its letter or number as printed ("a"), under its priority; null where none is printed.' })
  @Property({ type: "text", nullable: true })
  letter!: string | null;

  @Field(() => String, { description: "Its title as the plan lists it." })
  @Property({ type: "text" })
  title!: string;

  @Field(() => String, { nullable: true, description: "Its title as the delivery plan prints it, which may differ; two may stand there under one title." })
  @Property({ type: "text", nullable: true })
  titleInDeliveryPlan!: string | null;

  @Field(() => WorkProgrammeWord, { nullable: true, description: "What the delivery plan heads it." })
  @Property({ type: "text", nullable: true })
  wordInDeliveryPlan!: WorkProgrammeWord | null;

  @Field(() => String, { nullable: true, description: "What it is about, in the hub's words." })
  @Property({ type: "text", nullable: true })
  summary!: string | null;

  @Field(() => String, { nullable: true, description: "The post of the lead; never a name." })
  @Property({ type: "text", nullable: true })
  leadPost!: string | null;

  @Field(() => LeadStatus, { description: "What the source says of the lead." })
  @Property({ type: "text" })
  leadStatus!: LeadStatus;

  @Field(() => Int, { nullable: true, description: "How many lead it by the source; null where it does not say." })
  @Property({ type: "integer", nullable: true })
  leads!: number | null;

  @Field(() => Int, { nullable: true, description: "How many support the lead by the source, told by name or post; null where it does not say." })
  @Property({ type: "integer", nullable: true })
  supporters!: number | null;

  /** Not in the API: reached through `leadOrganisations`. */
  @Property({ type: "string[]", nullable: true })
  leadOrganisationIds!: string[] | null;

  /** Not in the API: reached through `plan`. */
  @Property({ type: "text" })
  planId!: string;

  /** Not in the API: reached through `priority`. */
  @Property({ type: "text" })
  priorityId!: string;

  @Needs("leadOrganisationIds")
  @Field(() => [Organisation], { description: "The organisations that lead it, in their printed order; empty where none is stated." })
  async leadOrganisations(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const found = await Promise.all((this.leadOrganisationIds ?? []).map((id) => context.refer(Organisation, { id, asOf: this.asOf }, info)));
    return found.filter((organisation) => organisation !== null);
  }

  @Needs("planId")
  @Field(() => Plan, { nullable: true, description: "The plan it stands in; null where the caller may not see it." })
  plan(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Plan, { id: this.planId, asOf: this.asOf }, info);
  }

  @Needs("priorityId")
  @Field(() => Priority, { nullable: true, description: "The priority it serves; null where the caller may not see it." })
  priority(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Priority, { id: this.priorityId, asOf: this.asOf }, info);
  }
}
