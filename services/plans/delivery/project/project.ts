/** A project: one line of an action, with its target and its lead. Leads are told by post and organisation, never by name. */
import { Entity, Property } from "@mikro-orm/decorators/legacy";
import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, Field, Info, Int, ObjectType } from "type-graphql";
import type { Context } from "../../../../kernel/subgraph/context.js";
import { Needs } from "../../../../kernel/facts/seen.js";
import { Action } from "../action/action.js";
import { Fact } from "../../sources/document/document.js";
import { LeadStatus } from "../../partners/lead/lead-status.js";
import { Organisation } from "../../partners/organisation/organisation.js";

/** One line of an action. */
@Directive('@key(fields: "id asOf")')
@ObjectType({ simpleResolvers: true, description: "One line of an action: what is done, its target and its lead." })
@Entity({ tableName: "project", schema: "plans" })
export class Project extends Fact {
  @Field(() => Int, { description: "Its place within the action, from 1." })
  @Property({ type: "integer" })
  position!: number;

  @Field(() => String, { nullable: true, description: "What is done, in the hub's words." })
  @Property({ type: "text", nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true, description: "The target in words; a cell of the source may hold a target and a result together." })
  @Property({ type: "text", nullable: true })
  target!: string | null;

  @Field(() => String, { nullable: true, description: "The post of the lead; never a name." })
  @Property({ type: "text", nullable: true })
  leadPost!: string | null;

  @Field(() => LeadStatus, { description: "What the source says of the lead." })
  @Property({ type: "text" })
  leadStatus!: LeadStatus;

  /** Not in the API: reached through `leadOrganisations`. */
  @Property({ type: "string[]", nullable: true })
  leadOrganisationIds!: string[] | null;

  /** Not in the API: reached through `action`. */
  @Property({ type: "text" })
  actionId!: string;

  @Needs("actionId")
  @Field(() => Action, { nullable: true, description: "The action it belongs to; null where the caller may not see it." })
  action(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown> {
    return context.refer(Action, { id: this.actionId, asOf: this.asOf }, info);
  }

  @Needs("leadOrganisationIds")
  @Field(() => [Organisation], { description: "The organisations that lead it, in their printed order; empty where none is stated." })
  async leadOrganisations(@Ctx() context: Context, @Info() info: GraphQLResolveInfo): Promise<unknown[]> {
    const found = await Promise.all((this.leadOrganisationIds ?? []).map((id) => context.refer(Organisation, { id, asOf: this.asOf }, info)));
    return found.filter((organisation) => organisation !== null);
  }
}
